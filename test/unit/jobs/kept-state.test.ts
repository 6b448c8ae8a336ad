/** A job's state in its changelog topic: gone on with, refused when it is of something else, dropped when that is asked for. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type MemoryConnector, memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { OtherState, type Reset } from '../../../runtime/jobs/changelog.ts';
import { type GroupEvent, runInGroup } from '../../../runtime/jobs/in-group.ts';
import { never } from '../connectors/conformance.ts';
import { planOf } from '../state/restored.ts';
import { CHANGELOG, GROUP, given, MOST, SUMS, untilAllCommitted } from './sums.ts';

/** Runs until all that is there has been committed, then ends. Rejects with what the job rejects with. */
async function worked(
  connector: Connector,
  sql: string,
  options: { readonly resetState?: Reset; readonly oneTask?: boolean } = {},
): Promise<readonly GroupEvent[]> {
  const events: GroupEvent[] = [];
  await untilAllCommitted(connector, signal =>
    runInGroup({
      plan: planOf(sql),
      connector,
      group: GROUP,
      otherwise: 'earliest',
      commitIntervalMs: 1,
      onEvent: event => events.push(event),
      onProblem: () => {},
      signal,
      ...options,
    }),
  );
  return events;
}

/** Of which nothing before the end is read, of what the group has read already. */
const forgetful = (memory: MemoryConnector): Connector => ({
  ...memory,
  async reader(assignments) {
    const committed = await memory.committed(GROUP, 's', never);
    for (const { topic, partition, from } of assignments)
      if (topic === 's') assert.ok(from >= (committed.get(partition) ?? 0), `read again from ${from}`);
    return await memory.reader(assignments);
  },
});

const rows = (memory: MemoryConnector): readonly string[] =>
  memory.records('sums').map(({ value }) => Buffer.from(value!).toString());

test('it goes on with what was kept, and reads nothing again', async () => {
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 1], ['b', 10]));
  await worked(memory, SUMS);
  memory.append('s', given(['a', 2]));
  const events = await worked(forgetful(memory), SUMS);
  memory.append('s', given(['b', 20], ['a', 3]));
  await worked(forgetful(memory), SUMS);
  assert.deepEqual(rows(memory), [
    '{"k":"a","total":1}',
    '{"k":"b","total":10}',
    '{"k":"a","total":3}',
    '{"k":"b","total":30}',
    '{"k":"a","total":6}',
  ]);
  assert.ok(events.some(({ kind }) => kind === 'restoring'));
  assert.equal(events.findLast(({ kind }) => kind === 'restoring' || kind === 'running')?.kind, 'running');
});

test('the state of one task is not that of several', async () => {
  const memory = memoryConnector({ topics: { s: 3 } });
  const keyed = SUMS.replace('k STRING, v', 'k STRING PRIMARY KEY, v');
  memory.append(
    's',
    given(['a', 1]).map(one => ({ ...one, partition: 1 })),
  );
  await worked(memory, keyed, { oneTask: true });
  memory.append(
    's',
    given(['a', 2]).map(one => ({ ...one, partition: 2 })),
  );
  await worked(forgetful(memory), keyed, { oneTask: true });
  assert.deepEqual(rows(memory).at(-1), '{"k":"a","total":3}');
  assert.equal((await memory.partitions(CHANGELOG, never))?.length, 1);
  memory.append('s', given(['a', 3]));
  await assert.rejects(worked(memory, keyed), /is in 'job-sums-changelog', which has one partition, .* 3 tasks now/);
});

test('the state of another query is refused, with what can be done', async () => {
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 5]));
  await worked(memory, SUMS);
  memory.append('s', given(['a', 4]));
  await assert.rejects(worked(memory, MOST), (error: unknown) => {
    assert.ok(error instanceof OtherState);
    assert.match(error.message, /sums: aggregate is another one than it was/);
    assert.match(error.message, /plan-diff .* --reset-state/);
    return true;
  });
  assert.equal(rows(memory).length, 1);
  await worked(memory, SUMS);
  assert.equal(rows(memory).at(-1), '{"k":"a","total":9}');
});

test('dropped where that is asked for, it goes on from where the group stopped, and nothing of it comes back', async () => {
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 5], ['b', 7]));
  await worked(memory, SUMS);
  memory.append('s', given(['a', 4]));
  await worked(memory, MOST, { resetState: true });
  assert.equal(rows(memory).at(-1), '{"k":"a","total":4}');
  memory.append('s', given(['b', 1]));
  await worked(memory, MOST, { resetState: true });
  memory.append('s', given(['a', 3], ['b', 2]));
  await worked(memory, MOST, { resetState: true });
  assert.deepEqual(rows(memory).slice(-3), ['{"k":"b","total":1}', '{"k":"a","total":4}', '{"k":"b","total":2}']);
});

test('what was allowed for another query drops nothing else', async () => {
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 5]));
  await worked(memory, SUMS);
  memory.append('s', given(['a', 4]));
  await worked(memory, MOST, { resetState: 'of another query' });
  assert.equal(rows(memory).at(-1), '{"k":"a","total":4}');
  memory.append('s', given(['a', 1]));
  await worked(memory, MOST, { resetState: 'of another query' });
  assert.equal(rows(memory).at(-1), '{"k":"a","total":4}', 'started again it remembers');
  await assert.rejects(beyond(memory, MOST, 'of another query'), /has read further than its state/);
});

test('offsets that were set by hand beyond what the state says are noticed', async () => {
  const memory = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 5]));
  await worked(memory, SUMS);
  memory.append('s', given(['a', 4], ['a', 1]));
  await assert.rejects(beyond(memory, SUMS), /has read further than its state .* --reset-state/);
});

/** Goes on after an offset that no state was kept of. */
async function beyond(memory: MemoryConnector, sql: string, resetState: Reset = false): Promise<void> {
  const { end } = (await memory.partitions('s', never))![0]!;
  memory.append('s', given(['a', 1], ['a', 1]));
  const writer = await memory.writer();
  await writer.commit({ group: GROUP, offsets: [{ topic: 's', partition: 0, offset: end + 1 }] });
  await runInGroup({
    plan: planOf(sql),
    connector: memory,
    group: GROUP,
    otherwise: 'earliest',
    commitIntervalMs: 1,
    resetState,
    onEvent: () => {},
    onProblem: () => {},
    signal: never,
    timer: { now: () => 0, pause: async () => {} },
  });
}

test('where no state can be kept it is made again of what was read', async () => {
  const { createChangelog: _, ...memory } = memoryConnector({ topics: { s: 1 } });
  memory.append('s', given(['a', 1]));
  await worked(memory, SUMS);
  memory.append('s', given(['a', 2]));
  await worked(memory, SUMS);
  assert.deepEqual(rows(memory), ['{"k":"a","total":1}', '{"k":"a","total":3}']);
  assert.equal(await memory.partitions(CHANGELOG, never), undefined);
});

test('a row that was read before is taken back after', async () => {
  const memory = memoryConnector({ topics: { s: 1 } });
  const sql = `CREATE STREAM s (k STRING, v BIGINT) WITH (topic = 's', format = 'json', 'changelog.mode' = 'retract');
CREATE TABLE sums WITH (topic = 'sums', format = 'json') AS SELECT k PRIMARY KEY, v FROM s WHERE v > 1;`;
  const change = (op: string, v: number) => ({
    key: 'a',
    value: JSON.stringify({ k: 'a', v }),
    headers: [['ferris-op', Buffer.from(op)]] as const,
  });
  memory.append('s', [change('+I', 5)]);
  await worked(memory, sql);
  memory.append('s', [change('-D', 5)]);
  await worked(forgetful(memory), sql);
  assert.deepEqual(
    memory.records('sums').map(({ value }) => value && Buffer.from(value).toString()),
    ['{"k":"a","v":5}', null],
  );
});
