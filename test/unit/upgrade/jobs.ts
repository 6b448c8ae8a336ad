/** Jobs whose state is handed from version to version, and what they read before and after. */

export interface UpgradedJob {
  readonly name: string;
  readonly sql: string;
  readonly topics: readonly string[];
}

const COLUMNS = 'id BIGINT, k STRING, v BIGINT, price DECIMAL(12, 2), at BIGINT';
const STREAM = (name: string): string =>
  `CREATE STREAM ${name} (${COLUMNS}, WATERMARK FOR at AS at - INTERVAL '1' SECOND) WITH (topic = '${name}', format = 'json', event.time.format = 'epoch_millis');\n`;
const TABLE = `CREATE TABLE prices (k STRING PRIMARY KEY, v BIGINT) WITH (topic = 'prices', format = 'json');\n`;
const over = (name: string, select: string, made = 'STREAM'): UpgradedJob => ({
  name,
  sql: `${STREAM('s')}CREATE ${made} result AS ${select};\n`,
  topics: ['s'],
});

export const jobs: readonly UpgradedJob[] = [
  over('sums', 'SELECT k, SUM(v) AS total, COUNT(*) AS n, MIN(v) AS least FROM s GROUP BY k EMIT CHANGES', 'TABLE'),
  over('decimals', 'SELECT k, SUM(price) AS total, AVG(price) AS mean FROM s GROUP BY k EMIT CHANGES', 'TABLE'),
  over(
    'aggregates-of-values',
    "SELECT k, COUNT(DISTINCT v) AS n, STRING_AGG(k, '-') AS keys, LAST_VALUE(v) AS latest FROM s GROUP BY k EMIT CHANGES",
    'TABLE',
  ),
  over('tumbling', 'SELECT k, SUM(v) AS total, AVG(price) AS mean FROM s GROUP BY k WINDOW TUMBLING(2s) EMIT FINAL'),
  over('hopping', 'SELECT k, COUNT(*) AS n FROM s GROUP BY k WINDOW HOPPING(4s, 1s) EMIT FINAL'),
  over('sessions', 'SELECT k, COUNT(*) AS n, ARRAY_AGG(id) AS ids FROM s GROUP BY k WINDOW SESSION(1s) EMIT FINAL'),
  over('distinct', 'SELECT DISTINCT k, v % 3 AS g FROM s EMIT CHANGES'),
  over('neighbours', 'SELECT id, LAG(v) OVER (PARTITION BY k ORDER BY at) AS before FROM s'),
  over(
    'frames',
    'SELECT id, SUM(v) OVER (PARTITION BY k ORDER BY at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS total FROM s',
  ),
  over(
    'first-two',
    'SELECT k, id, v FROM (SELECT k, id, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC, id) AS rn FROM s) AS x WHERE rn <= 2',
    'TABLE',
  ),
  over(
    'patterns',
    'SELECT k, first_id, n FROM s MATCH_RECOGNIZE (PARTITION BY k ORDER BY at MEASURES FIRST(A.id) AS first_id, COUNT(A.id) AS n AFTER MATCH SKIP PAST LAST ROW PATTERN (A+ B) DEFINE A AS A.v > 5, B AS B.v <= 5) AS m',
  ),
  {
    name: 'interval-join',
    sql: `${STREAM('s')}${STREAM('z')}CREATE STREAM result AS SELECT s.id AS a, z.id AS b FROM s LEFT JOIN z ON s.k = z.k WITHIN 2s;\n`,
    topics: ['s', 'z'],
  },
  {
    name: 'table-sums',
    sql: `${TABLE.replaceAll('prices', 'rates')}CREATE TABLE result AS SELECT v % 3 AS g, COUNT(*) AS n FROM rates GROUP BY v % 3 EMIT CHANGES;\n`,
    topics: ['rates'],
  },
  {
    name: 'stream-with-table',
    sql: `${STREAM('s')}${TABLE}CREATE STREAM result AS SELECT s.id AS a, prices.v AS b FROM s LEFT JOIN prices ON s.k = prices.k;\n`,
    topics: ['s', 'prices'],
  },
];

const BEGIN = 1_700_000_000_000;
const RECORDS = 40;
/** How many of them have been read when the job is stopped. */
const BEFORE = 26;

/** Of one topic, in their order. `before`: those that the version before has read; of a table that is all, as what comes to it later counts when it is read. */
export function inputOf(topic: string, before: boolean) {
  if (topic === 'prices' && !before) return [];
  const records = Array.from({ length: RECORDS }, (_, i) => {
    const id = i * 3 + topic.length;
    const at = BEGIN + i * 400;
    const k = `k${(id * 7) % 4}`;
    const value = { id, k, v: (id * 11) % 13, price: ((id * 137) % 1000) / 100, at };
    return { key: k, value: JSON.stringify(value), timestamp: at };
  });
  return before ? records.slice(0, BEFORE) : records.slice(BEFORE);
}
