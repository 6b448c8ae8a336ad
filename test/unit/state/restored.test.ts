/** Whatever a plan remembers is put back as it was: a run that is cut anywhere gives what one gives that is not. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Batch } from '../../../runtime/connectors/port.ts';
import { inputsOf } from '../../simulator/inputs.ts';
import { queries as kinds } from '../../simulator/queries.ts';
import { randomOf } from '../../simulator/random.ts';
import { batchesOf, some } from './batches.ts';
import { assertSame, draw } from './draws.ts';
import { moreKinds } from './more-kinds.ts';
import { planOf, runInPieces } from './restored.ts';

/** How many entries there are of each part of each operator: things that come and go are numbered as they are told. */
function partsOf(kept: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of [...kept.keys()].map(key => key.slice(0, 4)).sort()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

for (const { name, sql, topics } of [...kinds, ...moreKinds])
  test(`cut anywhere: ${name}`, () => {
    const plan = planOf(sql);
    fc.assert(
      fc.property(fc.nat(), seed => {
        const random = randomOf(seed);
        const { reading, whole } = draw(random, plan, topics);
        const commits = some(random, reading.batches.length, 0.3);
        const cuts = some(random, reading.batches.length, random.pick([0.05, 0.3, 1]));
        const cut = runInPieces({ ...reading, commits, cuts });
        assertSame(cut, whole);
        assert.deepEqual(partsOf(cut.kept), partsOf(whole.kept));
      }),
      { numRuns: 60 },
    );
  });

/** Queries whose state ends with the watermark, after which nothing of those rows may be kept. */
const passing = [
  'tumbling',
  'hopping',
  'sessions',
  'interval join',
  'cumulating',
  'rows of sessions',
  'outer join of intervals',
];

test('what is over leaves nothing behind', () => {
  for (const { name, sql, topics } of [...kinds, ...moreKinds].filter(one => passing.includes(one.name))) {
    const random = randomOf(7);
    const inputs = inputsOf(random, topics);
    const after = Math.max(...inputs.map(({ timestamp }) => timestamp)) + 60_000;
    const { batches, ends } = batchesOf(random, inputs, topics);
    // A row much later in each partition, twice: it is not kept by those before it.
    const last = batches.findLast(({ records }) => records.some(({ value }) => value !== null))!;
    const more = Object.entries(topics).flatMap(([topic, partitions]) =>
      Array.from({ length: 2 * partitions }, (_, i): Batch => {
        const [partition, at] = [i % partitions, after + i * 60_000];
        const offset = 1000 + i;
        const value = Buffer.from(JSON.stringify({ id: offset, k: null, v: null, at }));
        return {
          topic,
          partition,
          records: [{ ...last.records[0]!, offset, timestamp: at, key: null, value }],
          nextOffset: offset + 1,
        };
      }),
    );
    const commits = new Set(batches.keys());
    const { kept, told } = runInPieces({
      plan: planOf(sql),
      topics,
      batches: [...batches, ...more],
      ends,
      commits,
      cuts: new Set(),
    });
    const left = [...kept].filter(([key, value]) =>
      /k[0-4]/.test(Buffer.from(key, 'hex').toString() + Buffer.from(value).toString()),
    );
    assert.deepEqual(left, [], name);
    assert.ok(told > 10, name);
  }
});

test('an operator that is not put back is noticed', () => {
  const { sql, topics } = kinds.find(({ name }) => name === 'tumbling')!;
  const plan = planOf(sql);
  const differs = (seed: number): boolean => {
    const { reading, whole } = draw(randomOf(seed), plan, topics);
    const cut = runInPieces({ ...reading, commits: new Set(), cuts: new Set([5]), leftOut: key => key.length > 8 });
    return cut.rows.toSorted().join() !== whole.rows.toSorted().join();
  };
  assert.ok(Array.from({ length: 20 }, (_, seed) => differs(seed)).includes(true));
});
