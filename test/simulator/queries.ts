/** The kinds of queries that are tried. */
import { KEYED, type Kind, keyed, over, STREAM, TABLE } from './kind.ts';
import { operators } from './operators.ts';

/** Kinds of questions, where what matters is how members share the work. */
export const queries: readonly Kind[] = [
  over('filter and projection', 'SELECT id, v * 2 AS twice FROM s WHERE v > 3'),
  over('rows of collections', 'SELECT id, n FROM s CROSS JOIN UNNEST(ARRAY[v, id]) AS t(n)'),
  {
    name: 'union',
    sql: `${STREAM('s')}${STREAM('z')}CREATE STREAM result AS SELECT id, v FROM s WHERE v > 3 UNION ALL SELECT id, v FROM z;\n`,
    topics: { s: 2, z: 1 },
    compare: 'rows',
  },
  over(
    'tumbling',
    'SELECT k, SUM(v) AS total, COUNT(*) AS n, MAX(id) AS last FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL',
  ),
  over('tumbling with grace', 'SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(2s) GRACE 2s EMIT FINAL'),
  over('hopping', 'SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW HOPPING(4s, 1s) EMIT FINAL'),
  over('sessions', 'SELECT k, COUNT(*) AS n, ARRAY_AGG(id) AS ids FROM s GROUP BY k WINDOW SESSION(1s) EMIT FINAL'),
  over('sums as they change', 'SELECT k, SUM(v) AS total, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES', 'last'),
  over('each change of a sum', 'SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES', 'rows', 'TABLE'),
  over('groups that leave', 'SELECT k, SUM(v) AS total FROM s GROUP BY k HAVING SUM(v) % 2 = 0 EMIT CHANGES', 'last'),
  over('distinct', 'SELECT DISTINCT k FROM s EMIT CHANGES', 'rows'),
  over('neighbours', 'SELECT id, k, LAG(v) OVER (PARTITION BY k ORDER BY at) AS before FROM s'),
  over(
    'first two',
    'SELECT k, id, v FROM (SELECT k, id, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC, id) AS rn FROM s) AS x WHERE rn <= 2',
    'last',
  ),
  {
    name: 'interval join',
    sql: `${STREAM('s')}${STREAM('z')}CREATE STREAM result AS SELECT s.id AS a, z.id AS b FROM s LEFT JOIN z ON s.k = z.k WITHIN 2s;\n`,
    topics: { s: 2, z: 2 },
    compare: 'rows',
  },
  {
    name: 'chained',
    sql: `${STREAM('s')}CREATE STREAM sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM result AS SELECT k, MAX(total) AS most FROM sums GROUP BY k WINDOW TUMBLING(4s) EMIT FINAL;\n`,
    topics: { s: 3 },
    compare: 'rows',
  },
  {
    name: 'table as it changes',
    sql: `${TABLE('table')}CREATE TABLE result AS SELECT v % 3 AS g, COUNT(*) AS n FROM table GROUP BY v % 3 EMIT CHANGES;\n`,
    topics: { table: 2 },
    compare: 'last',
  },
  {
    name: 'stream with a table as of its time',
    sql: `${STREAM('s')}${TABLE('table')}CREATE STREAM result AS SELECT s.id AS a, table.v AS b FROM s LEFT JOIN table ON s.k = table.k;\n`,
    topics: { s: 2, table: 2 },
    compare: 'rows',
    fromTheStart: true,
  },
  {
    name: 'tables kept current',
    sql: `${TABLE('table')}${TABLE('table2')}CREATE TABLE result AS SELECT table.k AS k PRIMARY KEY, table.v AS a, table2.v AS b FROM table JOIN table2 ON table.k = table2.k;\n`,
    topics: { table: 2, table2: 2 },
    compare: 'last',
  },
  over(
    'patterns',
    'SELECT k, first_id, n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY at MEASURES FIRST(A.id) AS first_id, COUNT(A.id) AS n AFTER MATCH SKIP PAST LAST ROW PATTERN (A+ B) DEFINE A AS A.v > 5, B AS B.v <= 5) AS m',
  ),
  {
    name: 'rows for which another stream has one',
    sql: `${STREAM('s')}${STREAM('z')}CREATE STREAM result AS SELECT id FROM s WHERE EXISTS (SELECT 1 FROM z WHERE z.k = s.k AND z.v > 10);\n`,
    topics: { s: 2, z: 2 },
    compare: 'rows',
    fromTheStart: true,
  },
  over(
    'late rows in the next window',
    "SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL WITH ('late.data.strategy' = 'include_in_next_window')",
  ),
  over('sums every two seconds', 'SELECT k, SUM(v) AS total FROM s GROUP BY k EMIT EVERY 2s', 'last'),
  keyed(
    'tumbling',
    'SELECT k, SUM(v) AS total, COUNT(*) AS n, MAX(id) AS last FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL',
  ),
  keyed('sessions', 'SELECT k, COUNT(*) AS n, ARRAY_AGG(id) AS ids FROM s GROUP BY k WINDOW SESSION(1s) EMIT FINAL'),
  keyed('each change of a sum', 'SELECT k, COUNT(*) AS n FROM s GROUP BY k EMIT CHANGES', 'rows', 'TABLE'),
  keyed('groups that leave', 'SELECT k, SUM(v) AS total FROM s GROUP BY k HAVING SUM(v) % 2 = 0 EMIT CHANGES', 'last'),
  keyed('neighbours', 'SELECT id, k, LAG(v) OVER (PARTITION BY k ORDER BY at) AS before FROM s'),
  keyed(
    'first two',
    'SELECT k, id, v FROM (SELECT k, id, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC, id) AS rn FROM s) AS x WHERE rn <= 2',
    'last',
  ),
  keyed('distinct', 'SELECT DISTINCT k, v % 3 AS g FROM s EMIT CHANGES', 'rows'),
  {
    name: 'interval join of streams with declared keys',
    sql: `${KEYED('s')}${KEYED('z')}CREATE STREAM result AS SELECT s.id AS a, z.id AS b FROM s LEFT JOIN z ON s.k = z.k WITHIN 2s;\n`,
    topics: { s: 3, z: 3 },
    compare: 'rows',
  },
  {
    name: 'interval join of topics that are not partitioned alike',
    sql: `${KEYED('s')}${KEYED('z')}CREATE STREAM result AS SELECT s.id AS a, z.id AS b FROM s LEFT JOIN z ON s.k = z.k WITHIN 2s;\n`,
    topics: { s: 3, z: 2 },
    compare: 'rows',
  },
  {
    name: 'chained, by the declared key',
    sql: `${KEYED('s')}CREATE STREAM sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW TUMBLING(1s) EMIT FINAL;\nCREATE STREAM result AS SELECT k, MAX(total) AS most FROM sums GROUP BY k WINDOW TUMBLING(4s) EMIT FINAL;\n`,
    topics: { s: 3 },
    compare: 'rows',
  },
  {
    name: 'stream with a declared key with a table as of its time',
    sql: `${KEYED('s')}${TABLE('table')}CREATE STREAM result AS SELECT s.id AS a, table.v AS b FROM s LEFT JOIN table ON s.k = table.k;\n`,
    topics: { s: 2, table: 2 },
    compare: 'rows',
    fromTheStart: true,
  },
  {
    name: 'two jobs in one: a sum of everything, and of each key',
    sql: `${STREAM('s')}${KEYED('z')}CREATE STREAM result AS SELECT v % 3 AS g, SUM(v) AS total FROM s GROUP BY v % 3 WINDOW TUMBLING(2s) EMIT FINAL;\nCREATE STREAM other AS SELECT k, SUM(v) AS total FROM z GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL;\n`,
    topics: { s: 2, z: 3 },
    compare: 'rows',
  },
  keyed(
    'patterns',
    'SELECT k, first_id, n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY at MEASURES FIRST(A.id) AS first_id, COUNT(A.id) AS n AFTER MATCH SKIP PAST LAST ROW PATTERN (A+ B) DEFINE A AS A.v > 5, B AS B.v <= 5) AS m',
  ),
  keyed('hopping', 'SELECT k, SUM(v) AS total FROM s GROUP BY k WINDOW HOPPING(4s, 1s) EMIT FINAL'),
  keyed(
    'groups of the key and more',
    'SELECT v % 2 AS odd, k, COUNT(*) AS n FROM s GROUP BY v % 2, k EMIT CHANGES',
    'last',
  ),
  keyed('sums every two seconds', 'SELECT k, SUM(v) AS total FROM s GROUP BY k EMIT EVERY 2s', 'last'),
  keyed(
    'late rows in the next window',
    "SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL WITH ('late.data.strategy' = 'include_in_next_window')",
  ),
  keyed(
    'windows that late rows mend',
    "SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL WITH ('late.data.strategy' = 'update_previous', 'late.retention' = '3s')",
    'last',
  ),
  keyed(
    'rows of collections, counted',
    'SELECT k, n % 2 AS odd, COUNT(*) AS c FROM s CROSS JOIN UNNEST(ARRAY[v, id]) AS t(n) GROUP BY k, n % 2 EMIT CHANGES',
    'last',
  ),
  keyed(
    'each row in its windows, numbered',
    'SELECT k, id, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v, id) AS n FROM s WINDOW TUMBLING(2s)',
  ),
  {
    name: 'streams with declared keys that are both there',
    sql: `${KEYED('s')}${KEYED('z')}CREATE STREAM result AS SELECT s.id AS a, z.id AS b FROM s FULL JOIN z ON s.k = z.k WITHIN 2s;\n`,
    topics: { s: 2, z: 2 },
    compare: 'rows',
  },
  {
    name: 'a join of declared keys, and sums over it',
    sql: `${KEYED('s')}${KEYED('z')}CREATE TABLE result AS SELECT k, SUM(v + w) AS total, COUNT(*) AS n FROM (SELECT s.k AS k, s.v AS v, z.v AS w FROM s JOIN z ON s.k = z.k WITHIN 2s) AS joined GROUP BY k EMIT CHANGES;\n`,
    topics: { s: 2, z: 2 },
    compare: 'last',
  },
  {
    name: 'two streams with declared keys as one, summed',
    sql: `${KEYED('s')}${KEYED('z')}CREATE STREAM result AS SELECT k, SUM(v) AS total FROM (SELECT k, v FROM s UNION ALL SELECT k, v FROM z) AS u GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL;\n`,
    topics: { s: 3, z: 3 },
    compare: 'rows',
  },
  {
    name: 'tables with declared keys, one side or none',
    sql: `${TABLE('table')}${TABLE('table2')}CREATE TABLE result AS SELECT table.k AS k PRIMARY KEY, table.v AS a, table2.v AS b FROM table LEFT JOIN table2 ON table.k = table2.k;\n`,
    topics: { table: 3, table2: 3 },
    compare: 'last',
  },
  {
    name: 'rows of a table that pass',
    sql: `${TABLE('table')}CREATE TABLE result AS SELECT k, v FROM table WHERE v > 8;\n`,
    topics: { table: 3 },
    compare: 'last',
  },
  {
    name: 'rows for which a stream with a declared key has one',
    sql: `${KEYED('s')}${KEYED('z')}CREATE STREAM result AS SELECT id FROM s WHERE EXISTS (SELECT 1 FROM z WHERE z.k = s.k AND z.v > 10);\n`,
    topics: { s: 2, z: 2 },
    compare: 'rows',
    fromTheStart: true,
  },
];

export const kinds: readonly Kind[] = [...queries, ...operators];
