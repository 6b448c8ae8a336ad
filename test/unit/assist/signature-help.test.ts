/** Signature help at `|`: the active signature with «» around the active parameter. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import type { SignatureHelp } from '../../../src/language/assist/signature/signature.ts';
import { signatureHelp } from '../../../src/language/assist/signature/signature-help.ts';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

function helpAt(text: string, offset: number): SignatureHelp | undefined {
  const workspace = new Workspace();
  workspace.setFile('f', text);
  const { pieces } = workspace.analysis('f')!;
  return signatureHelp({ text, pieces, offset, environment: () => workspace.environmentOf('f') });
}

const help = (marked: string): SignatureHelp | undefined => helpAt(marked.replace('|', ''), marked.indexOf('|'));

function shown(marked: string): string | undefined {
  const found = help(marked);
  if (!found) return undefined;
  const { label, parameters } = found.signatures[found.active]!;
  const at = found.parameter === undefined ? undefined : parameters[found.parameter];
  if (found.parameter !== undefined) assert.ok(at, `${label} has no parameter ${found.parameter}`);
  return at
    ? `${label.slice(0, at.span.start)}«${label.slice(at.span.start, at.span.end)}»${label.slice(at.span.end)}`
    : label;
}

const SUBSTRING = (active: string): string =>
  `SUBSTRING(text STRING, start BIGINT [, length BIGINT]) → STRING`.replace(active, `«${active}»`);

test('a function: the parameter behind so many commas', () => {
  assert.equal(shown('SELECT SUBSTRING(|) FROM t'), SUBSTRING('text STRING'));
  assert.equal(shown('SELECT SUBSTRING(a|) FROM t'), SUBSTRING('text STRING'));
  assert.equal(shown("SELECT SUBSTRING('a, b', |"), SUBSTRING('start BIGINT'));
  assert.equal(shown("SELECT SUBSTRING('a, b|', 2)"), SUBSTRING('text STRING'));
  assert.equal(shown('SELECT SUBSTRING(a, b, |c) FROM t'), SUBSTRING('length BIGINT'));
  assert.equal(shown('SELECT SUBSTRING(a, b, c, |d) FROM t'), SUBSTRING('-'));
  assert.equal(shown('select `substring`(a, |'), SUBSTRING('start BIGINT'));
});

test('the innermost call, and the outer one behind its bracket', () => {
  assert.match(shown('SELECT ROUND(ABS(|a), 2) FROM t')!, /^ABS\(/);
  assert.match(shown('SELECT ROUND(ABS(a), |2) FROM t')!, /^ROUND\(.*«\w+ BIGINT»/);
  assert.match(shown('SELECT ROUND((a + |b), 2) FROM t')!, /^ROUND\(«/);
  assert.equal(shown('SELECT ROUND(a, 2)|, b FROM t'), undefined);
});

test('an alias is shown as it is written, and what repeats as such', () => {
  assert.match(shown('SELECT SUBSTR(a, |')!, /^SUBSTR\(text STRING, «start BIGINT»/);
  assert.match(shown('SELECT COALESCE(a, |')!, /«/);
  assert.match(shown('SELECT CONCAT(a, b, c, |')!, /«…»/);
});

test('the form that fits the types of the arguments', () => {
  const declared = 'CREATE STREAM s (t TIMESTAMP, d DATE, n BIGINT, m MAP<STRING, BIGINT>);\n';
  const inS = (call: string): string => shown(`${declared}SELECT ${call} FROM s`)!;
  assert.equal(inS('DATE_ADD(t, |)'), 'DATE_ADD(time TIMESTAMP, «interval INTERVAL») → TIMESTAMP');
  assert.equal(inS('DATE_ADD(d, |)'), 'DATE_ADD(date DATE, «interval INTERVAL») → DATE');
  assert.equal(inS('DATE_ADD(|, n)'), 'DATE_ADD(«time TIMESTAMP», days BIGINT) → TIMESTAMP');
  assert.equal(inS("DATE_ADD('day', n, |"), 'DATE_ADD(unit STRING, amount BIGINT, «time TIMESTAMP») → TIMESTAMP');
  assert.equal(inS("DATEDIFF('day', |"), 'DATEDIFF(unit STRING, «start TIMESTAMP», end TIMESTAMP) → BIGINT');
  assert.equal(inS('DATEDIFF(t, |'), 'DATEDIFF(start TIMESTAMP, «end TIMESTAMP», unit STRING) → BIGINT');
  assert.equal(inS('ELEMENT_AT(m, |'), 'ELEMENT_AT(map MAP<K,V>, «key K») → V');
  assert.equal(inS('LOG(n, |'), 'LOG(base DOUBLE, «x DOUBLE») → DOUBLE');
  assert.equal(help(`${declared}SELECT DATE_ADD(|) FROM s`)!.signatures.length, 5, 'all of them are shown');
  // Where FROM is not written yet, nothing is known of a column.
  assert.equal(shown('SELECT DATE_ADD(d, |'), 'DATE_ADD(time TIMESTAMP, «interval INTERVAL») → TIMESTAMP');
});

test('forms that are parted by words', () => {
  assert.equal(shown('SELECT CAST(|) FROM t'), 'CAST(«value» AS type)');
  assert.equal(shown('SELECT CAST(a AS |'), 'CAST(value AS «type»)');
  assert.equal(shown("SELECT CAST(a, |'STRING')"), "CAST(value, «'TYPE'»)");
  assert.equal(shown('SELECT CAST(a AS DECIMAL(10, |2))'), 'DECIMAL(precision, «scale»)');
  assert.equal(shown('SELECT EXTRACT(YEAR FROM |ts) FROM t'), 'EXTRACT(field FROM «time»)');
  assert.equal(shown("SELECT TRIM(BOTH 'x' FROM |a)"), 'TRIM(BOTH characters FROM «text»)');
  assert.equal(shown('SELECT SUBSTRING(a FROM 1 FOR |2)'), 'SUBSTRING(text FROM start FOR «length»)');
  assert.equal(shown("SELECT JSON_OBJECT('a' VALUE |1)"), 'JSON_OBJECT(key VALUE «value», …)');
  assert.equal(shown("SELECT JSON_OBJECT('a': 1, 'b': |2)"), 'JSON_OBJECT(key: «value», …)');
  assert.equal(shown('SELECT ARRAY[1, |2]'), 'ARRAY[value, «…»]');
  assert.equal(shown('SELECT MAP[1, 2, |3'), 'MAP[key, value, «…»]');
});

test('windows, each with its lengths', () => {
  assert.equal(shown('SELECT COUNT(*) FROM t WINDOW TUMBLING(|'), 'TUMBLING(«size»)');
  assert.equal(shown('SELECT COUNT(*) FROM t WINDOW TUMBLING(event_time, |'), 'TUMBLING(time, «size»)');
  assert.equal(shown('SELECT COUNT(*) FROM t WINDOW HOPPING(10m, |5m) EMIT CHANGES'), 'HOPPING(size, «advance»)');
  assert.equal(
    shown("SELECT COUNT(*) FROM t WINDOW HOPPING(ts, INTERVAL '10' MINUTE, |"),
    'HOPPING(time, size, «advance»)',
  );
  assert.equal(shown('SELECT COUNT(*) FROM t WINDOW SESSION(ts, 30m, |user)'), 'SESSION(time, gap, «key»)');
  assert.equal(shown('SELECT COUNT(*) FROM t GROUP BY a, TUMBLE(ts, |'), 'TUMBLE(time, «size»)');
  assert.equal(shown('SELECT * FROM TABLE(TUMBLE(TABLE t, |'), 'TUMBLE(TABLE stream, «DESCRIPTOR(time)», size)');
  assert.equal(
    shown('SELECT * FROM TABLE(HOP(TABLE t, DESCRIPTOR(ts), 1m, |5m))'),
    'HOP(TABLE stream, DESCRIPTOR(time), advance, «size»)',
  );
});

test('a function of the own, in whatever case', () => {
  const own =
    'CREATE FUNCTION vat(amount DECIMAL(10, 2), rate DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return 1 $$;\n';
  assert.equal(shown(`${own}SELECT vat(a, |) FROM t`), 'vat(amount DECIMAL(10, 2), «rate DOUBLE») → DOUBLE');
  assert.equal(shown(`${own}SELECT VAT(|`), 'vat(«amount DECIMAL(10, 2)», rate DOUBLE) → DOUBLE');
  assert.equal(shown('SELECT nobody(|) FROM t'), undefined);
});

test('a row of VALUES goes by the columns', () => {
  const target = 'CREATE STREAM orders (id BIGINT, note STRING);\n';
  assert.equal(shown(`${target}INSERT INTO orders VALUES (1, |`), 'orders(id BIGINT, «note STRING»)');
  assert.equal(
    shown(`${target}INSERT INTO orders (note, id) VALUES ('a', 1), (|)`),
    'orders(«note STRING», id BIGINT)',
  );
});

test('values of properties, in and outside quotes', () => {
  assert.match(shown("CREATE STREAM s (a STRING) WITH (topic = 't', 'format' = '|')")!, /^'format' = «json/);
  assert.match(shown('CREATE STREAM s (a STRING) WITH (format = |')!, /^'format' = «/);
  assert.equal(shown('CREATE STREAM s (a STRING) WITH (for|mat'), undefined);
  assert.match(shown("SELECT a FROM t WITH ('t.watermark.max_out_of_orderness' = |)")!, /out_of_orderness' = «/);
});

test('values of hints; a cron expression field by field', () => {
  assert.equal(shown('-- @ferris:scaling.max_replicas=|\nSELECT 1'), 'scaling.max_replicas=«<pods>»');
  assert.match(help('-- @ferris:workload=tr|\nSELECT 1')!.signatures[0]!.doc!, /`trading`/);
  assert.equal(
    shown('-- @ferris:schedule.cron=0 9 |* * 1\nSELECT 1'),
    'schedule.cron=minute hour «day-of-month» month day-of-week',
  );
  assert.equal(shown('-- @ferris:no.such=|'), undefined);
  assert.equal(shown('-- @ferris:scaling.max|_replicas=1'), undefined);
});

test('what is left unclosed ends with its clause', () => {
  assert.equal(shown('SELECT SUM(a FROM t WHERE |'), undefined);
  assert.match(shown('SELECT SUM(a FROM t WHERE ABS(|')!, /^ABS/);
  assert.match(shown('SELECT ROUND(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x), |')!, /^ROUND/);
  assert.equal(shown('SELECT SUM(a\nCREATE STREAM s (a STRING) WITH (for|mat'), undefined);
  assert.match(shown('SELECT COUNT(*) FILTER (WHERE ABS(|')!, /^ABS/);
});

test('no help where nothing has parts', () => {
  for (const marked of [
    '|',
    'SELECT |a FROM t',
    'SELECT a FROM t WHERE a IN (1, |2)',
    'SELECT SUM(a) OVER (PARTITION BY b, |c) FROM t',
    'CREATE STREAM s (a STRING, |b',
    'INSERT INTO s (a, |b) SELECT 1',
    'SELECT COALESCE(a, (SELECT b, |c FROM t))',
    '-- a comment SUM(|',
    'SELECT /* SUM(| */ 1',
    'WITH c AS (|',
  ])
    assert.equal(shown(marked), undefined, marked);
});

test('at no place of real files does it throw', () => {
  for (const file of globSync('examples/**/*.sql').slice(0, 3)) {
    const text = readFileSync(file, 'utf8').slice(0, 3000);
    const workspace = new Workspace();
    workspace.setFile('f', text);
    const { pieces } = workspace.analysis('f')!;
    for (let offset = 0; offset <= text.length + 1; offset += 3)
      signatureHelp({ text, pieces, offset, environment: () => workspace.environmentOf('f') });
  }
});
