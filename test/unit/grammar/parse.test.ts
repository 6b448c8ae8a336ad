/** The grammar: no ambiguity warnings, no throw on any prefix, one syntax error a statement at its place. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { parsePiece } from '../../../src/language/grammar/parse.ts';

const STATEMENTS = [
  `-- @ferris:workload=trading
SELECT t.ticker, AVG(price) AS avg_price, COUNT(DISTINCT v) FILTER (WHERE v > 1) n
FROM market_data AS t WHERE NOT price BETWEEN 1.5 AND 2 AND name LIKE 'a%' OR x IS NOT NULL AND y IN (1, 2)
GROUP BY ticker WINDOW TUMBLING (INTERVAL '1' SECOND) GRACE 5s HAVING COUNT(*) > 1 LIMIT 5 EMIT FINAL INTO out WITH ('a.b' = 'c', d = 5s);`,
  `CREATE STREAM IF NOT EXISTS s (id BIGINT NOT NULL PRIMARY KEY, ts TIMESTAMP(3), d DECIMAL(10, 2), a ARRAY<MAP<STRING, INT>>,
 st STRUCT<a INT, b STRING>, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND, PRIMARY KEY (id)) WITH (topic = 'x');`,
  `INSERT INTO x SELECT CAST(a, 'FLOAT'), CAST(b AS DECIMAL(3, 1)), b::INT, EXTRACT(YEAR FROM ts), timestamp, status, DATE '2020-01-01',
 CASE WHEN a = 1 THEN 'x' ELSE 'y' END, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), a.b[1].c FROM y;`,
  `SELECT a FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(c), INTERVAL '1' MINUTE)) w JOIN z ON w.a = z.a WITHIN 5 m ;`,
];

test('the statements of this file parse, except what is wrong on purpose', () => {
  for (const statement of STATEMENTS.slice(0, 3)) assert.deepEqual(parsePiece(statement).problems, [], statement);
});

test('the grammar has no ambiguities', () => {
  const script = `import { parsePiece } from '${import.meta.resolve('../../../src/language/grammar/parse.ts')}';
    for (const s of ${JSON.stringify(STATEMENTS)}) parsePiece(s);`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', `${script} console.log('parsed')`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  assert.equal(out, 'parsed\n');
});

test('no prefix of a statement throws', () => {
  for (const statement of STATEMENTS)
    for (let end = 0; end < statement.length; end++) assert.ok(analyze(statement.slice(0, end)));
});

const errors: readonly (readonly [string, string, string | undefined])[] = [
  ['SELECT id FROM a WERE x = 1', 'WERE', 'did you mean WHERE instead of'],
  ['SELECT id FORM a', 'FORM', 'did you mean FROM instead of'],
  ['SELECT a, FROM t', ',', "'FROM' cannot follow it"],
  ['SELECT a FROM t WHERE (a = 1', '1', undefined],
  ['SELECT a FROM t WHERE', 'E', 'something must follow'],
  ['SELECT ABS(a * 2) * 100) > 5 FROM t', ')', 'a bracket is missing before it'],
  ['SELECT a AS select FROM t', 'select', 'as a name it stands in back quotes'],
  ['CREATE STREM s (a INT)', 'STREM', 'did you mean STREAM'],
  ['CREATE STREAM s (a INT b INT)', 'b', undefined],
  ['SELECT COUNT(*) AS n (SELECT 1) AS m FROM t', '(', undefined],
  ['SELECT a FROM t WINDOW TUMBLING 5m', '5m', undefined],
];
for (const [text, at, help] of errors)
  test(`a syntax error stands at its place: ${text}`, () => {
    const [first, ...rest] = analyze(text).diagnostics.filter(one => one.severity === 'error');
    assert.equal(rest.length, 0);
    assert.equal(text.slice(first!.span.start, first!.span.end), at);
    assert.equal(first!.rule, 'sql/syntax');
    if (help) assert.match(first!.help!, new RegExp(`^${help}`));
  });

test('one broken statement leaves the others analysed', () => {
  const { statements } = analyze('SELECT a FROM t; SELECT FROM; SELECT b FROM t;');
  assert.deepEqual(
    statements.map(one => one.bound !== undefined),
    [true, false, true],
  );
});

test('the fix of a syntax error makes the statement whole', () => {
  for (const text of [
    'SELECT a, b c d FROM t',
    'SELECT (a + b FROM t',
    'SELECT a b, FROM t',
    'SELECT a FROM t GRUOP BY a',
    'SELECT a FROM t ORDER a',
    'INSERT t SELECT 1',
    'SELECT CASE WHEN a THEN 1 FROM t',
    "SELECT a FROM t WITH ('a' 'b')",
    'SELECT a AS select FROM t',
    'SELECT a FROM (SELECT b FROM c WHERE x',
    'CREATE STREAM s (a INT b INT)',
  ]) {
    const [problem] = parsePiece(text).problems;
    const [edit] = problem!.fixes![0]!.edits;
    const fixed = text.slice(0, edit!.span.start) + edit!.text + text.slice(edit!.span.end);
    assert.deepEqual(parsePiece(fixed).problems, [], `${text} → ${fixed}`);
  }
});
