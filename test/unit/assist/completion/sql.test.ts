/** Names, functions, conditions and values proposed inside statements. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { labels, offered, taken } from './offered.ts';

const DECLARED = `CREATE STREAM orders (order_id BIGINT, customer_id BIGINT, region STRING, amount DECIMAL(10, 2), address STRUCT<city STRING, zip STRING>, created_at TIMESTAMP);
CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING, vip BOOLEAN);
CREATE STREAM by_region AS SELECT region, COUNT(*) AS total FROM orders WINDOW TUMBLING(INTERVAL '1' MINUTE) GROUP BY region;
`;

/** Words that must be among the first three, and words that must not be offered at all. */
const FIRST: readonly (readonly [marked: string, first: string, absent: string])[] = [
  ['SELECT * FROM |', 'by_region', 'order_id WHERE'],
  ['SELECT order_id, region FROM |', 'orders', ''],
  ['SELECT * FROM orders o JOIN |', 'customers', ''],
  ['INSERT INTO |', 'by_region', 'order_id'],
  ['WITH big AS (SELECT * FROM orders) SELECT * FROM |', 'big', ''],
  ['SELECT o.| FROM orders o', 'order_id', 'name vip COUNT'],
  ['SELECT c.| FROM orders o JOIN customers c ON o.customer_id = c.customer_id', 'name', 'amount'],
  ['SELECT o.address.| FROM orders o', 'city zip', 'region'],
  ['SELECT region, COUNT(*) FROM orders GROUP BY |', 'region', ''],
  ['SELECT region AS place, SUM(amount) AS total FROM orders GROUP BY region ORDER BY |', 'total', ''],
  ['SELECT * FROM orders o JOIN customers c ON o.customer_id = c.|', 'customer_id', 'amount'],
  ['SELECT order_id FROM orders WHERE amount > 1 | region', 'AND', ''],
  ['SELECT |(*) FROM orders', 'COUNT', ''],
  ['SELECT |(amount) AS avg_amount FROM orders', 'AVG', ''],
  ['SELECT * FROM orders WHERE LENGTH(|) > 3', 'region', ''],
  ['SELECT * FROM orders WINDOW |', 'TUMBLING', 'order_id'],
  ['CREATE STREAM s (a |', 'STRING', 'SELECT orders'],
  ['CREATE STREAM s (updated_at |', 'TIMESTAMP', ''],
  ['CREATE STREAM s (region |', 'STRING', ''],
  ['SELECT * FROM orders o JOIN customers c ON |', 'o.customer_id=c.customer_id', ''],
  ["SELECT * FROM orders WHERE created_at > NOW() - INTERVAL '1' |", 'MINUTE HOUR', ''],
  ['SELECT EXTRACT(| FROM created_at) FROM orders', 'EPOCH', ''],
  ['CREATE STREAM s (a STRING, at TIMESTAMP, WATERMARK FOR | AS at)', 'at', ''],
  ['INSERT INTO orders (order_id, |) VALUES (1, 2)', 'customer_id', 'order_id'],
];
for (const [marked, first, absent] of FIRST)
  test(`first at ${marked}`, () => {
    const found = labels(DECLARED + marked).map(label => label.replaceAll(' ', ''));
    for (const word of first.split(' '))
      assert.ok(found.slice(0, 3).includes(word), `${word} is not among ${found.slice(0, 8)}`);
    for (const word of absent.split(' ').filter(Boolean)) assert.ok(!found.includes(word), `${word} is offered`);
  });

/** Anywhere in the list, as the text becomes by taking it. */
const TAKEN: readonly (readonly [marked: string, label: string, becomes: string])[] = [
  ['SELECT | FROM orders', 'COUNT', 'SELECT COUNT() FROM orders'],
  ['SELECT a FROM t gr|', 'group by', 'SELECT a FROM t group by'],
  ['SELECT a FROM t GR| BY a', 'GROUP', 'SELECT a FROM t GROUP BY a'],
  ['SELECT region, COUNT(*) FROM orders |', 'GROUP BY region', 'SELECT region, COUNT(*) FROM orders GROUP BY region'],
  [
    'SELECT region, customer_id, COUNT(*) FROM orders GROUP BY |',
    'region, customer_id',
    'SELECT region, customer_id, COUNT(*) FROM orders GROUP BY region, customer_id',
  ],
  [
    'SELECT * FROM orders o JOIN customers c |',
    'ON o.customer_id = c.customer_id',
    'SELECT * FROM orders o JOIN customers c ON o.customer_id = c.customer_id',
  ],
  ['INSERT INTO customers |', '(customer_id, name, vip)', 'INSERT INTO customers (customer_id, name, vip)'],
  ['CREATE STREAM |', 'IF NOT EXISTS', 'CREATE STREAM IF NOT EXISTS'],
  ['SELECT a FROM t |', 'EMIT CHANGES', 'SELECT a FROM t EMIT CHANGES'],
  ['SELECT SUM(a) OVER (|', 'PARTITION BY', 'SELECT SUM(a) OVER (PARTITION BY'],
  ['SELECT * FROM orders WHERE vi|', 'region', 'SELECT * FROM orders WHERE region'],
  [
    'SELECT * FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE |)',
    'customers.name',
    'SELECT * FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE customers.name)',
  ],
  ['SELECT _win| FROM by_region', '_window_start', 'SELECT _window_start FROM by_region'],
  ['SELECT |', 'amount', 'SELECT amount'],
  ["CREATE STREAM s (a STRING) WITH ('top|')", 'topic', "CREATE STREAM s (a STRING) WITH ('topic')"],
  ["CREATE STREAM s (a STRING) WITH ('|' = 'x')", 'topic', "CREATE STREAM s (a STRING) WITH ('topic' = 'x')"],
  ["CREATE STREAM s (a STRING) WITH ('format' = '|')", 'json', "CREATE STREAM s (a STRING) WITH ('format' = 'json')"],
  [
    "SELECT * FROM orders WHERE region = 'EU'; SELECT * FROM orders WHERE region = |",
    'EU',
    "SELECT * FROM orders WHERE region = 'EU'; SELECT * FROM orders WHERE region = 'EU'",
  ],
];
for (const [marked, label, becomes] of TAKEN)
  test(`taking ${label} at ${marked}`, () => assert.equal(taken(DECLARED + marked, label), DECLARED + becomes));

test('a clause that the statement has is not offered again', () => {
  const found = labels('SELECT a FROM t WHERE a > 1 | GROUP BY a');
  for (const word of ['WHERE', 'GROUP BY', 'GROUP', 'FROM']) assert.ok(!found.includes(word), word);
});

test('aggregates are not offered where none may stand', () => {
  assert.ok(!labels(`${DECLARED}SELECT * FROM orders WHERE |`).includes('SUM'));
  assert.ok(labels(`${DECLARED}SELECT region FROM orders GROUP BY region HAVING |`).includes('SUM'));
});

test('a property that is set is not offered again, and what does not belong to the connector comes last', () => {
  const found = labels("CREATE STREAM s (a STRING) WITH ('topic' = 'x', |)");
  assert.ok(!found.includes('topic'));
  assert.ok(found.includes('format'));
});

test('names that need quotes get them', () => {
  const text = 'CREATE STREAM t (`order by` STRING, `select` STRING); SELECT | FROM t';
  assert.match(taken(text, '`order by`'), /SELECT `order by` FROM t$/);
  assert.match(taken(text, '`select`'), /SELECT `select` FROM t$/);
});

test('what stands before a forgotten semicolon does no harm', () => {
  const found = labels(`${DECLARED}SELECT broken ( FROM FROM\nSELECT order_id FROM orders WHERE |`);
  assert.ok(found.slice(0, 10).includes('region'), found.slice(0, 10).join());
});

test('the case of keywords is that of the statement', () => {
  assert.ok(labels('select a from t |').includes('where'));
  assert.ok(labels('SELECT a FROM t |').includes('WHERE'));
});

test('values of hints say what they mean, cron by example', () => {
  const [first] = offered('-- @ferris:scaling.min_replicas=|\nSELECT 1');
  assert.match(first?.detail ?? '', /pods? always on/);
  assert.equal(first?.hint, 'scaling.min_replicas');
  const crons = offered('-- @ferris:scaling.business_hours.schedule=|\nSELECT 1');
  assert.ok(
    crons.some(one => /Monday to Friday/.test(one.detail ?? '')),
    JSON.stringify(crons.map(one => one.label)),
  );
});

test('line ends of Windows and letters of other scripts', () => {
  const text = `${DECLARED}SELECT order_id,\n  région\nFROM orders\nWHERE |`.replaceAll('\n', '\r\n');
  assert.ok(labels(text).includes('region'));
});
