/** Debezium's changes: as tables, as streams of changes, with and without its schema, and written. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { runBytes } from './bytes.ts';

type Row = Readonly<Record<string, unknown>> | null;
const change = (op: string, before: Row, after: Row, more: object = {}) =>
  JSON.stringify({ before, after, source: { db: 'shop', lsn: 1 }, op, ts_ms: 1700000000000, ...more });
const key = (id: number) => JSON.stringify({ id });
const row = (id: number, name: string, amount: number | string = 1) => ({ id, name, amount });

const HISTORY = [
  { key: key(1), value: change('r', null, row(1, 'a', 10)) },
  { key: key(2), value: change('c', null, row(2, 'b', 20)) },
  { key: key(1), value: change('u', row(1, 'a', 10), row(1, 'a2', 30)) },
  { key: key(2), value: change('d', row(2, 'b', 20), null) },
  { key: key(2), value: null },
  { key: key(3), value: change('c', null, row(3, 'c', 5)) },
];
const COLUMNS = '(id INT PRIMARY KEY, name STRING, amount DECIMAL(10, 2))';
const TABLE = `CREATE TABLE orders ${COLUMNS} WITH ('topic' = 'orders', 'format' = 'debezium-json');`;
const STREAM = `CREATE STREAM orders (id INT, name STRING, amount DECIMAL(10, 2)) WITH ('topic' = 'orders', 'format' = 'debezium-json');`;

test('a table has the rows that stand, by their keys; deletions and tombstones take them away', async () => {
  const outcome = await runBytes(`${TABLE} SELECT id, name, amount FROM orders;`, {}, { orders: HISTORY });
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual([...outcome.values].sort(), ['{"id":1,"name":"a2","amount":30}', '{"id":3,"name":"c","amount":5}']);
});

test('sums over a table and over a stream of changes are those of the rows that stand', async () => {
  for (const source of [TABLE, STREAM]) {
    const outcome = await runBytes(
      `${source} SELECT COUNT(*) AS n, SUM(amount) AS total FROM orders;`,
      {},
      { orders: HISTORY },
    );
    assert.deepEqual(outcome.problems, []);
    assert.deepEqual(outcome.values, ['{"n":2,"total":35}'], source);
    const running = await runBytes(
      `${source} SELECT COUNT(*) AS n, SUM(amount) AS total FROM orders;`,
      {},
      { orders: HISTORY },
      { bounded: false },
    );
    assert.equal(running.values.at(-1), '{"n":2,"total":35}', source);
  }
});

test('a filter lets a row go that no longer passes', async () => {
  const outcome = await runBytes(
    `${STREAM} SELECT COUNT(*) AS n FROM orders WHERE amount < 25;`,
    {},
    { orders: HISTORY },
  );
  assert.deepEqual(outcome.values, ['{"n":1}']);
});

test('what the envelope says besides: op, ts_ms, source', async () => {
  const outcome = await runBytes(
    `CREATE TABLE orders (id INT PRIMARY KEY, op STRING, ts_ms TIMESTAMP, source STRUCT<db STRING>) WITH ('topic' = 'orders', 'format' = 'debezium-json');
     SELECT id, op, ts_ms, source.db AS db FROM orders WHERE id = 1;`,
    {},
    { orders: HISTORY },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, ['{"id":1,"op":"u","ts_ms":"2023-11-14T22:13:20Z","db":"shop"}']);
});

test("with Kafka Connect's schema numbers are the dates, times and decimals that they stand for", async () => {
  const field = (name: string, type: string, logical?: string, parameters?: object) => ({
    field: name,
    type,
    ...(logical ? { name: logical } : {}),
    ...(parameters ? { parameters } : {}),
  });
  const fields = [
    field('id', 'int64'),
    field('price', 'bytes', 'org.apache.kafka.connect.data.Decimal', { scale: '4' }),
    field('day', 'int32', 'io.debezium.time.Date'),
    field('at', 'int64', 'io.debezium.time.MicroTimestamp'),
    field('time', 'int64', 'io.debezium.time.MicroTime'),
    field('zoned', 'string', 'io.debezium.time.ZonedTimestamp'),
  ];
  const schema = {
    type: 'struct',
    fields: [
      { field: 'before', type: 'struct', fields },
      { field: 'after', type: 'struct', fields },
    ],
  };
  const after = {
    id: 1,
    price: Buffer.from([0xff, 0x38]).toString('base64'),
    day: 19782,
    at: 1709208000123456,
    time: 3723000001,
    zoned: '2024-02-29T12:00:00Z',
  };
  const outcome = await runBytes(
    `CREATE TABLE orders (id INT PRIMARY KEY, price DECIMAL(18, 4), day DATE, at TIMESTAMP, time TIME, zoned TIMESTAMP) WITH ('topic' = 'orders', 'format' = 'debezium-json');
     SELECT id, price, day, at, time, zoned FROM orders;`,
    {},
    {
      orders: [
        {
          key: JSON.stringify({ schema: { type: 'struct' }, payload: { id: 1 } }),
          value: JSON.stringify({ schema, payload: { before: null, after, op: 'c' } }),
        },
      ],
    },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, [
    '{"id":1,"price":-0.02,"day":"2024-02-29","at":"2024-02-29T12:00:00.123456Z","time":"01:02:03.000001","zoned":"2024-02-29T12:00:00Z"}',
  ]);
});

test('what is no change fails and is named', async () => {
  const outcome = await runBytes(
    `${TABLE} SELECT id, amount FROM orders;`,
    {},
    {
      orders: [
        { key: key(1), value: '{"id":1}' },
        { key: key(1), value: change('t', null, null) },
        { key: key(1), value: change('u', row(1, 'a'), null) },
        { key: key(1), value: change('x', null, row(1, 'a')) },
        { key: key(1), value: '[1]' },
        { key: key(1), value: 'text' },
        { key: key(1), value: change('c', null, row(1, 'a', 'much')) },
        { key: key(1), value: change('m', null, null) },
        { key: key(7), value: change('c', null, row(7, 'ok')) },
      ],
    },
  );
  assert.deepEqual(outcome.values, ['{"id":7,"amount":1}']);
  const [none, truncated, half, unknown, list, text, amount, ...more] = outcome.problems;
  assert.match(none!, /it has no "op"/);
  assert.match(truncated!, /empties its table/);
  assert.match(half!, /op 'u' has no "after"/);
  assert.match(unknown!, /op 'x': c, r, u and d are known/);
  assert.match(list!, /an object with "op"/);
  assert.match(text!, /JSON/);
  assert.match(amount!, /'amount': cannot read 'much'/);
  assert.deepEqual(more, []);
});

test('a stream of changes that were not seen from their beginning goes by what it has seen', async () => {
  const outcome = await runBytes(
    `${STREAM} SELECT SUM(amount) AS total FROM orders;`,
    {},
    { orders: HISTORY.slice(2) },
  );
  assert.deepEqual(outcome.values, ['{"total":35}']);
});

test('changes are written as they are told: what was, then what is', async () => {
  const outcome = await runBytes(
    `${TABLE} CREATE TABLE totals WITH ('format' = 'debezium-json') AS SELECT name, SUM(amount) AS total FROM orders GROUP BY name;`,
    {},
    { orders: HISTORY.slice(0, 4) },
    { bounded: false },
  );
  assert.deepEqual(
    outcome.written.map(({ key: bytes, value }) => `${Buffer.from(bytes!)} ${value && Buffer.from(value)}`),
    [
      'a {"before":null,"after":{"name":"a","total":10},"op":"c"}',
      'b {"before":null,"after":{"name":"b","total":20},"op":"c"}',
      'a {"before":{"name":"a","total":10},"after":null,"op":"d"}',
      'a2 {"before":null,"after":{"name":"a2","total":30},"op":"c"}',
      'b {"before":{"name":"b","total":20},"after":null,"op":"d"}',
    ],
  );
  // And read again, by whatever reads Debezium.
  const again = await runBytes(
    `CREATE STREAM totals (name STRING, total DECIMAL(10, 2)) WITH ('topic' = 'totals', 'format' = 'debezium-json'); SELECT SUM(total) AS sum, COUNT(*) AS n FROM totals;`,
    {},
    { totals: outcome.written },
  );
  assert.deepEqual(again.values, ['{"sum":30,"n":1}']);
});

test('whatever happens to the rows of a database, sums over them are those of the rows that are left', async () => {
  const steps = fc.array(
    fc.tuple(fc.nat(3), fc.constantFrom('set', 'set', 'drop'), fc.integer({ min: -5, max: 5 }), fc.nat(1)),
    {
      minLength: 1,
      maxLength: 25,
    },
  );
  await fc.assert(
    fc.asyncProperty(steps, async history => {
      const rows = new Map<number, ReturnType<typeof row>>();
      const records: { key: string; value: string | null }[] = [];
      for (const [id, what, amount, tombstone] of history) {
        const before = rows.get(id);
        if (what === 'set') {
          const after = row(id, `n${amount % 2}`, amount);
          rows.set(id, after);
          records.push({ key: key(id), value: before ? change('u', before, after) : change('c', null, after) });
        } else if (before) {
          rows.delete(id);
          records.push({ key: key(id), value: change('d', before, null) });
          if (tombstone === 1) records.push({ key: key(id), value: null });
        }
      }
      const left = [...rows.values()].filter(({ amount }) => Number(amount) > -3);
      const total = left.length === 0 ? null : left.reduce((sum, { amount }) => sum + Number(amount), 0);
      for (const source of [TABLE, STREAM]) {
        const outcome = await runBytes(
          `${source} SELECT COUNT(*) AS n, SUM(amount) AS total FROM orders WHERE amount > -3;`,
          {},
          { orders: records },
        );
        assert.deepEqual(outcome.problems, []);
        const expected = JSON.stringify({ n: left.length, total });
        assert.equal(outcome.values.at(-1) ?? JSON.stringify({ n: 0, total: null }), expected, source);
      }
    }),
    { numRuns: 40 },
  );
});

test('changes that do not say what was: a table goes by the key, a stream names them instead of counting twice', async () => {
  const changes = [
    { key: key(1), value: change('c', null, row(1, 'a', 10)) },
    { key: key(2), value: change('c', null, row(2, 'b', 20)) },
    { key: key(1), value: change('u', null, row(1, 'a2', 30)) },
    { key: key(2), value: change('d', null, null) },
  ];
  const table = await runBytes(`${TABLE} SELECT id, amount FROM orders;`, {}, { orders: changes });
  assert.deepEqual(table.problems, []);
  assert.deepEqual(table.values, ['{"id":1,"amount":30}']);
  const stream = await runBytes(`${STREAM} SELECT SUM(amount) AS total FROM orders;`, {}, { orders: changes });
  assert.deepEqual(stream.values, ['{"total":30}']);
  assert.equal(stream.problems.length, 2);
  assert.match(stream.problems[0]!, /A change with op 'u' has no "before".*REPLICA IDENTITY FULL/);
  assert.match(stream.problems[1]!, /A change with op 'd' has no "before"/);
});

test('of a row that leaves a table only the key need be there', async () => {
  const outcome = await runBytes(
    `CREATE TABLE orders (id INT PRIMARY KEY, name STRING NOT NULL) WITH ('topic' = 'orders', 'format' = 'debezium-json');
     SELECT id, name FROM orders;`,
    {},
    {
      orders: [
        { key: key(1), value: change('c', null, { id: 1, name: 'a' }) },
        { key: key(1), value: change('d', { id: 1, name: null }, null) },
      ],
    },
  );
  assert.deepEqual(outcome.problems, []);
  assert.deepEqual(outcome.values, []);
});
