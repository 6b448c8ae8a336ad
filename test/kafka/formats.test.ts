/** Avro and Protobuf on a live broker, with a registry: read, written, read by others; also when the job's writer is fenced in between. */
import assert from 'node:assert/strict';
import test from 'node:test';
import avsc from 'avsc';
import protobuf from 'protobufjs';
import type { Connector } from '../../runtime/connectors/port.ts';
import { type GroupEvent, runInGroup } from '../../runtime/jobs/in-group.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { analyze } from '../../src/language/analyze.ts';
import { never, writeAll } from '../unit/connectors/conformance.ts';
import { fakeRegistry } from '../unit/runtime/formats/fake-registry.ts';
import { freshTopic, open } from './broker.ts';
import { grown } from './rows.ts';

const ORDER = {
  type: 'record',
  name: 'Order',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'item', type: ['null', 'string'], default: null },
    { name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 12, scale: 4 } },
  ],
};
const ITEM = 'syntax = "proto3"; message Item { string item = 1; string label = 2; }';

const framed = (id: number, ...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 0, id]), ...parts]);

const put = (
  connector: Connector,
  topic: string,
  records: readonly (readonly [key: string, value: Uint8Array])[],
): Promise<void> =>
  writeAll(
    connector,
    records.map(([key, value], i) => ({ topic, key: Buffer.from(key), value, timestamp: 1000 + i, headers: [] })),
  );

test('Avro and Protobuf in, Avro out; a writer that is fenced meanwhile loses and doubles nothing', async () => {
  await using registry = await fakeRegistry();
  const [orders, items, sink] = [freshTopic(), freshTopic(), freshTopic()];
  const connector = await open();
  for (const topic of [orders, items, sink]) await connector.createTopic(topic, 1, never);
  const order = registry.register(`${orders}-value`, { schema: JSON.stringify(ORDER) });
  const item = registry.register(`${items}-value`, { schema: ITEM, schemaType: 'PROTOBUF' });
  const Order = avsc.Type.forSchema(ORDER as avsc.Schema, { wrapUnions: true });
  const Item = protobuf.parse(ITEM).root.lookupType('Item');
  const orderOf = (id: number, name: string, price: string): readonly [string, Uint8Array] => [
    name,
    framed(order, Order.toBuffer({ id, item: { string: name }, price: Buffer.from(price, 'hex') })),
  ];
  const itemOf = (name: string, label: string): readonly [string, Uint8Array] => [
    name,
    framed(item, Buffer.of(0), Item.encode({ item: name, label }).finish()),
  ];

  const plan = buildPlan(
    analyze(
      `CREATE STREAM orders (id BIGINT, item STRING, price DECIMAL(12, 4)) WITH (topic = '${orders}', format = 'avro', schema.registry.url = '${registry.url}');
       CREATE STREAM items (item STRING, label STRING) WITH (topic = '${items}', format = 'protobuf', schema.registry.url = '${registry.url}');
       CREATE STREAM told WITH (topic = '${sink}', format = 'avro', schema.registry.url = '${registry.url}') AS
         SELECT id, UPPER(item) AS name, price * 100 AS total FROM orders
         UNION ALL SELECT 0 AS id, label AS name, CAST(1.5 AS DECIMAL(12, 4)) * 100 AS total FROM items;`,
      { bounded: false },
    ),
    { bounded: false },
  );
  assert.equal(plan.queries.filter(({ local }) => !local).length, 1);
  const ending = new AbortController();
  const events: GroupEvent[] = [];
  const transactionalId = `formats-${sink}`;
  const ours = await open({ transactionalId });
  const job = runInGroup({
    plan,
    connector: ours,
    group: `group-${sink}`,
    otherwise: 'earliest',
    commitIntervalMs: 20,
    onEvent: event => events.push(event),
    onProblem: ({ message }) => events.push({ kind: 'unreachable', why: message, againInMs: -1, open: false }),
    signal: ending.signal,
  });
  const failed = job.then(() => assert.fail('it ended'));
  failed.catch(() => {});
  try {
    await put(connector, orders, [orderOf(1, 'apple', '16ed67'), orderOf(2, 'pear', 'ff')]);
    await put(connector, items, [itemOf('apple', 'An apple')]);
    await Promise.race([grown(connector, sink, 3), failed]);
    // Somebody takes the writer's name over, as a broker does that has given its transaction up.
    const intruder = await (await open({ transactionalId })).writer('job');
    await intruder.close();
    await put(connector, orders, [orderOf(3, 'plum', '0001')]);
    await put(connector, items, [itemOf('plum', 'A plum')]);
    const values = await Promise.race([grown(connector, sink, 5), failed]);
    const [id] = registry.subjects.get(`${sink}-value`)!;
    const written = avsc.Type.forSchema(registry.schema(id!) as avsc.Schema, { wrapUnions: true });
    const rows = values.map(({ value }) => {
      assert.ok(value);
      assert.deepEqual([...value.subarray(0, 5)], [0, 0, 0, 0, id]);
      return JSON.parse(written.toString(written.fromBuffer(Buffer.from(value.subarray(5)))));
    });
    const row = (key: number, name: string, total: string) => ({
      id: { long: key },
      name: { string: name },
      total: { bytes: Buffer.from(total, 'hex').toString('latin1') },
    });
    assert.deepEqual(
      rows.toSorted((a, b) => a.name.string.localeCompare(b.name.string)),
      [
        // 1.5 is 15000 of the fourth place, and 100 times that.
        row(0, 'A plum', '16e360'),
        row(0, 'An apple', '16e360'),
        // 150.2567 × 100 is 15025.67.
        row(1, 'APPLE', '08f4bc3c'),
        row(2, 'PEAR', '9c'),
        row(3, 'PLUM', '64'),
      ],
    );
  } finally {
    ending.abort();
    await job;
  }
  const told = events.flatMap(event => (event.kind === 'unreachable' ? [event.why] : []));
  assert.equal(told.length, 1, JSON.stringify(told));
  assert.match(told[0]!, /another writer has taken over the transactional id/);
});
