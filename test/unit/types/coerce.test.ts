/** CAST, common types, names of types, JSON text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { canCast, castValue, commonType, literalAs, parseType } from '../../../src/language/types/coerce.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { int64 } from '../../../src/language/types/int64.ts';
import { readJson, writeJson } from '../../../src/language/types/json.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const type = (text: string) => {
  const read = parseType(text);
  assert.ok(read, text);
  return read;
};
const d = (text: string) => Decimal.parse(text)!;

/** What CAST gives, as text with its kind, or the code of the error. */
function cast(value: Value, to: string): string {
  try {
    const result = castValue(value, type(to));
    const kind = result instanceof Decimal ? 'decimal' : result === null ? 'null' : typeof result;
    return kind === 'object'
      ? String(result)
      : `${kind} ${result instanceof Decimal ? result.toFixedString() : result}`;
  } catch (error) {
    assert.ok(error instanceof RecordError);
    return error.code;
  }
}

test('CAST', () => {
  const cases: [Value, string, string][] = [
    [null, 'INT', 'null null'],
    ['42', 'INT', 'number 42'],
    [' -7 ', 'BIGINT', 'number -7'],
    ['9223372036854775807', 'BIGINT', 'bigint 9223372036854775807'],
    ['9223372036854775808', 'BIGINT', 'cast'],
    ['12.5', 'BIGINT', 'cast'],
    ['', 'BIGINT', 'cast'],
    [2.9, 'BIGINT', 'number 2'],
    [-2.9, 'BIGINT', 'number -2'],
    [1e19, 'BIGINT', 'overflow'],
    [d('-2.9'), 'BIGINT', 'number -2'],
    [d('9223372036854775808'), 'BIGINT', 'overflow'],
    [true, 'BIGINT', 'number 1'],
    ['12.345', 'DECIMAL(4,2)', 'decimal 12.35'],
    ['-12.345', 'DECIMAL(4,2)', 'decimal -12.35'],
    ['99.995', 'DECIMAL(4,2)', 'overflow'],
    [2.675, 'DECIMAL(4,2)', 'decimal 2.68'],
    [5, 'DECIMAL(4,2)', 'decimal 5.00'],
    ['1e2', 'DECIMAL', 'decimal 100'],
    ['abc', 'DECIMAL(4,2)', 'cast'],
    [Number.NaN, 'DECIMAL(4,2)', 'cast'],
    ['1e3', 'DOUBLE', 'number 1000'],
    ['1e400', 'DOUBLE', 'overflow'],
    ['NaN', 'DOUBLE', 'cast'],
    ['0x10', 'DOUBLE', 'cast'],
    [d('0.1'), 'DOUBLE', 'number 0.1'],
    [9007199254740993n, 'DOUBLE', 'number 9007199254740992'],
    [0.1 + 0.2, 'STRING', 'string 0.30000000000000004'],
    [d('1.50'), 'STRING', 'string 1.5'],
    [9007199254740993n, 'STRING', 'string 9007199254740993'],
    [Timestamp.of(0), 'STRING', 'string 1970-01-01T00:00:00Z'],
    [new Map<string, Value>([['a', [1, null]]]), 'STRING', 'string {"a":[1,null]}'],
    [new Uint8Array([0xc3, 0xa9]), 'STRING', 'string é'],
    ['Yes', 'BOOLEAN', 'boolean true'],
    ['0', 'BOOLEAN', 'boolean false'],
    ['maybe', 'BOOLEAN', 'cast'],
    [d('0.0'), 'BOOLEAN', 'boolean false'],
    ['2023-11-14 22:13:20+02', 'TIMESTAMP', '2023-11-14T20:13:20Z'],
    [1_700_000_000_000, 'TIMESTAMP', '2023-11-14T22:13:20Z'],
    [SqlDate.of(1), 'TIMESTAMP', '1970-01-02T00:00:00Z'],
    ['yesterday', 'TIMESTAMP', 'cast'],
    [Timestamp.of(-1), 'BIGINT', 'number -1'],
    [Timestamp.of(-1), 'DATE', '1969-12-31'],
    ['2023-11-14T22:13:20Z', 'DATE', '2023-11-14'],
    [5, 'DATE', 'cast'],
    [Timestamp.of(-1), 'TIME', '23:59:59.999999'],
    ['5 minutes', 'INTERVAL', 'PT5M'],
    [[1, '2'], 'ARRAY<STRING>', '1,2'],
    ['[1]', 'ARRAY<INT>', 'cast'],
    [true, 'TIMESTAMP', 'cast'],
    [true, 'DATE', 'cast'],
  ];
  for (const [value, to, expected] of cases) assert.equal(cast(value, to), expected, `${String(value)} as ${to}`);
  const struct = castValue(
    new Map<string, Value>([
      ['b', '2'],
      ['c', 3],
    ]),
    type('STRUCT<a INT, b INT>'),
  );
  assert.deepEqual(
    struct,
    new Map([
      ['a', null],
      ['b', 2],
    ]),
  );
});

test('a message says what could not be read as what', () => {
  assert.throws(() => castValue('abc', type('INT')), /'abc' as BIGINT; TRY_CAST gives NULL/);
  assert.throws(() => castValue('123.45', type('DECIMAL(4,2)')), /123\.45 does not fit DECIMAL\(4, 2\)/);
  assert.throws(
    () => castValue('x'.repeat(5000), type('INT')),
    error => (error as Error).message.length < 150,
  );
});

test('what can be cast at all', () => {
  const can = (from: string, to: string) => canCast(type(from), type(to));
  for (const [from, to] of [
    ['STRING', 'TIMESTAMP'],
    ['ANY', 'DECIMAL(10,2)'],
    ['INT', 'JSON'],
    ['MAP<STRING,INT>', 'STRING'],
    ['ARRAY<INT>', 'ARRAY<DOUBLE>'],
    ['NULL', 'DATE'],
    ['DECIMAL(10,2)', 'DECIMAL(4,1)'],
  ])
    assert.ok(can(from!, to!), `${from} to ${to}`);
  for (const [from, to] of [
    ['BOOLEAN', 'TIMESTAMP'],
    ['DATE', 'BIGINT'],
    ['INTERVAL', 'INT'],
    ['STRING', 'ARRAY<INT>'],
    ['ARRAY<DATE>', 'ARRAY<INT>'],
  ])
    assert.ok(!can(from!, to!), `${from} to ${to}`);
});

test('a value of a type that can be cast never fails with anything but a record error', () => {
  const values: Value[] = [null, true, 1, 0.5, 9007199254740993n, 'x', '1', d('1.5'), Timestamp.of(0), SqlDate.of(0)];
  values.push(SqlTime.of(0), Interval.of(1, 1), new Uint8Array([1]), [1], new Map([['a', 1]]), Number.NaN, '');
  const types = [
    'BOOLEAN',
    'INT',
    'DOUBLE',
    'DECIMAL(3,1)',
    'STRING',
    'BYTES',
    'DATE',
    'TIME',
    'TIMESTAMP',
    'INTERVAL',
  ];
  types.push('ARRAY<INT>', 'MAP<STRING,INT>', 'STRUCT<a INT>', 'JSON', 'ANY');
  for (const value of values) for (const to of types) cast(value, to);
});

test('common types', () => {
  const common = (a: string, b: string) => {
    const forth = commonType(type(a), type(b));
    assert.deepEqual(forth && typeText(forth), ((t = commonType(type(b), type(a))) => t && typeText(t))());
    return forth && typeText(forth);
  };
  assert.equal(common('INT', 'DECIMAL(4,2)'), 'DECIMAL(21, 2)');
  assert.equal(common('DECIMAL(10,2)', 'DECIMAL(8,4)'), 'DECIMAL(12, 4)');
  assert.equal(common('DECIMAL(38,0)', 'DECIMAL(10,10)'), 'DECIMAL(38, 0)');
  assert.equal(common('DECIMAL(10,2)', 'DOUBLE'), 'DOUBLE');
  assert.equal(common('DATE', 'TIMESTAMP'), 'TIMESTAMP');
  assert.equal(common('NULL', 'STRING'), 'STRING');
  assert.equal(common('ANY', 'INT'), 'ANY');
  assert.equal(common('ARRAY<INT>', 'ARRAY<DOUBLE>'), 'ARRAY<DOUBLE>');
  assert.equal(common('STRUCT<a INT>', 'STRUCT<a DOUBLE>'), 'STRUCT<a DOUBLE>');
  for (const [a, b] of [
    ['STRING', 'INT'],
    ['BOOLEAN', 'INT'],
    ['STRUCT<a INT>', 'STRUCT<b INT>'],
    ['DATE', 'TIME'],
  ])
    assert.equal(common(a!, b!), undefined);
});

test('string literals beside typed operands', () => {
  assert.equal(String(literalAs('100.00', type('DECIMAL(5,1)'))), '100');
  assert.equal(String(literalAs('0.005', type('DECIMAL(10,2)'))), '0.005');
  assert.equal(String(literalAs('2023-11-14', type('TIMESTAMP'))), '2023-11-14T00:00:00Z');
  assert.equal(literalAs('abc', type('INT')), undefined);
  assert.equal(literalAs('abc', type('DECIMAL(5,1)')), undefined);
  assert.equal(literalAs('x', type('ARRAY<INT>')), undefined);
});

test('names of types', () => {
  for (const [text, expected] of Object.entries({
    int: 'BIGINT',
    'Double Precision': 'DOUBLE',
    numeric: 'DECIMAL(10, 0)',
    'NUMERIC( 12 , 3 )': 'DECIMAL(12, 3)',
    'decimal(5)': 'DECIMAL(5, 0)',
    'varchar(255)': 'STRING',
    'character varying(10)': 'STRING',
    'TIMESTAMP(3)': 'TIMESTAMP',
    'TIMESTAMP(3) WITH LOCAL TIME ZONE': 'TIMESTAMP',
    'timestamp without time zone': 'TIMESTAMP',
    TIMESTAMP_LTZ: 'TIMESTAMP',
    'INTERVAL DAY TO SECOND': 'INTERVAL',
    'ARRAY(INT)': 'ARRAY<BIGINT>',
    'int[]': 'ARRAY<BIGINT>',
    'MAP<STRING, ARRAY<DECIMAL(4, 2)>>': 'MAP<STRING, ARRAY<DECIMAL(4, 2)>>',
    'ROW<a INT NOT NULL, `b c`: STRING>': 'STRUCT<a BIGINT, `b c` STRING>',
    'ROW(a INT NOT NULL, `b`: STRING)': 'STRUCT<a BIGINT, b STRING>',
    'DECIMAL(39, 2)': undefined,
    'DECIMAL(4, 5)': undefined,
    'DECIMAL(a)': undefined,
    'ARRAY<>': undefined,
    'ARRAY<INT': undefined,
    'INT INT': undefined,
    'INT; DROP': undefined,
    '': undefined,
    MONEY: undefined,
  })) {
    const read = parseType(text);
    assert.equal(read && typeText(read), expected, text);
    if (read) assert.deepEqual(parseType(typeText(read)), read);
  }
});

test('JSON there and back, exactly', () => {
  const json: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.string({ unit: 'binary' }),
      fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(int64),
      fc.tuple(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.integer({ min: 1, max: 20 })).map(([n, s]) => Decimal.of(n, s)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map(entries => new Map(entries)),
    ),
  })).value;
  fc.assert(
    fc.property(json, value => {
      const text = writeJson(value);
      assert.ok(equalValues(readJson(text), value), text);
      assert.equal(writeJson(readJson(text)), text);
    }),
    { numRuns: 1000 },
  );
  // What JSON.parse takes, and nothing else.
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map(text => text.slice(0, -1)),
      ),
      text => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          assert.throws(() => readJson(text), RecordError, text);
          return;
        }
        assert.deepEqual(JSON.parse(writeJson(readJson(text))), JSON.parse(JSON.stringify(expected)));
      },
    ),
    { numRuns: 2000 },
  );
});

test('JSON: corners', () => {
  assert.equal(
    writeJson(readJson(' {"a" : 1.10, "b":[9223372036854775807, 12345678901234567890], "a":"\\u00e9" } ')),
    '{"a":"é","b":[9223372036854775807,12345678901234567890]}',
  );
  assert.ok(readJson('1.0') instanceof Decimal);
  assert.equal(readJson('1e2'), 100);
  assert.equal(readJson('{"__proto__":1}') instanceof Map, true);
  for (const text of [
    '',
    '{',
    '[1,]',
    '{"a"}',
    '{a:1}',
    "'a'",
    '01',
    '1.',
    '.5',
    '+1',
    'NaN',
    '1 2',
    '"\n"',
    '"\\x"',
    '1e999',
    '['.repeat(100_000),
  ])
    assert.throws(
      () => readJson(text),
      error => error instanceof RecordError && error.code === 'decode',
      text.slice(0, 20),
    );
  assert.throws(() => readJson('{"a":1,"b":tru}'), /character 12/);
});
