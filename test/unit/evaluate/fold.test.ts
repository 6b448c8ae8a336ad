/** Folding gives what the generated code gives, and what a row decides it leaves alone. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { compile } from '../../../runtime/expressions/compile.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { fold, isConstant } from '../../../src/language/evaluate/fold.ts';
import type { TypedExpression } from '../../../src/language/names/typed-expression.ts';
import { literalText } from '../../../src/language/types/literal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { fixedClock } from '../runtime/plans.ts';

const SOURCE = 'CREATE STREAM t (i BIGINT, d DECIMAL(10, 2), x DOUBLE, s STRING, b BOOLEAN, ts TIMESTAMP);\n';

function bound(text: string): TypedExpression {
  const { statements } = analyze(`${SOURCE}SELECT ${text} AS result FROM t;`);
  const meaning = statements[1]!.meaning;
  assert.ok(meaning?.kind === 'query', text);
  return meaning.query.items[0]!.expression;
}

const shown = (value: Value): string => (value === null ? 'NULL' : literalText(value));

function folded(text: string): string {
  const result = fold(bound(text));
  return isConstant(result) ? (result.text ?? 'NULL') : 'a row decides';
}

function computed(text: string): string {
  try {
    return shown(compile(bound(text), fixedClock)([]));
  } catch (error) {
    assert.ok(error instanceof RecordError, String(error));
    return 'fails';
  }
}

const CONSTANTS: readonly string[] = [
  "ARRAY['a', 'b'][2]",
  'ARRAY[1, 2][3]',
  "MAP['a', 1, 'b', 2]['b']",
  "STRUCT(1 AS x, 'y' AS z).z",
  "SPLIT('a,b', ',')[2]",
  'ARRAY[1, NULL] = ARRAY[1, 2]',
  'ARRAY[1, 2] = ARRAY[1, 2]',
  '1 + 2 * 3',
  '7 / 2',
  '7 % 4',
  '-7 % 4',
  '1.10 + 2.205',
  '1.5 * 2',
  '10.00 / 3',
  '5.5 % 2',
  '1e0 + 2e0',
  '9007199254740991e0 * 9007199254740991e0',
  '9007199254740993 + 1',
  '9007199254740993 = 9007199254740992',
  '-(-9223372036854775807)',
  "TIMESTAMP '2026-01-31' + INTERVAL '1' MONTH",
  "DATE '2026-03-01' - DATE '2026-02-27'",
  "INTERVAL '90' MINUTE > INTERVAL '1' HOUR",
  '1 = 1.00',
  '1 < 2',
  "'b' > 'a'",
  "'a' <> 'A'",
  '1 = NULL',
  'NULL IS NULL',
  '(1 = NULL) IS UNKNOWN',
  '(1 = 1) IS NOT TRUE',
  'NULL IS NOT DISTINCT FROM NULL',
  '1 IS DISTINCT FROM NULL',
  'NOT (1 = 2)',
  '1 = 1 AND 2 = 3',
  '1 = NULL AND 2 = 3',
  '1 = NULL AND 2 = 2',
  '1 = NULL OR 2 = 2',
  '1 = NULL OR 2 = 3',
  '1 BETWEEN 2 AND 3',
  '1 NOT BETWEEN 2 AND 3',
  '1 IN (3, 2, 1)',
  '1 NOT IN (2, NULL)',
  "'abc' LIKE 'a%'",
  "'abc' LIKE 'A_C'",
  "'abc' ILIKE 'A_C'",
  "'abc' REGEXP 'b'",
  "'50%' LIKE '50!%' ESCAPE '!'",
  "CASE WHEN 1 = 2 THEN 'no' WHEN NULL THEN 'unknown' ELSE 'yes' END",
  'CASE WHEN 1 = 2 THEN 1 END',
  'CASE WHEN 1 = 1 THEN 1 ELSE 1 / 0 END',
  "CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END",
  "'a' || 1 || TRUE",
  "'a' || NULL",
  "CAST('12' AS INT) + 1",
  "CAST('1.005' AS DECIMAL(10, 2))",
  "TRY_CAST('abc' AS INT)",
  "CAST('2026-11-21T10:00:00Z' AS TIMESTAMP)",
  "UPPER('abc')",
  'COALESCE(NULL, 1)',
  'NULLIF(1, 1)',
  'ABS(NULL)',
  '1 / 0',
  '1 % 0',
  '1.5 / 0.0',
  "CAST('abc' AS INT)",
  '9223372036854775807 + 1',
  "CAST('12345.67' AS DECIMAL(4, 2))",
];

for (const text of CONSTANTS)
  test(`folds as it runs: ${text}`, () => {
    const result = computed(text);
    assert.equal(folded(text), result === 'fails' ? 'a row decides' : result);
  });

test('a constant is folded', () => {
  for (const text of CONSTANTS.filter(one => computed(one) !== 'fails'))
    assert.notEqual(folded(text), 'a row decides', text);
});

test('parts that fail are told, innermost first, and only they', () => {
  const failing = (text: string): string[] => {
    const told: string[] = [];
    fold(bound(text), (_, error) => told.push(error.code));
    return told;
  };
  assert.deepEqual(failing('i + 1 / 0'), ['division_by_zero']);
  assert.deepEqual(failing("CAST('abc' AS INT) + 1 % 0"), ['cast', 'division_by_zero']);
  assert.deepEqual(failing('i / 0'), []);
});

/** What stays is written as the place of each operator; what goes is gone. */
const kept: readonly (readonly [string, string])[] = [
  ['i + (1 + 2)', 'arithmetic(column, literal 3)'],
  ['b AND 1 = 1', 'column'],
  ['1 = 1 AND b', 'column'],
  ['b AND 1 = 2', 'and(column, literal FALSE)'],
  ['1 = 2 AND b', 'literal FALSE'],
  ['b OR 1 = 1', 'or(column, literal TRUE)'],
  ['b AND 1 = 2 AND i = 1', 'and(column, literal FALSE)'],
  ['1 = NULL AND b', 'and(literal NULL, column)'],
  ["CASE WHEN 1 = 2 THEN 'a' WHEN b THEN 'c' WHEN TRUE THEN 'd' ELSE 'e' END", 'case(column, literal c, literal d)'],
  ['NOW()', 'call()'],
  ['ARRAY[i, 1][2]', 'element'],
  ["MAP[NULL, 1]['a']", 'element'],
  ['RANDOM()', 'call()'],
  ['UUID()', 'call()'],
];

function outline(e: TypedExpression): string {
  switch (e.op) {
    case 'column':
      return 'column';
    case 'literal':
      return `literal ${e.text ?? 'NULL'}`;
    case 'arithmetic':
      return `arithmetic(${outline(e.left)}, ${outline(e.right)})`;
    case 'and':
    case 'or':
      return `${e.op}(${e.parts.map(outline).join(', ')})`;
    case 'case':
      return `case(${[...e.branches.flatMap(one => [one.when, one.then]), ...(e.otherwise ? [e.otherwise] : [])].map(outline).join(', ')})`;
    case 'call':
      return `call(${e.args.map(outline).join(', ')})`;
    default:
      return e.op;
  }
}

for (const [text, expected] of kept)
  test(`what a row decides stays: ${text}`, () => assert.equal(outline(fold(bound(text))), expected));
