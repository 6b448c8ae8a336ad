/** Input of a plan as it is drawn, and what comes of it when the plan is run whole. */
import assert from 'node:assert/strict';
import type { Plan } from '../../../src/compiler/plan/plan.ts';
import { inputsOf } from '../../simulator/inputs.ts';
import type { Random } from '../../simulator/random.ts';
import { batchesOf } from './batches.ts';
import { type Pieces, type PiecesOutcome, runInPieces } from './restored.ts';

/** What of a run in pieces is no piece: the plan with what it reads. */
export type Reading = Pick<Pieces, 'plan' | 'topics' | 'batches' | 'ends'>;

export interface Drawn {
  readonly reading: Reading;
  /** Of a run that is never cut. */
  readonly whole: PiecesOutcome;
}

export function draw(random: Random, plan: Plan, topics: Readonly<Record<string, number>>): Drawn {
  const reading = { plan, topics, ...batchesOf(random, inputsOf(random, topics), topics) };
  const never = new Set<number>();
  return { reading, whole: runInPieces({ ...reading, commits: never, cuts: never }) };
}

/** Whether two runs have given the same, in whichever order. */
export function assertSame(outcome: PiecesOutcome, whole: PiecesOutcome): void {
  assert.deepEqual(outcome.rows.toSorted(), whole.rows.toSorted());
  assert.deepEqual(outcome.problems.toSorted(), whole.problems.toSorted());
  assert.equal(outcome.late, whole.late);
}
