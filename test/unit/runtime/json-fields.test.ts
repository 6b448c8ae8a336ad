/** The decoder that reads single fields from the bytes gives what the one that reads all members gives, or its error. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { SourceRecord } from '../../../runtime/connectors/port.ts';
import type { Decode } from '../../../runtime/formats/json/decode.ts';
import { jsonDecoder } from '../../../runtime/formats/json/decode.ts';
import { fieldsOf } from '../../../runtime/formats/json/fields.ts';
import { memberDecoder } from '../../../runtime/formats/json/members.ts';
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal,
  JSON_TYPE,
  STRING,
  TIMESTAMP,
} from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

const NAMES = [
  'a',
  'A',
  'b',
  'price',
  'Price',
  'größe',
  'GRÖSSE',
  '__proto__',
  'constructor',
  'toString',
  '',
  'K',
  '\u212a',
];
const TYPES: readonly SqlType[] = [
  ANY,
  BIGINT,
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  decimal(10, 2),
  decimal(38, 9),
  decimal(3, 0),
  JSON_TYPE,
  STRING,
  TIMESTAMP,
  { kind: 'ARRAY', element: BIGINT },
  { kind: 'STRUCT', fields: [{ name: 'a', type: BIGINT }] },
];

const columns: fc.Arbitrary<PlanColumn[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        name: fc.constantFrom(...NAMES),
        type: fc.constantFrom(...TYPES),
        origin: fc.record({
          kind: fc.constant('field' as const),
          required: fc.boolean(),
          keyFallback: fc.boolean(),
        }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constantFrom('_offset', '_timestamp', '_topic', '_partition', '_key'),
        type: fc.constant(ANY),
        origin: fc.constant({ kind: 'system' as const }),
      }),
    },
  ),
  { minLength: 1, maxLength: 5 },
);

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));
const number = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits(0, 22),
    fc.option(digits(0, 20), { nil: undefined }),
    fc.constantFrom('', '', '', 'e2', 'E-3', 'e+400', 'e', 'e999999999999'),
  )
  .map(
    ([sign, whole, fraction, exponent]) => `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${exponent}`,
  );
const goodNumber = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.constantFrom(
    '0',
    '-0',
    '0.0',
    '-0.00',
    '1.50',
    '12345678901234.5',
    '999999999999999',
    '9223372036854775807',
    '1e5',
  ),
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '2026-01-05T14:30:00.123Z',
    '2026-02-30T14:30:00Z',
    '2026-01-05 14:30',
    '2026-01-05T24:00:00',
    '2026-01-05T23:59:59.1234567Z',
    '2026-01-05T23:59:59.Z',
    '2026-01-05',
    '2026-01-05T14:30:00+02:00',
    '0001-01-01T00:00:00.000001Z',
    '-0001-01-01T00:00:00Z',
    '12.5',
    ' 7 ',
    'true',
    'FALSE',
    'AQI=',
    '\ufeffmark',
    'ünï\u2028cödé 😀',
  ),
);
const goodValue = fc.oneof(
  { weight: 3, arbitrary: goodNumber },
  { weight: 3, arbitrary: text.map(value => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constantFrom('null', 'true', 'false', '[1]', '{"a":[]}', '"open', '01') },
);
const string = fc.oneof(
  text.map(value => JSON.stringify(value)),
  text.map(value => `"${value}"`),
  fc.constantFrom(
    '"\\u00e9"',
    '"\\ud800"',
    '"\\uD83D\\ude00"',
    '"\\x"',
    '"\\u12"',
    '"a\\',
    '"open',
    '"\t"',
    '"\\/\\b\\f\\n\\r\\t\\"\\\\"',
  ),
);
const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n ', '\u00a0', '\v');
const { value } = fc.letrec<{ value: string; object: string }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: goodNumber },
    { weight: 4, arbitrary: string },
    { weight: 1, arbitrary: number },
    { weight: 3, arbitrary: fc.constantFrom('true', 'false', 'null', 'tru', 'nul', 'nan', 'True') },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map(items => `[${items.join(',')}]`) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map(items => `[${items.join(' , ')} ]`) },
    { weight: 2, arbitrary: tie('object') },
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...NAMES), tie('value')), { maxLength: 4 })
    .map(members => objectText(members)),
}));
const objectText = (members: readonly (readonly [string, string])[]) =>
  `{${members.map(([name, member]) => `${JSON.stringify(name)}:${member}`).join(',')}}`;
const member = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...NAMES).map(name => JSON.stringify(name)) },
      { weight: 1, arbitrary: fc.constantFrom('"\\u0061"', '"pr\\u0069ce"', 'a', "'a'", '"a', '""', '"ot her"') },
    ),
    space,
    space,
    value,
    space,
  )
  .map(([name, before, after, is, behind]) => `${name}${before}:${after}${is}${behind}`);
const record = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        space,
        fc.array(member, { maxLength: 6 }),
        fc.constantFrom(',', ', '),
        space,
        fc.constantFrom('', '', '', 'x', '}', ',', '\u0000'),
      )
      .map(([before, members, comma, after, behind]) =>
        Buffer.from(`${before}{${members.join(comma)}}${after}${behind}`),
      ),
  },
  { weight: 2, arbitrary: value.map(other => Buffer.from(other)) },
);
/** Also cut off, with a byte changed or put in. */
const bytes = fc
  .tuple(record, fc.option(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('cut', 'change', 'insert')), { freq: 4 }))
  .map(([given, damage]) => {
    if (!damage || given.length === 0) return given;
    const at = damage[0] % given.length;
    if (damage[2] === 'cut') return given.subarray(0, at);
    const put = Buffer.from([damage[1]]);
    return Buffer.concat([given.subarray(0, at), put, given.subarray(damage[2] === 'change' ? at + 1 : at)]);
  });

const source = (given: Uint8Array, key: string | null): SourceRecord => ({
  offset: 3,
  timestamp: 1_700_000_000_000,
  key: key === null ? null : Buffer.from(key),
  value: given,
  headers: [],
});

function outcome(decode: Decode, given: SourceRecord): readonly Value[] | string {
  try {
    return decode(given, 'topic', 2);
  } catch (error) {
    if (error instanceof RecordError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

test('random records, valid and broken, read in any order by one decoder', () => {
  fc.assert(
    fc.property(
      columns,
      fc.array(fc.tuple(bytes, fc.constantFrom(null, '7', 'key', '\ufeff8')), { minLength: 1, maxLength: 5 }),
      (wanted, records) => {
        const byFields = jsonDecoder(wanted, 'stream');
        const byMembers = memberDecoder(wanted, 'stream');
        for (const [given, key] of records) {
          const one = source(given, key);
          assert.deepEqual(outcome(byFields, one), outcome(byMembers, one), given.toString());
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('records alike for a while, then others', () => {
  const alike = fc.array(fc.tuple(fc.constantFrom(...NAMES), goodValue), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      columns,
      alike,
      fc.array(fc.tuple(alike, fc.constantFrom(...Array.from({ length: 60 }, (_, n) => n)), bytes, fc.boolean())),
      (wanted, first, then) => {
        const byFields = jsonDecoder(wanted, 'stream');
        const byMembers = memberDecoder(wanted, 'stream');
        const check = (given: Uint8Array) => {
          const one = source(given, null);
          assert.deepEqual(outcome(byFields, one), outcome(byMembers, one), Buffer.from(given).toString());
        };
        for (let i = 0; i < 55; i++) check(Buffer.from(objectText(first)));
        for (const [members, times, other, mixed] of then) {
          // The same names as at first with these values, or others; and something else.
          const named = mixed ? members : first.map(([name], i) => [name, (members[i] ?? members[0]!)[1]] as const);
          for (let i = 0; i < times; i++) check(Buffer.from(objectText(named)));
          check(Buffer.from(`{${objectText(named).slice(1, -1)} , "a" : 1 }`));
          check(Buffer.from(`${objectText(first)} `));
          check(Buffer.from(objectText(first).replace(',', ' ,')));
          check(Buffer.from(objectText(first).slice(0, -1)));
          check(other);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('moments, most of them of the same minute, as they are written or with a letter changed', () => {
  const moments = fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }) }),
      fc.nat(59_999),
      fc.option(fc.tuple(fc.nat(23), fc.constantFrom('6', '9', ':', '/', 'a', ' ', 'Z', '"', '\\', 'é')), { freq: 3 }),
    )
    .map(([minutes, ms, change]) => {
      const moment = new Date(Date.UTC(2026, 1, 28, 23, 58 + minutes) + ms).toISOString();
      return change ? `${moment.slice(0, change[0])}${change[1]}${moment.slice(change[0] + 1)}` : moment;
    });
  const wanted: PlanColumn[] = [
    { name: 'at', type: TIMESTAMP, origin: { kind: 'field', required: false, keyFallback: false } },
  ];
  const byMembers = memberDecoder(wanted, 'stream');
  fc.assert(
    fc.property(fc.array(moments, { minLength: 20, maxLength: 100 }), all => {
      const byFields = jsonDecoder(wanted, 'stream');
      for (const at of [...new Array<string>(51).fill('2026-02-28T23:58:00.000Z'), ...all]) {
        const one = source(Buffer.from(`{"at":"${at}"}`), null);
        assert.deepEqual(outcome(byFields, one), outcome(byMembers, one), at);
      }
    }),
    { numRuns: 100 },
  );
});

test('what is said to be certain is read', () => {
  fc.assert(
    fc.property(columns, bytes, (wanted, given) => {
      const fields = fieldsOf(wanted);
      if (!fields?.scan(given)) return;
      const one = source(given, null);
      for (const i of wanted.keys()) if (fields.certain(i)) fields.value(i, one, 'topic', 2);
    }),
    { numRuns: 2000 },
  );
});

test('a plain record is read by its fields, also when names are in another order or case', () => {
  const one = (name: string, type: SqlType): PlanColumn => ({
    name,
    type,
    origin: { kind: 'field', required: false, keyFallback: false },
  });
  const fields = fieldsOf([one('id', BIGINT), one('name', STRING)])!;
  for (const given of [
    '{"id":1,"x":[1,{"y":null}],"name":"n"}',
    ' { "name" : "n" , "ID" : 1 } \n',
    '{"größe":3,"name":"n","id":1}',
  ]) {
    const buffer = Buffer.from(given);
    assert.ok(fields.scan(buffer), given);
    assert.deepEqual(
      [0, 1].map(i => fields.value(i, source(buffer, null), '', 0)),
      [1, 'n'],
    );
  }
  for (const given of [
    '{"id":1',
    '{"id":01}',
    '{"id":1e999}',
    '{"id":"\u0001"}',
    '{"id":1}}',
    '{"\\u0069d":1}',
    '[]',
    '',
  ])
    assert.equal(fields.scan(Buffer.from(given)), false, given);
});
