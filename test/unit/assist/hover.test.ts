/** Hover: the page of what stands under a cursor, marked by `|`. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { hoverAt } from '../../../src/language/assist/hover/hover.ts';
import { nextWindows } from '../../../src/language/assist/hover/window.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const SOURCES = `CREATE STREAM trades (ticker STRING NOT NULL, price DECIMAL(10,2), qty BIGINT, ts TIMESTAMP,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND, PRIMARY KEY (ticker)) WITH ('topic' = 'market', 'format' = 'json');
CREATE STREAM big AS SELECT ticker, price * qty AS value, ts FROM trades WHERE qty > 100;
-- Twice as much.
-- Of whole numbers.
CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE javascript AS $$ return x * 2n $$;
`;

interface Shown {
  /** The text that the page is about. */
  readonly about: string;
  readonly markdown: string;
}

function shown(marked: string, before = SOURCES, others: Readonly<Record<string, string>> = {}): Shown | undefined {
  const whole = before + marked;
  const offset = whole.indexOf('|');
  const text = whole.replace('|', '');
  const workspace = new Workspace();
  for (const [path, schema] of Object.entries(others)) workspace.setSchemaFile(path, schema);
  workspace.setFile('f.sql', text);
  const analysis = workspace.analysis('f.sql')!;
  const now = Date.UTC(2026, 10, 21, 14, 3);
  const page = hoverAt({ workspace, path: 'f.sql', text, analysis, offset, now });
  if (!page) return undefined;
  assert.ok(page.span.start <= offset && offset <= page.span.end, 'the page is about what is under the cursor');
  return { about: text.slice(page.span.start, page.span.end), markdown: page.markdown };
}

/** Every one of these is on the page. */
function shows(marked: string, about: string, ...parts: readonly (string | RegExp)[]): void {
  const page = shown(marked);
  assert.equal(page?.about, about, `${marked}\n${page?.markdown}`);
  for (const part of parts)
    if (typeof part === 'string') assert.ok(page?.markdown.includes(part), `'${part}' is not in:\n${page?.markdown}`);
    else assert.match(page?.markdown ?? '', part);
}

test('a column of a source: its type, its role, its topic', () => {
  shows(
    'SELECT pri|ce FROM trades;',
    'price',
    'price DECIMAL(10, 2)',
    'stream `trades` (topic `market`)',
    'may be NULL',
  );
  shows('SELECT t.tick|er FROM trades t;', 'ticker', 'ticker STRING NOT NULL', 'its key');
  shows('SELECT 1 AS one FROM trades WHERE t|s IS NULL;', 'ts', 'its event time, up to 5 s out of order');
  shows('SELECT _event_t|ime FROM trades;', '_event_time', 'TIMESTAMP', 'by which windows and joins go');
  shows('SELECT `pri|ce` FROM trades;', '`price`', 'price DECIMAL(10, 2)');
  shows('SELECT PRI|CE FROM trades;', 'PRICE', 'price DECIMAL(10, 2)');
});

test('a column that is computed elsewhere: how, and from what, through every layer', () => {
  const origins = ['`trades.price` (topic `market`), computed', '`trades.qty` (topic `market`), computed'];
  shows('SELECT val|ue FROM big;', 'value', 'Computed as `price * qty`', ...origins, 'through `big`');
  shows(
    'WITH x AS (SELECT value + 1 AS v FROM big) SELECT x.v| FROM x;',
    'v',
    'Column of `x`',
    'Computed as `value + 1`',
    'through `big` → `x`',
  );
});

test('in an aggregated query, also where the same aggregate stands twice', () => {
  shows('SELECT SUM(val|ue) AS a FROM big GROUP BY ticker;', 'value', 'value DECIMAL(30, 2)');
  shows('SELECT SUM(value) AS a, SUM(val|ue) AS b FROM big GROUP BY ticker;', 'value', 'value DECIMAL(30, 2)');
  shows('SELECT tick|er, COUNT(*) AS n FROM big GROUP BY ticker;', 'ticker', 'ticker STRING');
});

test('an output column, and where another clause means it', () => {
  const parts = ['total DECIMAL(38, 2)', 'Computed as `SUM(value)`', 'aggregated'];
  shows('SELECT SUM(value) AS tot|al FROM big GROUP BY ticker;', 'total', ...parts);
  shows('SELECT SUM(value) AS total FROM big GROUP BY ticker HAVING tot|al > 5;', 'total', ...parts);
});

test('a column of a schema file: its doc and values out of a sample', () => {
  const source = "CREATE STREAM s WITH ('topic' = 's', 'schema.file' = 's.jsonl');\n";
  const sample = '{"id": 12345678901234567890, "kind": "a"}\n{"id": 2, "kind": "b"}\n{"id": 2, "kind": null}\n';
  const page = shown('SELECT i|d FROM s;', source, { 's.jsonl': sample });
  assert.match(page?.markdown ?? '', /sample of 3 records, `s\.jsonl`: in each of 3 records/);
  assert.match(page?.markdown ?? '', /Seen: `12345678901234567890`, `2`/);
});

test('relations, aliases and CTEs: columns, topic, format, key, time, who reads them', () => {
  const parts = ['topic `market`', 'format json', 'key `ticker`', 'time from ts', '| `qty` | BIGINT |'];
  shows('SELECT 1 AS one FROM tra|des;', 'trades', 'STREAM trades', ...parts, 'read by 2 statements');
  shows('SELECT t|.price FROM trades t;', 't', 'STREAM trades AS t', ...parts);
  shows('SELECT t.price FROM trades AS t|;', 't', 'STREAM trades AS t', ...parts);
  shows(
    'WITH x AS (SELECT ticker FROM big) SELECT * FROM x|;',
    'x',
    'of this statement alone',
    '| `ticker` | STRING |',
  );
  shows('INSERT INTO bi|g SELECT ticker, price, ts FROM trades;', 'big', 'STREAM big');
  assert.match(shown('SELECT a FROM raw|;', '')?.markdown ?? '', /No columns are declared/);
});

test('a function: the form that is meant here, with its types; a function of your own', () => {
  shows('SELECT SU|M(qty) AS s FROM trades;', 'SUM', 'Here: `SUM(BIGINT) → BIGINT`', 'The sum of the values');
  shows('SELECT SUBSTR|(ticker, 2) AS s FROM trades;', 'SUBSTR', 'Here: `SUBSTRING(STRING, BIGINT) → STRING`');
  shows('SELECT LA|G(price) OVER (PARTITION BY ticker ORDER BY ts) AS p FROM trades;', 'LAG', 'LAG(DECIMAL(10, 2))');
  shows(
    'SELECT twi|ce(qty) AS q FROM trades;',
    'twice',
    'twice(x BIGINT) → BIGINT',
    'Twice as much.\nOf whole numbers.',
  );
});

test('constants are worked out', () => {
  shows("SELECT ts - INTERVAL '1|' DAY AS t FROM trades;", "INTERVAL '1' DAY", '= `86400000 ms`');
  shows('SELECT qty * (60 * 6|0) AS t FROM trades;', '(60 * 60)', '= `3600`');
  shows("SELECT UPPER(CONCAT('a', 'b|')) AS t FROM trades;", "UPPER(CONCAT('a', 'b'))", "= `'AB'`");
  shows('SELECT t.qty FROM trades t JOIN big b ON t.ticker = b.ticker WITHIN 5|m;', '5m', '= `300000 ms`');
  assert.equal(shown('SELECT 4|2 AS t FROM trades;'), undefined, 'a number is what it says');
});

test('a window: what it is, and the next three', () => {
  shows(
    'SELECT COUNT(*) AS n FROM trades WINDOW TUM|BLING(5m) GROUP BY ticker EMIT FINAL;',
    'WINDOW TUMBLING(5m)',
    'Tumbling windows of 5 min',
    '2026-11-21 14:00:00 to 14:05:00 (now)',
    '2026-11-21 14:10:00 to 14:15:00',
  );
  shows(
    "SELECT COUNT(*) AS n FROM trades GROUP BY HO|P(ts, INTERVAL '1' MINUTE, INTERVAL '2' MINUTE);",
    "HOP(ts, INTERVAL '1' MINUTE, INTERVAL '2' MINUTE)",
    '14:02:00 to 14:04:00 (now)',
  );
  shows(
    'SELECT COUNT(*) AS n FROM trades WINDOW SESS|ION(30m) GROUP BY ticker;',
    'WINDOW SESSION(30m)',
    'ends at 12:30:00',
  );
});

test('the next windows: those that hold a moment first, before the epoch too', () => {
  const starts = (now: number) =>
    nextWindows({ kind: 'sliding', sizeMs: 10, advanceMs: 4, graceMs: 0 }, now, 3).map(one => one.start);
  assert.deepEqual(starts(9), [0, 4, 8]);
  assert.deepEqual(starts(10), [4, 8, 12]);
  assert.deepEqual(starts(-1), [-8, -4, 0]);
  assert.deepEqual(
    nextWindows({ kind: 'cumulate', sizeMs: 6, stepMs: 3, graceMs: 0 }, 4, 3).map(({ start, end }) => [start, end]),
    [
      [0, 6],
      [6, 9],
      [6, 12],
    ],
  );
});

test('properties: what they do, for whom, and what a value means', () => {
  shows(
    "SELECT price FROM trades WITH ('trades.watermark.max_out_of_|orderness' = '5s');",
    "'trades.watermark.max_out_of_orderness'",
    '**`watermark.max_out_of_orderness`**',
    'of `trades`',
  );
  shows("SELECT price FROM trades WITH ('failure_strategy' = 'SendTo|DLQ');", "'SendToDLQ'", '`SendToDLQ`: sent to');
});

test('keywords that say when rows come out and how long is waited', () => {
  shows(
    'SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(5m) GROUP BY ticker EMIT FIN|AL;',
    'FINAL',
    'when the window closes',
  );
  shows('SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(5m) GRA|CE 1m GROUP BY ticker;', 'GRACE', 'late rows');
  shows('SELECT t.qty FROM trades t JOIN big b ON t.ticker = b.ticker WITH|IN 5m;', 'WITHIN', 'event times');
  assert.equal(shown('SELECT qty FR|OM trades;'), undefined);
});

test('where the statement has errors what is known is told all the same', () => {
  shows('SELECT pri|ce, nothing FROM trades;', 'price', 'price DECIMAL(10, 2)');
  shows('SELECT price FROM tra|des WHERE;', 'trades', 'topic `market`');
  shows('SELECT pric|e FROM trades WHERE qty > ;', 'price', 'price DECIMAL(10, 2)');
});

test('odd places: comments, ends, line breaks of Windows, other scripts, no semicolon', () => {
  assert.equal(shown('-- pri|ce\nSELECT 1 AS one FROM trades;'), undefined);
  assert.equal(shown('|', ''), undefined);
  assert.equal(shown('SELECT 1 AS one;   |'), undefined);
  shows('SELECT ticker,\r\n  pri|ce\r\nFROM trades\r\n', 'price', 'DECIMAL');
  const page = shown('SELECT größ|e FROM maße', 'CREATE STREAM maße (größe BIGINT);\n');
  assert.equal(page?.about, 'größe');
});

test('a statement that cannot be read is told of by what its surroundings say now', () => {
  const workspace = new Workspace();
  const text = 'SELECT price FROM trades WHERE qty > ;';
  const page = (type: string) => {
    workspace.setFile('a.sql', `CREATE STREAM trades (price ${type}, qty BIGINT);`);
    workspace.setFile('b.sql', text);
    const analysis = workspace.analysis('b.sql')!;
    return hoverAt({ workspace, path: 'b.sql', text, analysis, offset: 9, now: 0 })?.markdown ?? '';
  };
  assert.match(page('BIGINT'), /price BIGINT/);
  assert.match(page('STRING'), /price STRING/);
});

test('a column at the end of a chain of a thousand statements', () => {
  let chain = 'CREATE STREAM s0 (a BIGINT, b BIGINT);\n';
  for (let i = 1; i <= 1000; i++) chain += `CREATE STREAM s${i} AS SELECT a + b AS a, a - b AS b FROM s${i - 1};\n`;
  const page = shown('SELECT a| FROM s1000;', chain);
  assert.match(
    page?.markdown ?? '',
    /`s0\.a`, computed, through `s1` → `s2` → `s3` → 994 more → `s998` → `s999` → `s1000`/,
  );
});

test('at no place of a text does it fail', () => {
  const text = `${SOURCES}WITH x AS (SELECT ticker, COUNT(*) AS n FROM trades WINDOW SLIDING(10m, 5m) GROUP BY ticker)
SELECT a.*, (SELECT MAX(price) FROM trades t WHERE t.ticker = a.ticker) AS p FROM x a JOIN big b ON a.ticker = b.ticker WITHIN 1h
WHERE a.n IN (1, 2) AND EXISTS (SELECT 1 FROM big) UNION ALL SELECT 'x', 1, NULL, NULL, NULL EMIT CHANGES WITH ('a.b' = 'c'`;
  for (let cut = text.length; cut > SOURCES.length; cut -= 37)
    for (let at = SOURCES.length; at <= cut; at += 11) shown(`${text.slice(0, at)}|${text.slice(at, cut)}`, '');
});
