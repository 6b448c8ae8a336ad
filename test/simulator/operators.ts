/** Kinds of queries so that each operator of the language is in one at least. */
import { CDC, KEYED, type Kind, keyed, over, STREAM, TABLE } from './kind.ts';

const TOTAL =
  'CREATE AGGREGATE FUNCTION total_of(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ const init = () => 0n, add = (sum, x) => sum + x, result = sum => sum; $$;\n';

/** Of two streams of two partitions each. */
const two = (name: string, select: string, compare: Kind['compare'] = 'rows', source = STREAM): Kind => ({
  name,
  sql: `${source('s')}${source('z')}CREATE ${compare === 'last' ? 'TABLE' : 'STREAM'} result AS ${select};\n`,
  topics: { s: 2, z: 2 },
  compare,
});

/** Of a stream and a table that is there before. */
const beside = (name: string, select: string, compare: Kind['compare'] = 'rows'): Kind => ({
  name,
  sql: `${STREAM('s')}${TABLE('table')}CREATE ${compare === 'last' ? 'TABLE' : 'STREAM'} result AS ${select};\n`,
  topics: { s: 2, table: 2 },
  compare,
  fromTheStart: true,
});

/** Of two tables. */
const tables = (name: string, select: string): Kind => ({
  name,
  sql: `${TABLE('table')}${TABLE('table2')}CREATE TABLE result AS ${select};\n`,
  topics: { table: 2, table2: 2 },
  compare: 'last',
});

const FRAMES =
  "SELECT id, SUM(v) OVER (PARTITION BY k ORDER BY at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS three, COUNT(*) OVER (PARTITION BY k ORDER BY at RANGE BETWEEN INTERVAL '3' SECOND PRECEDING AND CURRENT ROW) AS recent FROM s";
const FOLLOWING = 'SELECT id, LEAD(v) OVER (PARTITION BY k ORDER BY at) AS next FROM s';
const STEPS = 'SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW CUMULATE(1s, 4s) EMIT FINAL';
const FIRST_ROWS =
  'SELECT k, id FROM (SELECT k, id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at) AS rn FROM s) AS x WHERE rn = 1';
const LAST_ROWS =
  'SELECT k, id, v FROM (SELECT k, id, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY at DESC) AS rn FROM s) AS x WHERE rn = 1';
const LATE_ASIDE =
  "SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL WITH ('late.data.strategy' = 'dead_letter', 'late.data.topic' = 'too-late')";
const BAD_ASIDE = "SELECT k, SUM(12 % v) AS n FROM s GROUP BY k EMIT CHANGES WITH ('dead.letter.queue.topic' = 'bad')";

export const operators: readonly Kind[] = [
  over('frames', FRAMES),
  keyed('frames', FRAMES),
  over('the row that follows', FOLLOWING),
  keyed('the row that follows', FOLLOWING),
  over('windows that grow', STEPS),
  keyed('windows that grow', STEPS),
  over('first rows', FIRST_ROWS, 'last'),
  keyed('first rows', FIRST_ROWS, 'last'),
  over('last rows', LAST_ROWS, 'last'),
  keyed('last rows', LAST_ROWS, 'last'),
  over('late rows put aside', LATE_ASIDE),
  keyed('late rows put aside', LATE_ASIDE),
  over('bad rows put aside', BAD_ASIDE, 'last'),
  keyed('bad rows put aside', BAD_ASIDE, 'last'),
  over(
    'windows that late rows mend',
    "SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL WITH ('late.data.strategy' = 'update_previous', 'late.retention' = '3s')",
    'last',
  ),
  over(
    'aggregates of many kinds',
    'SELECT k, MIN(v) AS a, AVG(v) AS b, COUNT(DISTINCT v) AS c, MEDIAN(v) AS d, STDDEV(v) AS e, FIRST(id) AS f, LAST(id) AS g FROM s GROUP BY k WINDOW TUMBLING(3s) EMIT FINAL',
  ),
  over('sums over everything', 'SELECT COUNT(*) AS n, SUM(v) AS total FROM s WINDOW TUMBLING(2s) EMIT FINAL'),
  over(
    'grouped by what is made of a column',
    'SELECT UPPER(k) AS u, SUM(v) AS total FROM s GROUP BY UPPER(k) WINDOW TUMBLING(2s) EMIT FINAL',
  ),
  over(
    'counted by what is made of columns',
    "SELECT CONCAT(k, '-', v % 2) AS g, COUNT(*) AS n FROM s GROUP BY CONCAT(k, '-', v % 2) EMIT CHANGES",
    'last',
  ),
  over(
    'sessions of what is made of a column',
    'SELECT UPPER(k) AS u, COUNT(*) AS n FROM s GROUP BY UPPER(k) WINDOW SESSION(1s) EMIT FINAL',
  ),
  {
    ...over(
      'a function of the user',
      'SELECT k, total_of(v) AS total FROM s WHERE v IS NOT NULL GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL',
    ),
    sql: `${TOTAL}${STREAM('s')}CREATE STREAM result AS SELECT k, total_of(v) AS total FROM s WHERE v IS NOT NULL GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL;\n`,
    slow: true,
  },
  two('rows of either, each once', 'SELECT k, v % 3 AS g FROM s UNION SELECT k, v % 3 AS g FROM z', 'last'),
  two(
    'join by what is made of a column',
    'SELECT s.id AS a, z.id AS b FROM s JOIN z ON UPPER(s.k) = UPPER(z.k) WITHIN 2s',
  ),
  two(
    'interval of event times',
    "SELECT s.id AS a, z.id AS b FROM s JOIN z ON s.k = z.k AND z._event_time BETWEEN s._event_time AND s._event_time + INTERVAL '2' SECOND",
  ),
  {
    ...two('rows whose value is in another stream', 'SELECT id FROM s WHERE v IN (SELECT v FROM z)'),
    fromTheStart: true,
  },
  {
    ...two(
      'rows whose value is in none of another stream',
      'SELECT id FROM s WHERE v NOT IN (SELECT v FROM z WHERE v IS NOT NULL)',
    ),
    fromTheStart: true,
  },
  beside('a value of a query', 'SELECT id, (SELECT MAX(v) FROM table) AS most FROM s'),
  beside(
    'a value of a query for each row',
    'SELECT id, (SELECT SUM(v) FROM table WHERE table.k = s.k) AS total FROM s',
  ),
  beside(
    'by what is made of a column with a table as of its time',
    'SELECT s.id AS a, table.v AS b FROM s JOIN table ON LOWER(s.k) = table.k',
  ),
  beside(
    'sums of rows with a table as of their time',
    'SELECT table.v AS g, COUNT(*) AS n FROM s JOIN table ON s.k = table.k GROUP BY table.v EMIT CHANGES',
    'last',
  ),
  tables(
    'by a key of the other table',
    "SELECT table.k AS k PRIMARY KEY, table.v AS a, table2.v AS b FROM table JOIN table2 ON CONCAT('k', CAST(table.v % 5 AS STRING)) = table2.k",
  ),
  tables(
    'by a key of the other table, or none',
    "SELECT table.k AS k PRIMARY KEY, table.v AS a, table2.v AS b FROM table LEFT JOIN table2 ON CONCAT('k', CAST(table.v % 5 AS STRING)) = table2.k",
  ),
  tables(
    'tables, either or both',
    'SELECT COALESCE(table.k, table2.k) AS k PRIMARY KEY, table.v AS a, table2.v AS b FROM table FULL JOIN table2 ON table.k = table2.k',
  ),
  tables(
    'rows of a table that another has',
    'SELECT k PRIMARY KEY, v FROM table WHERE EXISTS (SELECT 1 FROM table2 WHERE table2.k = table.k AND table2.v > 5)',
  ),
  {
    name: 'views of views',
    sql: `${TABLE('table')}CREATE MATERIALIZED VIEW groups AS SELECT v % 4 AS g, COUNT(*) AS n, SUM(v) AS total FROM table GROUP BY v % 4;\nCREATE MATERIALIZED VIEW result AS SELECT n, COUNT(*) AS c, MAX(total) AS most FROM groups GROUP BY n;\n`,
    topics: { table: 2 },
    compare: 'last',
  },
  {
    name: 'changes of a database',
    sql: `${CDC('cdc')}CREATE TABLE result AS SELECT v % 3 AS g, COUNT(*) AS n, SUM(v) AS total FROM cdc GROUP BY v % 3 EMIT CHANGES;\n`,
    topics: { cdc: 2 },
    compare: 'last',
  },
  {
    name: 'rows of a database that pass',
    sql: `${CDC('cdc')}CREATE TABLE result AS SELECT k PRIMARY KEY, v FROM cdc WHERE v > 8;\n`,
    topics: { cdc: 3 },
    compare: 'last',
  },
  {
    name: 'changes as they are told',
    sql: `${STREAM('s')}CREATE STREAM result WITH (topic = 'result', format = 'json', 'changelog.mode' = 'retract') AS SELECT k, SUM(v) AS total FROM s GROUP BY k EMIT CHANGES;\n`,
    topics: { s: 2 },
    compare: 'rows',
  },
  {
    name: 'streams with declared keys, patterns over both',
    sql: `${KEYED('s')}${KEYED('z')}CREATE STREAM result AS SELECT k, n FROM (SELECT k, v, at FROM s UNION ALL SELECT k, v, at FROM z) AS u MATCH_RECOGNIZE (PARTITION BY k ORDER BY at MEASURES COUNT(A.v) AS n AFTER MATCH SKIP PAST LAST ROW PATTERN (A A+? B) WITHIN INTERVAL '5' SECOND DEFINE A AS A.v > 3, B AS B.v <= 3) AS m;\n`,
    topics: { s: 3, z: 3 },
    compare: 'rows',
  },
];
