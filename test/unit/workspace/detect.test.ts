/** What becomes FerrisSQL by itself, and what is left alone. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { isFerrisSql } from '../../../src/language/workspace/detect.ts';

const OURS: Readonly<Record<string, string>> = {
  'a hint': '-- @ferris:workload=trading\nSELECT 1',
  'a hint after other comments': '/* about */\n-- about\n\n  --@ferris:workload=trading\nSELECT 1',
  'a stream': "create stream trades (ticker string) with (topic = 'trades')",
  'a stream of a query': 'CREATE STREAM IF NOT EXISTS t AS SELECT 1',
  'EMIT CHANGES': 'SELECT ticker FROM trades EMIT CHANGES;',
  'a tumbling window': 'SELECT COUNT(*) FROM trades GROUP BY ticker WINDOW TUMBLING(1s)',
  'a watermark': "CREATE TABLE t (at TIMESTAMP, WATERMARK FOR at AS at - INTERVAL '5' SECOND)",
  'a job': 'START JOB prices AS SELECT 1',
};
const OTHERS: Readonly<Record<string, string>> = {
  nothing: '',
  'plain SQL': 'SELECT a, COUNT(*) FROM t GROUP BY a ORDER BY 2 DESC LIMIT 10;',
  'a named window of PostgreSQL': 'SELECT avg(x) OVER w FROM t WINDOW w AS (PARTITION BY a)',
  'a stream of Snowflake': 'CREATE STREAM changes ON TABLE orders;',
  'our words in a string': "INSERT INTO notes VALUES ('EMIT CHANGES', 'it''s WINDOW TUMBLING(1)')",
  'our words in a comment': '-- CREATE STREAM t AS SELECT 1\n/* EMIT CHANGES */ SELECT 1',
  'our words in a body of PostgreSQL': 'DO $x$ BEGIN -- @ferris:workload=trading\nEMIT CHANGES; END $x$;',
  'our words in a name': 'SELECT "EMIT CHANGES", `CREATE STREAM a AS` FROM t',
  'a hint in a block comment': '/*\n-- @ferris:workload=trading\n*/ SELECT 1',
  'a word about hints': '-- see @ferris:workload in the other file\nSELECT 1',
};

for (const [what, text] of Object.entries(OURS)) test(`ours: ${what}`, () => assert.equal(isFerrisSql(text), true));
for (const [what, text] of Object.entries(OTHERS))
  test(`another's: ${what}`, () => assert.equal(isFerrisSql(text), false));

test('a large file without a sign', () => {
  assert.equal(isFerrisSql("INSERT INTO t VALUES (1, 'a''b', \"c\"); -- d\n".repeat(100_000)), false);
});

test('a relation or a topic that a string names', () => {
  assert.ok(isFerrisSql("SELECT a FROM 'kafka://broker:9092/orders';"));
  assert.ok(isFerrisSql("SELECT a FROM 'file://./orders.csv' WHERE a = 'x y';"));
  assert.ok(isFerrisSql("CREATE TABLE t (a INT) WITH ('topic' = 't');"));
  assert.ok(isFerrisSql('CREATE TABLE t (a INT) WITH (topic = t);'));
  assert.ok(!isFerrisSql("INSERT INTO notes VALUES ('SELECT a FROM ''kafka://broker/t''');"));
  assert.ok(!isFerrisSql("-- WITH ('topic' = 't')\nSELECT 1;"));
});
