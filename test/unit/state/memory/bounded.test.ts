/** A plan gives the same rows whether its state fits into memory or hardly any of it does. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { sqliteFiles } from '../../../../runtime/state/memory/sqlite-file.ts';
import { StateLimitError, stateMemory } from '../../../../runtime/state/memory/state-memory.ts';
import { inputsOf, type Plan, type PlanNode } from '../../../../src/compiler/plan/plan.ts';
import { spills } from '../../../../src/compiler/plan/spills.ts';
import { queries } from '../../../simulator/queries.ts';
import { randomOf } from '../../../simulator/random.ts';
import { some } from '../batches.ts';
import { assertSame, draw } from '../draws.ts';
import { moreKinds } from '../more-kinds.ts';
import { type Pieces, type PiecesOutcome, planOf, runInPieces } from '../restored.ts';

const open = await sqliteFiles();

/** With the least memory with which it runs, about. */
function bounded(pieces: Pieces): { readonly outcome: PiecesOutcome; readonly spilled: boolean } {
  for (let bytes = 400; ; bytes *= 1.5) {
    let files = 0;
    const memory = stateMemory({
      bytes,
      diskBytes: Infinity,
      open() {
        files++;
        return open();
      },
    });
    try {
      return { outcome: runInPieces({ ...pieces, memory }), spilled: files > 0 };
    } catch (error) {
      if (!(error instanceof StateLimitError)) throw error;
    }
  }
}

/** Whether something of it can go to disk. */
const isSpilling = ({ queries }: Plan): boolean => queries.some(({ root }) => hasSpilling(root));
const hasSpilling = (node: PlanNode): boolean => spills(node) || inputsOf(node).some(hasSpilling);

/** Kinds of which something went to disk. */
let spilled = 0;
for (const { name, sql, topics } of [...queries, ...moreKinds])
  test(`hardly any memory: ${name}`, () => {
    const plan = planOf(sql);
    if (!isSpilling(plan)) return;
    let files = 0;
    fc.assert(
      fc.property(fc.nat(), seed => {
        const random = randomOf(seed);
        const { reading, whole } = draw(random, plan, topics);
        const commits = some(random, reading.batches.length, random.pick([0.1, 0.5]));
        const cuts = some(random, reading.batches.length, random.pick([0, 0.05, 0.3]));
        const { outcome, ...rest } = bounded({ ...reading, commits, cuts });
        if (rest.spilled) files++;
        assertSame(outcome, whole);
      }),
      { numRuns: 4 },
    );
    if (files > 0) spilled++;
  });

test('disks were used', () => {
  assert.ok(spilled > 30, `of ${spilled} kinds`);
});
