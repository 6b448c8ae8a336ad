/**
 * Writes a file of statements as people write them: declarations, then queries over them, several lines each. FerrisSQL,
 * Flink SQL and plain SQL agree on every word of it, so the same text can be given to other parsers.
 */
import { type Random, seeded } from './random.ts';

interface Column {
  readonly name: string;
  readonly type: string;
}

interface Source {
  readonly name: string;
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
}

const SUBJECTS = ['orders', 'trades', 'payments', 'shipments', 'clicks', 'sensor_readings', 'logins', 'refunds'];
const KEYS = ['customer_id', 'account_id', 'device_id', 'symbol', 'merchant_id', 'region', 'session_id'];
const NUMBERS = ['amount', 'price', 'quantity', 'latency_ms', 'temperature', 'score', 'discount', 'volume'];
const TEXTS = ['status', 'country', 'channel', 'currency', 'category', 'user_agent', 'description'];
const WORDS = [
  'SETTLED',
  'PENDING',
  'web',
  'mobile',
  'EUR',
  'USD',
  'north-west',
  'error: timed out',
  'premium',
  "can''t",
];

/** Statements without their `;`, each of them whole and valid, together at least `lines` lines long. */
export function statements(lines: number, seed: number): readonly string[] {
  const random = seeded(seed);
  const sources: Source[] = [];
  const made: string[] = [];
  let written = 0;
  while (written < lines) {
    const code =
      sources.length < 3 || random.percent(8)
        ? declaration(random, sources, made.length)
        : random.percent(35)
          ? `INSERT INTO sink_${made.length}\n${query(random, sources)}`
          : query(random, sources);
    const statement = `${introduction(random, made.length)}${code}`;
    made.push(statement);
    written += statement.split('\n').length + 1;
  }
  return made;
}

/** What people write above a statement. Hints are comments to everybody else. */
function introduction(random: Random, number: number): string {
  const comment = `-- Step ${number}: ${random.of(SUBJECTS)} by ${random.of(KEYS)}, ${random.of(WORDS)}\n`;
  return random.percent(20) ? `${comment}-- @ferris:scaling.min_replicas=${1 + random.whole(8)}\n` : comment;
}

function declaration(random: Random, sources: Source[], number: number): string {
  const some = (names: readonly string[], least: number): string[] =>
    names.filter((_, i) => (i + number) % names.length < least + random.whole(3));
  const name = `${random.of(SUBJECTS)}_${number}`;
  const source: Source = { name, keys: some(KEYS, 2), numbers: some(NUMBERS, 3), texts: some(TEXTS, 2) };
  sources.push(source);
  const columns: readonly Column[] = [
    ...source.keys.map(key => ({ name: key, type: 'VARCHAR' })),
    ...source.numbers.map(one => ({ name: one, type: random.of(['DOUBLE', 'DECIMAL(18, 4)']) })),
    ...source.texts.map(one => ({ name: one, type: 'VARCHAR' })),
    { name: 'event_time', type: 'TIMESTAMP(3)' },
  ];
  return [
    `CREATE TABLE ${name} (`,
    columns.map(column => `  ${column.name} ${column.type}`).join(',\n'),
    `) WITH (\n  'topic' = '${name}',\n  'format' = 'json'\n)`,
  ].join('\n');
}

function query(random: Random, sources: readonly Source[]): string {
  const from = random.of(sources);
  const shape = random.whole(4);
  if (shape === 0) return filtered(random, from);
  if (shape === 1) return grouped(random, from);
  if (shape === 2) return ranked(random, from);
  return joined(random, from, random.of(sources));
}

function filtered(random: Random, from: Source): string {
  const items = [
    ...from.keys.map(key => `a.${key}`),
    ...from.numbers.map(one => `${arithmetic(random, from)} AS ${one}_adjusted`),
    `COALESCE(a.${random.of(from.texts)}, '${random.of(WORDS)}') AS label`,
    `UPPER(TRIM(a.${random.of(from.texts)})) AS shouted`,
    `${cases(random, from)} AS band`,
  ];
  return `SELECT\n  ${items.join(',\n  ')}\nFROM ${from.name} AS a\nWHERE ${conditions(random, from)}`;
}

function grouped(random: Random, from: Source): string {
  const keys = from.keys.slice(0, 1 + random.whole(from.keys.length)).map(key => `a.${key}`);
  const items = [
    ...keys,
    'COUNT(*) AS row_count',
    ...from.numbers.flatMap(one => [`SUM(a.${one}) AS total_${one}`, `AVG(a.${one}) AS mean_${one}`]),
    `SUM(${cases(random, from, '1', '0')}) AS flagged`,
    `COUNT(DISTINCT a.${random.of(from.texts)}) AS kinds`,
  ];
  return [
    `SELECT\n  ${items.join(',\n  ')}`,
    `FROM ${from.name} AS a`,
    `WHERE ${conditions(random, from)}`,
    `GROUP BY ${keys.join(', ')}`,
    `HAVING COUNT(*) > ${random.whole(100)} AND MAX(a.${random.of(from.numbers)}) >= ${random.whole(1000)}.5`,
  ].join('\n');
}

function ranked(random: Random, from: Source): string {
  const over = (frame: string): string =>
    `OVER (\n    PARTITION BY a.${random.of(from.keys)}\n    ORDER BY a.event_time${frame}\n  )`;
  const frame = `\n    ROWS BETWEEN ${1 + random.whole(50)} PRECEDING AND CURRENT ROW`;
  const items = [
    ...from.keys.map(key => `a.${key}`),
    'a.event_time',
    ...from.numbers.map(one => `AVG(a.${one}) ${over(frame)} AS moving_${one}`),
    `LAG(a.${random.of(from.numbers)}, 1) ${over('')} AS previous`,
    `ROW_NUMBER() ${over('')} AS position_in_key`,
  ];
  return `SELECT\n  ${items.join(',\n  ')}\nFROM ${from.name} AS a\nWHERE ${conditions(random, from)}`;
}

function joined(random: Random, left: Source, right: Source): string {
  const key = left.keys.find(one => right.keys.includes(one)) ?? left.keys[0]!;
  const other = right.keys.includes(key) ? key : right.keys[0]!;
  const items = [
    ...left.keys.map(one => `a.${one} AS left_${one}`),
    ...right.numbers.map(one => `b.${one} AS right_${one}`),
    `${arithmetic(random, left)} AS computed`,
  ];
  return [
    `WITH recent AS (\n  SELECT *\n  FROM ${right.name}\n  WHERE ${conditions(random, right, '')}\n)`,
    `SELECT\n  ${items.join(',\n  ')}`,
    `FROM ${left.name} AS a`,
    `${random.of(['INNER', 'LEFT'])} JOIN recent AS b`,
    `  ON a.${key} = b.${other}`,
    `  AND b.event_time BETWEEN a.event_time AND a.event_time + INTERVAL '${1 + random.whole(9)}' MINUTE`,
    `WHERE ${conditions(random, left)}`,
  ].join('\n');
}

function arithmetic(random: Random, from: Source): string {
  const [one, two] = [random.of(from.numbers), random.of(from.numbers)];
  return random.of([
    `a.${one} * 1.${1 + random.whole(99)} - a.${two}`,
    `(a.${one} + a.${two}) * 100 / NULLIF(a.${two}, 0)`,
    `ROUND(a.${one} / ${1 + random.whole(1000)}.0, 2)`,
    `ABS(a.${one} - a.${two}) + FLOOR(a.${one})`,
  ]);
}

function cases(random: Random, from: Source, yes = `'high'`, no = `'low'`): string {
  const one = random.of(from.numbers);
  return `CASE\n    WHEN a.${one} > ${random.whole(10_000)} THEN ${yes}\n    WHEN a.${one} IS NULL THEN ${no}\n    ELSE ${no}\n  END`;
}

function conditions(random: Random, from: Source, alias = 'a.'): string {
  const number = (): string => `${alias}${random.of(from.numbers)}`;
  const text = (): string => `${alias}${random.of(from.texts)}`;
  const tests = [
    `${number()} > ${random.whole(5000)}`,
    `${number()} BETWEEN ${random.whole(10)} AND ${10 + random.whole(1000)}.25`,
    `${text()} IN ('${random.of(WORDS)}', '${random.of(WORDS)}', '${random.of(WORDS)}')`,
    `${text()} IS NOT NULL`,
    `(${text()} LIKE '%${random.of(WORDS)}%' OR NOT ${number()} <= ${random.whole(50)})`,
    `${text()} <> '${random.of(WORDS)}'`,
  ];
  const kept = tests.filter(() => random.percent(55));
  return (kept.length > 0 ? kept : tests.slice(0, 1)).join('\n  AND ');
}
