/** State that cannot be read: refused with what would be lost, and where it may be dropped, dropped just there. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type MemoryConnector, memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import { partitionOfKey } from '../../../runtime/connectors/partitioner.ts';
import type { Reset } from '../../../runtime/jobs/changelog.ts';
import { type GroupEvent, runInGroup } from '../../../runtime/jobs/in-group.ts';
import { UnreadableData } from '../../../runtime/state/entries/read.ts';
import { VERSION } from '../../../runtime/state/entries/tags.ts';
import { planOf } from '../state/restored.ts';
import { CHANGELOG, GROUP, given, SUMS, untilAllCommitted } from './sums.ts';

/** Each partition is a task. */
const KEYED = SUMS.replace('k STRING, v', 'k STRING PRIMARY KEY, v');
const PARTITIONS = 3;
const partitionOf = (k: string): number => partitionOfKey(Buffer.from(k), PARTITIONS);

/** Puts values in, then runs until they have been worked off. @returns what was dropped, and the rows that came out */
async function worked(
  memory: MemoryConnector,
  values: readonly [k: string, v: number][],
  resetState: Reset = false,
): Promise<{ readonly dropped: readonly Dropped[]; readonly rows: readonly string[] }> {
  memory.append(
    's',
    given(...values).map(one => ({ ...one, partition: partitionOf(one.key) })),
  );
  const before = memory.records('sums').length;
  const dropped: Dropped[] = [];
  await untilAllCommitted(memory, signal =>
    runInGroup({
      plan: planOf(KEYED),
      connector: memory,
      group: GROUP,
      otherwise: 'earliest',
      commitIntervalMs: 1,
      resetState,
      onEvent: event => void (event.kind === 'dropped' && dropped.push(event)),
      onProblem: () => {},
      signal,
      timer: { now: () => performance.now(), pause: async () => {} },
    }),
  );
  const rows = memory.records('sums').slice(before);
  return { dropped, rows: rows.map(({ value }) => Buffer.from(value!).toString()).sort() };
}

type Dropped = Extract<GroupEvent, { readonly kind: 'dropped' }>;

const job = (): MemoryConnector => memoryConnector({ topics: { s: PARTITIONS } });
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const allOf = (v: number): readonly [string, number][] => KEYS.map(k => [k, v]);
const totals = (total: (k: string) => number): readonly string[] =>
  KEYS.map(k => JSON.stringify({ k, total: total(k) })).sort();

interface Kept {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Puts into the changelog's partition of a key what is made of a sum that stands there. */
function damage(memory: MemoryConnector, k: string, made: (kept: Kept) => Partial<Kept>): (other: string) => boolean {
  const partition = partitionOf(k);
  const kept = memory
    .records(CHANGELOG)
    .find(one => one.partition === partition && one.value && Buffer.from(one.key!).includes(k));
  assert.ok(kept?.key && kept.value, 'a sum is kept');
  const { key, value } = kept;
  memory.append(CHANGELOG, [{ partition, key, value, ...made({ key, value }) }]);
  return other => partitionOf(other) === partition;
}

const WHAT = Uint8Array.of(0xfe);
const WHERE = Uint8Array.of(0xff);

const ways: Readonly<Record<string, readonly [made: (kept: Kept) => Partial<Kept>, why: RegExp]>> = {
  'a value that is cut off': [({ value }) => ({ value: value.subarray(0, value.length - 1) }), /ends too early/],
  'a value that begins with nonsense': [() => ({ value: Uint8Array.of(VERSION, 0xee) }), /a byte that says nothing/],
  'a value of another kind': [() => ({ value: Uint8Array.of(VERSION, 1) }), /cannot be put back/],
  'a value without a byte': [() => ({ value: new Uint8Array(0) }), /ends too early/],
  'a value of a form to come': [
    ({ value }) => ({ value: Uint8Array.of(VERSION + 1, ...value.subarray(1)) }),
    /is of form/,
  ],
  'an operator that is not there': [
    ({ key }) => ({ key: Uint8Array.of(99, ...key.subarray(1)) }),
    /which the plan has not/,
  ],
  'a key that is cut off': [({ key }) => ({ key: key.subarray(0, key.length - 1) }), /ends too early/],
  'pieces that are missing': [() => ({ value: Uint8Array.of(0, 0, 0, 0, 2) }), /in 2 pieces, piece 1 is missing/],
  'pieces that are not counted': [() => ({ value: Uint8Array.of(0, 1) }), /not told how many/],
  'what says what it is of': [() => ({ key: WHAT, value: Uint8Array.of(VERSION, 0xee) }), /a byte that says nothing/],
  'what says how far it was read': [() => ({ key: WHERE, value: Uint8Array.of(VERSION) }), /ends too early/],
};

for (const [name, [made, why]] of Object.entries(ways))
  test(`${name}: refused with what would be lost; dropped where it may be, and all else goes on`, async () => {
    const memory = job();
    await worked(memory, allOf(1));
    const isIn = damage(memory, 'a', made);
    const committed = memory.records('sums').length;

    await assert.rejects(worked(memory, allOf(10)), (error: unknown) => {
      assert.ok(error instanceof UnreadableData, String(error));
      assert.match(error.message, why);
      assert.match(error.message, /^the state in 'job-sums-changelog' partition \d cannot be read: /);
      assert.match(error.message, /with --reset-state, .* lost is what it remembers of s-\d \(.*sums: aggregate.*\)/);
      return true;
    });
    assert.equal(memory.records('sums').length, committed, 'nothing came out of it');

    const reset = await worked(memory, [], 'of another query');
    assert.equal(reset.dropped.length, 1);
    assert.match(reset.dropped[0]!.why, why);
    assert.doesNotMatch(reset.dropped[0]!.why, /--reset-state/);
    assert.deepEqual(
      reset.rows,
      totals(k => (isIn(k) ? 10 : 11)),
      'each record once',
    );

    // What was dropped is gone from the topic: nothing need be dropped again, and nothing comes back.
    const after = await worked(memory, allOf(100));
    assert.deepEqual(after, { dropped: [], rows: totals(k => (isIn(k) ? 110 : 111)) });
  });

test('with nothing wrong the flag drops nothing', async () => {
  const memory = job();
  await worked(memory, allOf(1));
  const { dropped, rows } = await worked(memory, allOf(10), true);
  assert.deepEqual(
    { dropped, rows },
    {
      dropped: [],
      rows: totals(() => 11),
    },
  );
});
