/** A sink that is slow: what is read and not yet taken by it is one read of the source, however long the job runs. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { memoryConnector } from '../../../runtime/connectors/memory/connector.ts';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { runInGroup } from '../../../runtime/jobs/in-group.ts';
import { buildPlan } from '../../../src/compiler/plan/build.ts';
import { analyze } from '../../../src/language/analyze.ts';

const PARTITIONS = 4;
const RECORDS = 20_000;
/** Of a partition that a read of the memory connector gives. */
const BATCH = 4096;

const source = `CREATE STREAM orders (id BIGINT, item STRING) WITH (topic = 'orders');`;
for (const [what, sql] of [
  ['rows as they are', `${source} CREATE STREAM sink WITH (topic = 'sink') AS SELECT id, item FROM orders;`],
  [
    'rows with state',
    `${source} CREATE TABLE sink WITH (topic = 'sink') AS SELECT item, COUNT(*) AS n FROM orders GROUP BY item EMIT CHANGES;`,
  ],
] as const)
  test(what, async () => {
    const memory = memoryConnector({ topics: { orders: PARTITIONS, sink: 1 } });
    memory.append(
      'orders',
      Array.from({ length: RECORDS }, (_, id) => ({
        partition: id % PARTITIONS,
        timestamp: id,
        value: JSON.stringify({ id, item: `i${id % 5}` }),
      })),
    );
    const ending = new AbortController();
    let read = 0;
    let taken = 0;
    let most = 0;
    let writing = false;
    const slow: Connector = {
      ...memory,
      async reader(assignments) {
        const reader = await memory.reader(assignments);
        return {
          ...reader,
          async read(maxWaitMs, signal) {
            assert.equal(writing, false, 'it reads on while the sink has not taken what was read before');
            const batches = await reader.read(maxWaitMs, signal);
            for (const { topic, records } of batches ?? []) if (topic === 'orders') read += records.length;
            most = Math.max(most, read - taken);
            return batches;
          },
        };
      },
      async writer(name) {
        const writer = await memory.writer(name);
        return {
          ...writer,
          async write(records) {
            writing = true;
            // Reading and working a batch off take a turn each.
            for (let i = 0; i < 20; i++) await new Promise(resolve => setImmediate(resolve));
            await writer.write(records);
            taken += records.filter(({ topic }) => topic === 'sink').length;
            writing = false;
          },
          async commit(inputs) {
            await writer.commit(inputs);
            if (taken === RECORDS) ending.abort();
          },
        };
      },
    };
    await runInGroup({
      plan: buildPlan(analyze(sql, { bounded: false }), { bounded: false }),
      connector: slow,
      group: 'g',
      otherwise: 'earliest',
      commitIntervalMs: 1,
      onEvent() {},
      onProblem: ({ message }) => assert.fail(message),
      signal: ending.signal,
    });
    assert.deepEqual([read, taken], [RECORDS, RECORDS]);
    assert.ok(most <= PARTITIONS * BATCH, `${most} records were held`);
    assert.equal(memory.records('sink').length, RECORDS);
  });
