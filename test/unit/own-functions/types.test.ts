/** Values cross into a function and back as they were, or the record is an error. */
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { type LoadedFunctions, loadFunctions } from '../../../runtime/functions/load.ts';
import type { CallContext, ScalarEntry } from '../../../src/language/functions/define.ts';
import { parseType } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { SqlDate, Timestamp } from '../../../src/language/types/temporal.ts';
import { RecordError, type Value } from '../../../src/language/types/value.ts';

const opened: LoadedFunctions[] = [];
after(() => {
  for (const one of opened) one.close();
});
const context: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: { kind: 'ANY' } };

async function called(signature: string, body: string, ...args: Value[]): Promise<Value> {
  const [from, to] = signature.split(' → ') as [string, string];
  const types = from === '' ? [] : from.split('; ');
  const loaded = await loadFunctions([
    {
      name: 'f',
      aggregate: false,
      parameters: types.map((type, i) => ({ name: 'xyzuv'[i]!, type: parseType(type)! })),
      returns: parseType(to)!,
      body,
      line: 1,
    },
  ]);
  opened.push(loaded);
  return (loaded.functions.get('F') as ScalarEntry).evaluate(args, context);
}

const decimal = (text: string): Decimal => Decimal.parse(text)!;
const moment = (text: string): Timestamp => Timestamp.parse(text)!;

const same: readonly (readonly [type: string, value: Value])[] = [
  ['BOOLEAN', false],
  ['BIGINT', 0],
  ['BIGINT', 9007199254740991],
  ['BIGINT', 9223372036854775807n],
  ['BIGINT', -9223372036854775808n],
  ['DOUBLE', 0.1],
  ['DOUBLE', 5e-324],
  ['DECIMAL(38, 10)', decimal('-1234567890123456789012345678.0123456789')],
  ['STRING', ''],
  ['STRING', 'a\0b\x01c\u{1f600}\u2028'],
  ['BYTES', Uint8Array.of(0, 1, 127, 128, 255)],
  ['TIMESTAMP', moment('1969-12-31T23:59:59.999999Z')],
  ['TIMESTAMP', moment('9999-12-31T23:59:59.999999Z')],
  ['DATE', SqlDate.parse('0001-01-01')!],
  ['ARRAY<BIGINT>', [1, null, 9223372036854775807n]],
  [
    'MAP<STRING, DECIMAL(10, 2)>',
    new Map([
      ['__proto__', decimal('0.01')],
      ['b', null as never],
    ]),
  ],
  [
    'STRUCT<a BIGINT, b ARRAY<STRING>>',
    new Map<string, Value>([
      ['a', 9007199254740993n],
      ['b', ['x', '\0']],
    ]),
  ],
  [
    'JSON',
    new Map<string, Value>([
      ['n', decimal('0.1')],
      ['$i', 9007199254740993n],
      ['exact', decimal('0.1234567890123456789')],
      ['__proto__', [null, true, new Map()]],
    ]),
  ],
];
for (const [i, [type, value]] of same.entries())
  test(`${type} ${i} comes back as it was`, async () => {
    const back = await called(`${type} → ${type}`, ' x ', value);
    assert.deepEqual(back, value);
    if (value instanceof Map) assert.deepEqual([...(back as typeof value).keys()], [...value.keys()]);
  });

test('an integer is a BigInt, and no bit is lost in arithmetic', async () => {
  assert.equal(await called('BIGINT → BIGINT', 'return x * 2n + 1n;', 4611686018427387903n), 9223372036854775807n);
});
test('a decimal is computed exactly', async () => {
  const half = await called(
    'DECIMAL(10, 2); DECIMAL(10, 2) → DECIMAL(12, 3)',
    'x.plus(y).dividedBy(2, 3)',
    decimal('0.10'),
    decimal('0.25'),
  );
  assert.equal(String(half), '0.175');
  assert.equal(String(await called('DECIMAL(10, 3) → DECIMAL(10, 2)', 'x', decimal('-0.125'))), '-0.13');
});
test('JSON numbers are Numbers where that is exact', async () => {
  const value = new Map<string, Value>([
    ['price', decimal('1.5')],
    ['n', 2],
  ]);
  assert.deepEqual(await called('JSON → DOUBLE', 'x.price * x.n', value), 3);
});
test('a body may be statements', async () => {
  assert.equal(await called('BIGINT → STRING', 'const t = String(x);\nreturn t + "!"; // done', 7), '7!');
});
test('four arguments, and none', async () => {
  assert.equal(await called('STRING; STRING; STRING; STRING → STRING', 'x + y + z + u', 'a', 'b', 'c', 'd'), 'abcd');
  assert.equal(await called(' → BIGINT', '42'), 42);
});
test('a missing result is NULL', async () => {
  assert.equal(await called('BIGINT → STRUCT<a BIGINT>', 'return;', 1), null);
  assert.deepEqual(
    await called('BIGINT → STRUCT<a BIGINT, b STRING>', '({ a: x })', 1),
    new Map([
      ['a', 1],
      ['b', null],
    ]),
  );
});
test('a moment keeps its microseconds, and dates are in UTC', async () => {
  const at = moment('2026-01-02T03:04:05.123456Z');
  assert.equal(await called('TIMESTAMP → STRING', 'String(x.plus(1n))', at), '2026-01-02T03:04:05.123457Z');
  assert.equal(await called('TIMESTAMP → BIGINT', 'x.toDate().getHours()', at), 3);
  assert.deepEqual(await called('STRING → TIMESTAMP', 'Timestamp.of(x)', '2026-01-02T03:04:05.123456Z'), at);
  assert.equal(await called('BIGINT → STRING', 'new Date(2026, 0, 1).toISOString()', 1), '2026-01-01T00:00:00.000Z');
});

const refused: readonly (readonly [signature: string, body: string, message: RegExp])[] = [
  ['BIGINT → BIGINT', '1.5', /it gave 1\.5; RETURNS says BIGINT/],
  ['BIGINT → BIGINT', '"7"', /it gave "7"; RETURNS says BIGINT/],
  ['BIGINT → BIGINT', '2n ** 63n', /64 bits/],
  ['BIGINT → DOUBLE', '0 / 0', /it gave NaN; RETURNS says DOUBLE/],
  ['BIGINT → STRING', 'x', /it gave 1n: write String\(x\); RETURNS says STRING/],
  ['BIGINT → DECIMAL(10, 2)', '0.1', /not exact/],
  ['BIGINT → DECIMAL(3, 2)', '"10"', /DECIMAL\(3, 2\)/],
  ['BIGINT → TIMESTAMP', '"yesterday"', /TIMESTAMP/],
  ['BIGINT → STRUCT<a BIGINT>', '({ b: 1 })', /there is no field b; RETURNS says STRUCT<a BIGINT>/],
  ['BIGINT → JSON', '({ f() {} })', /a function/],
  ['BIGINT → ARRAY<BIGINT>', 'new Set([x])', /it gave a Set/],
  ['BIGINT → BIGINT', '(async () => x)()', /it gave/],
  ['BIGINT → BIGINT', 'Decimal.of("1") + 1', /has no operators/],
];
for (const [signature, body, message] of refused)
  test(`${body} for ${signature} is an error of the record`, async () => {
    await assert.rejects(called(signature, body, 1), error => {
      assert.ok(error instanceof RecordError);
      assert.match(error.message, message);
      return true;
    });
  });
