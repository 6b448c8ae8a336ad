/** Kinds of queries that keep something, beside those of the simulator. */
import type { Kind } from '../../simulator/kind.ts';

const STREAM = (name: string, more = ''): string =>
  `CREATE STREAM ${name} (id BIGINT, k STRING, v BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '1' SECOND) WITH (topic = '${name}', format = 'json', event.time.format = 'epoch_millis'${more});\n`;
const TABLE = (name: string): string =>
  `CREATE TABLE ${name} (k STRING PRIMARY KEY, id BIGINT, v BIGINT) WITH (topic = '${name}', format = 'json');\n`;

const kind = (name: string, sql: string, topics: Kind['topics']): Kind => ({ name, sql, topics, compare: 'rows' });
const one = (name: string, select: string, made = 'STREAM', more = ''): Kind =>
  kind(name, `${STREAM('s', more)}CREATE ${made} result AS ${select};\n`, { s: 3 });
const two = (name: string, select: string, made = 'STREAM'): Kind =>
  kind(name, `${STREAM('s')}${STREAM('z')}CREATE ${made} result AS ${select};\n`, { s: 2, z: 2 });
const withTable = (name: string, select: string, made = 'STREAM'): Kind =>
  kind(name, `${STREAM('s')}${TABLE('table')}CREATE ${made} result AS ${select};\n`, { s: 2, table: 2 });
const tables = (name: string, select: string): Kind =>
  kind(name, `${TABLE('table')}${TABLE('table2')}CREATE TABLE result AS ${select};\n`, { table: 2, table2: 2 });

const EVERY_AGGREGATE = `SUM(v) AS a1, AVG(v) AS a2, MIN(v) AS a3, MAX(v) AS a4, COUNT(v) AS a5, COUNT(DISTINCT v) AS a6,
  APPROX_COUNT_DISTINCT(v) AS a7, FIRST_VALUE(id) AS a8, LAST_VALUE(id) AS a9, STRING_AGG(CAST(id AS STRING), '+') AS a10,
  ARRAY_AGG(v) AS a11, MEDIAN(v) AS a12, STDDEV(v) AS a13, CORR(v, id) AS a14, MIN_BY(id, v) AS a15, TOPK(v, 3) AS a16,
  BOOL_OR(v > 10) AS a17, SUM(DISTINCT v) AS a18, SUM(v) FILTER (WHERE v > 5) AS a19, APPROX_PERCENTILE(v, 0.9) AS a20,
  SUM(v / 3) AS a21, SUM(CAST(v AS DECIMAL(10, 2))) AS a22`;

/** All of which are kept as numbers side by side, past the safe integers too. */
const PLAIN_AGGREGATES = `COUNT(*) AS a1, COUNT(v) AS a2, SUM(v) AS a3, SUM(v * 1000000000000000) AS a4, MIN(v) AS a5, MAX(k) AS a6,
  SUM(CAST(v AS DECIMAL(10, 2))) AS a7, SUM(CAST(v AS DECIMAL(20, 2)) * 100000000000000.5) AS a8, AVG(CAST(v AS DECIMAL(10, 2))) AS a9,
  LAST_VALUE(id) AS a10, SUM(v) FILTER (WHERE v > 5) AS a11`;

export const moreKinds: readonly Kind[] = [
  one(
    'plain aggregates of windows',
    `SELECT k, ${PLAIN_AGGREGATES} FROM s GROUP BY k WINDOW SLIDING(4s, 2s) EMIT FINAL`,
  ),
  one('plain aggregates of all times', `SELECT k, ${PLAIN_AGGREGATES} FROM s GROUP BY k EMIT CHANGES`, 'TABLE'),
  one(
    'plain aggregates as they change',
    `SELECT k, ${PLAIN_AGGREGATES} FROM s GROUP BY k WINDOW TUMBLING(2s) GRACE 1s EMIT CHANGES`,
    'TABLE',
  ),
  one(
    'plain aggregates of everything',
    `SELECT ${PLAIN_AGGREGATES} FROM s GROUP BY v % 2, k WINDOW CUMULATE(1s, 3s) EMIT FINAL`,
  ),
  one('every aggregate of windows', `SELECT k, ${EVERY_AGGREGATE} FROM s GROUP BY k WINDOW TUMBLING(3s) EMIT FINAL`),
  one('every aggregate as it changes', `SELECT k, ${EVERY_AGGREGATE} FROM s GROUP BY k EMIT CHANGES`, 'TABLE'),
  withTable(
    'every aggregate of rows that are taken back',
    `SELECT v % 3 AS g, ${EVERY_AGGREGATE.replaceAll('LAST_VALUE(id)', 'MAX(id)')} FROM table GROUP BY v % 3 EMIT CHANGES`,
    'TABLE',
  ),
  one('cumulating', 'SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW CUMULATE(1s, 4s) EMIT FINAL'),
  one(
    'windows as they change',
    'SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW TUMBLING(2s) GRACE 1s EMIT CHANGES',
    'TABLE',
  ),
  one('windows every second', 'SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW TUMBLING(5s) EMIT EVERY 1s', 'TABLE'),
  one(
    'windows that come out again',
    "SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL WITH ('late.data.strategy' = 'update_previous', 'late.retention' = '4s')",
    'TABLE',
  ),
  one(
    'sessions that come out again',
    "SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW SESSION(1s) EMIT FINAL WITH ('late.data.strategy' = 'update_previous', 'late.retention' = '4s')",
    'TABLE',
  ),
  one(
    'sessions as they change',
    'SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW SESSION(700ms) EMIT CHANGES',
    'TABLE',
  ),
  one('sessions every second', 'SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW SESSION(2s) EMIT EVERY 1s', 'TABLE'),
  one('rows of sessions', 'SELECT id, k, _window_start AS w FROM s WINDOW SESSION(at, 800ms, k)'),
  one('rows of windows', 'SELECT id, k, _window_start AS w FROM s WINDOW SLIDING(2s, 1s)'),
  one('ranks within windows', 'SELECT id, NTILE(2) OVER (PARTITION BY k ORDER BY at) AS t FROM s WINDOW TUMBLING(2s)'),
  one('distinct with a time to live', "SELECT DISTINCT k, v % 2 AS p FROM s EMIT CHANGES WITH ('state.ttl' = '3s')"),
  one(
    'sums with a time to live',
    "SELECT k, SUM(v) AS total FROM s GROUP BY k EMIT CHANGES WITH ('state.ttl' = '3s')",
    'TABLE',
  ),
  one('sum of all', 'SELECT SUM(v) AS total, COUNT(*) AS n FROM s EMIT CHANGES', 'TABLE'),
  one(
    'sums of sums',
    'SELECT n, COUNT(*) AS keys FROM (SELECT k, COUNT(*) AS n FROM s GROUP BY k) AS x GROUP BY n EMIT CHANGES',
    'TABLE',
  ),
  one('rows before by distance', 'SELECT id, LAG(v, 3, 0) OVER (PARTITION BY k ORDER BY at) AS before FROM s'),
  one('rows that follow', 'SELECT id, LEAD(v, 2) OVER (PARTITION BY k ORDER BY at) AS after FROM s'),
  one(
    'frames of rows',
    'SELECT id, SUM(v) OVER (PARTITION BY k ORDER BY at ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) AS total, AVG(v) OVER (PARTITION BY k ORDER BY at ROWS 3 PRECEDING) AS mean FROM s',
  ),
  one(
    'frames of time',
    "SELECT id, SUM(v) OVER (PARTITION BY k ORDER BY at RANGE BETWEEN INTERVAL '2' SECOND PRECEDING AND CURRENT ROW) AS total, ARRAY_AGG(id) OVER (PARTITION BY k ORDER BY at RANGE BETWEEN INTERVAL '1' SECOND PRECEDING AND INTERVAL '1' SECOND FOLLOWING) AS ids FROM s",
  ),
  one(
    'running',
    'SELECT id, SUM(v) OVER (PARTITION BY k ORDER BY at) AS total, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at) AS n, FIRST_VALUE(id) OVER (PARTITION BY k ORDER BY at ROWS 2 PRECEDING) AS f FROM s',
  ),
  one(
    'first of all times',
    'SELECT k, id FROM (SELECT k, id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at) AS rn FROM s) AS x WHERE rn = 1',
  ),
  one(
    'last of all times',
    'SELECT k, id FROM (SELECT k, id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at DESC) AS rn FROM s) AS x WHERE rn = 1',
    'TABLE',
  ),
  one(
    'first of sums',
    'SELECT k, n FROM (SELECT k, n, ROW_NUMBER() OVER (ORDER BY n DESC) AS rn FROM (SELECT k, COUNT(*) AS n FROM s GROUP BY k) AS x) AS y WHERE rn <= 2',
    'TABLE',
  ),
  ...['RANK', 'DENSE_RANK'].map(rank =>
    one(
      `first by ${rank}`,
      `SELECT k, id, v, r FROM (SELECT k, id, v, ${rank}() OVER (PARTITION BY k ORDER BY v DESC) AS r FROM s) AS x WHERE r <= 2`,
      'TABLE',
    ),
  ),
  one('a limit', 'SELECT id FROM s LIMIT 12'),
  one(
    'patterns of time',
    "SELECT k, n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY at MEASURES COUNT(*) AS n, MATCH_NUMBER() AS no AFTER MATCH SKIP TO NEXT ROW PATTERN (A B+? C) WITHIN INTERVAL '3' SECOND DEFINE B AS B.v >= A.v, C AS C.v < PREV(C.v)) AS m",
  ),
  one(
    'all rows of patterns',
    'SELECT k, id, n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY at MEASURES RUNNING COUNT(*) AS n ALL ROWS PER MATCH PATTERN (A B*) DEFINE A AS A.v > 5, B AS B.v > AVG(A.v)) AS m',
  ),
  one('answers over itself', 'SELECT id FROM s WHERE v > (SELECT AVG(v) FROM s AS other WHERE other.k = s.k)'),
  two('rows in a list of another', 'SELECT id FROM s WHERE v IN (SELECT v FROM z WHERE z.k = s.k)'),
  two('rows in no list of another', 'SELECT id FROM s WHERE v NOT IN (SELECT v FROM z)'),
  two('a value of another', 'SELECT id, (SELECT MAX(v) FROM z WHERE z.k = s.k) AS most FROM s'),
  two(
    'rows beside rows',
    'SELECT s.id AS a, x.id AS b FROM s LEFT JOIN LATERAL (SELECT z.id FROM z WHERE z.k = s.k ORDER BY z.v DESC LIMIT 1) AS x ON TRUE',
  ),
  two('outer join of intervals', 'SELECT s.id AS a, z.id AS b FROM s FULL JOIN z ON s.k = z.k WITHIN 1s GRACE 1s'),
  two(
    'join of windows',
    'WITH a AS (SELECT k, SUM(v) AS t FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL), b AS (SELECT k, COUNT(*) AS n FROM z GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL) SELECT a.k AS k, t, n FROM a JOIN b ON a.k = b.k WITHIN 1s',
  ),
  two(
    'union of changes',
    'SELECT k, COUNT(*) AS n FROM s GROUP BY k UNION ALL SELECT k, SUM(v) AS n FROM z GROUP BY k',
    'TABLE',
  ),
  two(
    'sums joined with sums',
    'SELECT a.k AS k PRIMARY KEY, a.n AS n, b.t AS t FROM (SELECT k, COUNT(*) AS n FROM s GROUP BY k) AS a LEFT JOIN (SELECT k, SUM(v) AS t FROM z GROUP BY k) AS b ON a.k = b.k AND b.t > a.n',
    'TABLE',
  ),
  withTable(
    'stream with sums as of its time',
    'SELECT s.id AS a, x.n AS b FROM s JOIN (SELECT v, COUNT(*) AS n FROM table GROUP BY v) AS x ON s.v = x.v',
  ),
  withTable(
    'stream with a table under a condition',
    'SELECT s.id AS a, table.v AS b FROM s LEFT JOIN table ON s.k = table.k AND table.v > s.v',
  ),
  withTable('rows of a table that pass', 'SELECT k, v FROM table WHERE v > 5', 'TABLE'),
  withTable('distinct of a table', 'SELECT DISTINCT v FROM table', 'TABLE'),
  tables(
    'tables kept current, outer',
    'SELECT table.k AS k PRIMARY KEY, table.v AS a, table2.v AS b FROM table FULL JOIN table2 ON table.k = table2.k',
  ),
  tables(
    'tables joined by another column',
    'SELECT table.k AS k PRIMARY KEY, table2.k AS k2 PRIMARY KEY, table.v AS a FROM table LEFT JOIN table2 ON table.v = table2.v AND table.id < table2.id',
  ),
  tables('rows of a table for which another has one', 'SELECT k, v FROM table WHERE v IN (SELECT v FROM table2)'),
  tables(
    'rows of a table with the most of another',
    'SELECT k, v, (SELECT MAX(v) FROM table2 WHERE table2.v <= table.v) AS most FROM table',
  ),
  tables(
    'rows of a table beside rows of another',
    'SELECT table.k AS k PRIMARY KEY, x.n AS n FROM table LEFT JOIN LATERAL (SELECT COUNT(*) AS n FROM table2 WHERE table2.v = table.v) AS x ON TRUE',
  ),
  kind(
    'changes that were written down',
    `CREATE STREAM s (id BIGINT, k STRING, v BIGINT, at BIGINT) WITH (topic = 's', format = 'json');\nCREATE STREAM sums AS SELECT k, SUM(v) AS t FROM s GROUP BY k EMIT CHANGES WITH ('changelog.mode' = 'retract');\nCREATE TABLE result AS SELECT t % 3 AS g, COUNT(*) AS n FROM sums GROUP BY t % 3 EMIT CHANGES;\n`,
    { s: 2 },
  ),
];
