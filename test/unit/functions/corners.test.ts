/** Functions at their edges, beyond what a page's examples show. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import fc from 'fast-check';
import type { ScalarEntry } from '../../../src/language/functions/define.ts';
import { functions, functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { castValue } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { readJson, writeJson } from '../../../src/language/types/json.ts';
import { ANY } from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { evaluate } from './example.ts';

const entryOf = (name: string): ScalarEntry => {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'scalar', name);
  return entry;
};

/** Called with schema-less arguments. */
function call(name: string, ...args: Value[]): Value {
  const entry = entryOf(name);
  const resolved = resolveCall(
    entry,
    args.map(() => ({ type: ANY })),
  );
  assert.ok(resolved.ok, resolved.ok ? '' : resolved.message);
  const values = args.map((arg, i) => (resolved.parameters[i] ? castValue(arg, resolved.parameters[i]) : arg));
  if (entry.nulls === 'propagate' && values.includes(null)) return null;
  return entry.evaluate(values, { now: () => 0, random: () => 0, uuid: () => '', returns: resolved.returns });
}

const shown = (value: Value): string => (typeof value === 'string' ? value : writeJson(value));

test('values at the edges', () => {
  const cases: [string, Value[], string][] = [
    ['ROUND', ['2.345', 2], '2.35'],
    ['ROUND', [-0.5], '-1'],
    ['ROUND', [0.49999999999999994], '0'],
    ['ROUND', [1.005, 2], '1.01'],
    ['ROUND', [9007199254740993n, -1], '9007199254740990'],
    ['ROUND', [Decimal.parse('99.995')!, 2], '100'],
    ['ROUND', [15, -2], '0'],
    ['ROUND', [50, -2], '100'],
    ['TRUNC', [-1.999, 2], '-1.99'],
    ['TRUNC', [Decimal.parse('-0.009')!, 2], '0'],
    ['CEIL', [Decimal.parse('-0.5')!], '0'],
    ['CEIL', [-0.5], '0'],
    ['FLOOR', [Decimal.parse('-0.5')!], '-1'],
    ['ABS', [-9223372036854775807n], '9223372036854775807'],
    ['MOD', ['10.5', 3], '1.5'],
    ['LENGTH', ['🦀'], '1'],
    ['LENGTH', [12345], '5'],
    ['SUBSTRING', ['a🦀b', 2, 1], '🦀'],
    ['SUBSTRING', ['abc', 0, 2], 'ab'],
    ['SUBSTRING', ['abc', -10, 9], 'ab'],
    ['LEFT', ['🦀🦀🦀', 2], '🦀🦀'],
    ['LPAD', ['é', 3, '🦀x'], '🦀xé'],
    ['LPAD', ['abc', -1], 'null'],
    ['LPAD', ['abc', 2, ''], 'null'],
    ['RPAD', ['abc', -1], 'null'],
    ['RPAD', ['abc', 0], ''],
    ['POSITION', ['b', '🦀b'], '2'],
    ['POSITION', ['', 'abc'], '1'],
    ['TRIM', ['  '], ''],
    ['TRIM', ['🦀a🦀', '🦀'], 'a'],
    ['SPLIT_PART', ['abc', '', 1], 'abc'],
    ['CONCAT', ['a', true, Timestamp.of(0)], 'atrue1970-01-01T00:00:00Z'],
    ['INITCAP', ['éCOLE'], 'École'],
    ['REGEXP_EXTRACT', ['a-b', '(\\-)'], '-'],
    ['REGEXP_REPLACE', ['#a b!', '[^#\\w\\s]', '', 'g'], '#a b'],
    ['DATE_TRUNC', ['day', -1], '"1969-12-31T00:00:00Z"'],
    ['DATE_TRUNC', ['week', '1970-01-01'], '"1969-12-29T00:00:00Z"'],
    ['DATEDIFF', ['day', '1970-01-02T00:00:00Z', '1970-01-01T00:00:01Z'], '0'],
    ['DATEDIFF', ['year', '2020-02-29', '2021-02-28'], '0'],
    ['DATEDIFF', ['month', '2021-03-31', '2021-02-28'], '-1'],
    ['EXTRACT', ['epoch', -1], '-1'],
    ['FROM_UNIXTIME', ['1700000000.123456'], '"2023-11-14T22:13:20.123456Z"'],
    ['FROM_UNIXTIME', [-1], '"1969-12-31T23:59:59Z"'],
    ['JSON_VALUE', [readJson('{"a":{"b":[1,{"c":2.50}]}}'), 'a.b[1].c'], '2.5'],
    ['JSON_VALUE', ['{"a b":1}', "$['a b']"], '1'],
    ['JSON_VALUE', ['[1,2]', '$[-1]'], '2'],
    ['JSON_VALUE', ['{"a":[1,2]}', '$.a[*]'], 'null'],
    ['JSON_VALUE', ['{"a":true}', 'a'], 'true'],
    ['JSON_VALUE', ['7', '$'], '7'],
    ['JSON_EXTRACT', ['{"a":[{"b":1},{"b":2},{}]}', '$.a[*].b'], '[1,2]'],
    ['JSON_EXTRACT', ['{"a":{"b":[1]}}', '$.a'], '{"b":[1]}'],
    ['JSON_VALUE', ['{"__proto__":1}', '$.constructor'], 'null'],
    ['LEAST', [2, '10'], '2'],
    ['NULLIF', ['1.0', 1], 'null'],
    ['IF', ['true', 1, 2], '1'],
  ];
  for (const [name, args, expected] of cases)
    assert.equal(shown(call(name, ...args)), expected, `${name}(${args.map(shown)})`);
});

test('what cannot be computed is a record error of its kind', () => {
  const cases: [string, Value[], RecordError['code']][] = [
    ['ABS', ['x'], 'cast'],
    ['ABS', [-9223372036854775808n], 'overflow'],
    ['SQRT', [-1], 'argument'],
    ['LN', [0], 'argument'],
    ['EXP', [1000], 'overflow'],
    ['POWER', [-8, 0.5], 'argument'],
    ['POWER', [10, 400], 'overflow'],
    ['MOD', [1, 0], 'division_by_zero'],
    ['REPEAT', ['x', 1e12], 'overflow'],
    ['LPAD', ['x', 1e12], 'overflow'],
    ['SPLIT_PART', ['a', ',', 0], 'argument'],
    ['REGEXP_LIKE', ['a', '('], 'argument'],
    ['REGEXP_LIKE', ['a', 'a', 'q'], 'argument'],
    ['DATE_TRUNC', ['fortnight', 0], 'argument'],
    ['DATE_FORMAT', [0, 'bb'], 'argument'],
    ['TO_TIMESTAMP', ['x'], 'cast'],
    ['TO_TIMESTAMP', ['2023', 'yyyy-MM'], 'cast'],
    ['FROM_UNIXTIME', [1e18], 'time'],
    ['DATE_ADD', ['month', 1e12, 0], 'time'],
    ['JSON_VALUE', ['{', '$.a'], 'decode'],
    ['JSON_VALUE', ['{}', '$.a['], 'argument'],
    ['FROM_BASE64', ['é'], 'argument'],
    ['ROUND', [Decimal.parse('99999999999999999999999999999999999999')!, -1], 'overflow'],
    ['ROUND', [9223372036854775807n, -1], 'overflow'],
    ['ASIN', [2], 'argument'],
  ];
  for (const [name, args, code] of cases)
    assert.throws(
      () => call(name, ...args),
      error => error instanceof RecordError && error.code === code,
      `${name}(${args.map(shown)})`,
    );
});

test('a NULL argument gives NULL, except where the page says otherwise', () => {
  for (const entry of functions) {
    if (entry.kind !== 'scalar') continue;
    for (const { parameters } of entry.signatures) {
      if (parameters.length === 0 || entry.nulls === 'handled') continue;
      assert.equal(call(entry.name, ...parameters.map(() => null)), null, entry.name);
    }
  }
});

test('whatever the arguments, a value or a record error', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constantFrom<Value>(
      null,
      '',
      '1.5',
      'hour',
      'yyyy-MM-dd',
      '%Y',
      '$.a',
      '2023-11-14',
      1e12,
      -1,
      0,
      9223372036854775807n,
    ),
    fc.constantFrom<Value>(
      Timestamp.of(0),
      SqlDate.of(-1),
      Interval.of(1, 1),
      Decimal.of(-15, 1),
      [1, 'a'],
      new Map([['a', 1]]),
    ),
  );
  const scalars = functions.filter((entry): entry is ScalarEntry => entry.kind === 'scalar');
  const forms = scalars.flatMap(entry =>
    entry.signatures.map(({ parameters }) => ({ entry, count: parameters.length })),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.array(value, { minLength: 4, maxLength: 4 }),
      ({ entry, count }, args) => {
        try {
          assert.notEqual(call(entry.name, ...args.slice(0, count)), undefined);
        } catch (error) {
          assert.ok(error instanceof RecordError, `${entry.name}(${args.slice(0, count).map(shown)}): ${error}`);
        }
      },
    ),
    { numRuns: 20_000 },
  );
});

test('rounding a double agrees with rounding its text', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: -3, max: 6 }), (n, digits) => {
      const rounded = call('ROUND', n, digits);
      const text = call('ROUND', Decimal.fromNumber(n)!, digits) as Decimal;
      assert.equal(rounded, text.toNumber());
    }),
  );
});

test("digests are the platform's, also over the edges of a block", () => {
  const digest = (name: string, text: string) => createHash(name).update(text).digest('hex');
  const lengths = [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 1000];
  for (const text of [...lengths.map(length => 'é'.repeat(length)), ...lengths.map(length => 'x'.repeat(length))]) {
    assert.equal(call('MD5', text), digest('md5', text));
    assert.equal(call('SHA256', text), digest('sha256', text));
  }
});

test('an example that does not hold would be seen', () => {
  assert.equal(evaluate("SUBSTRING('ferris', 1, 3)")[0]?.value, 'fer');
  assert.throws(() => evaluate('NO_SUCH(1)'), /No function/);
});
