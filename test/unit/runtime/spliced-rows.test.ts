/** Rows that are spliced out of their records are those of scan, event-time, filter, project and sink one after another. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { memberDecoder } from '../../../runtime/formats/json/members.ts';
import { eventTime } from '../../../runtime/operators/event-time.ts';
import { filter } from '../../../runtime/operators/filter.ts';
import { filteredScan, filteredScanOf } from '../../../runtime/operators/filtered-scan.ts';
import { project as projection } from '../../../runtime/operators/project.ts';
import { type Operator, recordError, type Scope } from '../../../runtime/operators/row.ts';
import type { Scan } from '../../../runtime/operators/scan.ts';
import { sink } from '../../../runtime/operators/sink.ts';
import { splicedRows } from '../../../runtime/operators/spliced-rows.ts';
import type { PlanColumn, PlanNode, PlanQuery, TypedExpression } from '../../../src/compiler/plan/plan.ts';
import { decimalSizeOf } from '../../../src/language/types/coerce.ts';
import { productSize, sumSize } from '../../../src/language/types/decimal-rules.ts';
import {
  ANY,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  JSON_TYPE,
  type SqlType,
  STRING,
  TIMESTAMP,
} from '../../../src/language/types/sql-type.ts';
import { column, field, fixedClock, literal, node, query, scanNode, timed } from './plans.ts';

const TYPES: readonly SqlType[] = [
  ANY,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal(10, 2),
  decimal(18, 4),
  decimal(38, 9),
  JSON_TYPE,
  STRING,
  STRING,
  TIMESTAMP,
];
const NAMES = ['a', 'größe', '__proto__', 'a name of more than sixteen letters', 'constructor'] as const;

const numbers = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?$/),
  fc.constantFrom(
    '0',
    '-0',
    '0.0',
    '-0.00',
    '1.50',
    '1.0',
    '01',
    '1e3',
    '-1',
    '0.000001',
    '0.0000001',
    '999999999999999',
  ),
  fc.constantFrom(
    '9223372036854775807',
    '1234567890123456',
    '123456789.99',
    '1.',
    '.5',
    '+1',
    '--1',
    '1-',
    '1e',
    '0x1',
  ),
);
const times = fc.oneof(
  fc.integer({ min: -1e12, max: 2e12 }).map(ms => JSON.stringify(new Date(ms).toISOString())),
  fc.nat(999_999).map(micros => `"2026-01-05T14:30:00.${String(micros).padStart(6, '0')}Z"`),
  fc.constantFrom(
    '"2026-01-05T14:30:00Z"',
    '"2026-01-05T14:30:75.123Z"',
    '"2026-01-05T14:30:59.999Z"',
    '"2026-01-05T14:30:1a.123Z"',
    '"2026-01-05T14:30:11.1/3Z"',
    '"2026-01-05T14:30:00"',
    '"2026-01-05T14:30:00.5Z"',
    '"2026-01-05T14:30:00.500000Z"',
    '"2026-01-05T14:30:00.000Z"',
    '"2026-02-29T14:30:00.001Z"',
    '"9999-12-31T23:59:59.999Z"',
    '"0000-01-01T00:00:00Z"',
    '"2026-01-05 14:30:00.001Z"',
    '"2026-01-05T14:30:00.001z"',
  ),
);
const strings = fc.oneof(
  fc.string().map(text => JSON.stringify(text)),
  fc.string({ unit: 'binary' }).map(text => JSON.stringify(text)),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => JSON.stringify(text)),
  fc.string({ maxLength: 40 }).map(text => `"${text}"`),
  fc.constantFrom(
    '"{"',
    '"}"',
    '"a\\/b"',
    '"\\u0041"',
    '"\\ud800"',
    '"\ufeffmark"',
    '"\u2028\u007f"',
    '"tab\tbed"',
    '"\\x"',
    '"\\u12"',
    '"open',
    `"${'x'.repeat(100)}"`,
    `"${'é'.repeat(40)}"`,
    `"${'y'.repeat(15)}\\n${'z'.repeat(20)}"`,
  ),
);
const values = fc.oneof(
  { weight: 3, arbitrary: numbers },
  { weight: 3, arbitrary: strings },
  { weight: 2, arbitrary: times },
  {
    weight: 1,
    arbitrary: fc.constantFrom('null', 'true', 'false', 'tru', 'nul', '[1,{"a":"]"}]', '{"x":"}"}', '[', ''),
  },
);
const space = fc.constantFrom('', '', '', '', ' ', '\n\t', '\u00a0');

const whole = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom(
    '0',
    '-0',
    '7',
    '-1',
    '999999999999999',
    '9007199254740993',
    '9223372036854775807',
    '5.0',
    '1e3',
    '"12"',
  ),
);
const fraction = fc.oneof(
  whole,
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,6})\.[0-9]{1,9}$/),
  fc.constantFrom(
    '0.0',
    '-0.0',
    '1.50',
    '0.000001',
    '0.0000001',
    '-0.0000005',
    '123456789.99',
    '1.5e-7',
    '0.1',
    '1.10',
  ),
);
/** What can be read as the type, often written otherwise than it is put out. */
const readable = (type: SqlType): fc.Arbitrary<string> => {
  switch (type.kind) {
    case 'BIGINT':
      return whole;
    case 'DOUBLE':
    case 'DECIMAL':
      return fraction;
    case 'BOOLEAN':
      return fc.constantFrom('true', 'false', '"TRUE"');
    case 'DATE':
      return fc.constant('"2026-01-05"');
    case 'TIMESTAMP':
      return times;
    case 'STRING':
      return strings;
    default:
      return fc.oneof(fraction, strings, times, fc.constantFrom('true', 'null', '{"x":"}"}', '[1,{"a":"]"}]'));
  }
};
const valueFor = (type: SqlType): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: readable(type) },
    { weight: 1, arbitrary: values },
    { weight: 1, arbitrary: fc.constant('null') },
  );

/** Values of the members in their order, what is around them, and what is done to the bytes. */
const givenOf = (types: readonly SqlType[]) =>
  fc.record({
    values: fc.tuple(...types.map(valueFor)),
    spaces: fc.oneof(
      { weight: 3, arbitrary: fc.constant(['', '', '']) },
      { weight: 1, arbitrary: fc.array(space, { minLength: 3, maxLength: 3 }) },
    ),
    also: fc.constantFrom('', '', '', '', '', '', ',"a":7', ',"a":"last"', ',"more":[]', ',"A":1'),
    order: fc.constantFrom('same', 'same', 'same', 'same', 'less', 'turned'),
    damage: fc.option(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('cut', 'change', 'insert')), { freq: 5 }),
    behind: fc.constantFrom('', '', '', '', '', '', 'x', '}', '\u0000', ' '),
  });
type Given = ReturnType<typeof givenOf> extends fc.Arbitrary<infer T> ? T : never;

function bytesOf({ values: texts, spaces, also, order, damage, behind }: Given): Buffer {
  const [before, around, after] = spaces;
  const members = NAMES.map((name, i) => `${before}${JSON.stringify(name)}${around}:${after}${texts[i]}${around}`);
  const shown = order === 'same' ? members : order === 'less' ? members.slice(1) : members.toReversed();
  const whole = Buffer.from(`{${shown.join(',')}${also}}${behind}`);
  if (!damage) return whole;
  const at = damage[0] % whole.length;
  if (damage[2] === 'cut') return whole.subarray(0, at);
  const put = Buffer.from([damage[1]]);
  return Buffer.concat([whole.subarray(0, at), put, whole.subarray(damage[2] === 'change' ? at + 1 : at)]);
}

const VALID: Readonly<Partial<Record<SqlType['kind'], string>>> = {
  TIMESTAMP: '"2026-01-05T14:30:00.123Z"',
  DATE: '"2026-01-05"',
  BOOLEAN: 'true',
};

/** A scan that reads nothing but by all members. */
function byMembers(columns: readonly PlanColumn[], scope: Scope, next: Operator): Scan {
  const decode = memberDecoder(columns, 'stream');
  return {
    records({ topic, partition, records }) {
      for (const record of records) {
        const { offset, timestamp: time, headers, key } = record;
        try {
          const values = decode(record, topic, partition);
          const row = { values, time, late: -Infinity, topic, partition, offset, key, headers, deleted: false };
          next.rows([scope.keepsRecords ? { ...row, record } : row]);
        } catch (error) {
          scope.problem({ topic, partition, offset, record }, recordError(error));
        }
      }
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}

/** What comes out, in order; problems in the order of their offsets, since one path tells them record by record. */
function told(
  of: (scope: Scope, next: Operator) => Scan,
  asked: PlanQuery,
  keepsRecords: boolean,
  batches: readonly Buffer[][],
) {
  const rows: string[] = [];
  const problems: string[] = [];
  const watermarks: number[] = [];
  const scope: Scope = {
    clock: fixedClock,
    bounded: false,
    partitions: [{ topic: 'input', partition: 0 }],
    keepsRecords,
    problem: ({ offset, record }, { code, message }) =>
      problems.push(`${String(offset).padStart(5)} ${keepsRecords && record !== undefined} ${code} ${message}`),
    late: () => assert.fail('nothing is late here'),
    putAside: () => assert.fail('nothing is put aside here'),
    whenQuiet: () => {},
    whenTime: () => {},
  };
  const end = sink(
    asked,
    row =>
      rows.push(`${row.keyText} ${row.timestamp} ${row.headers.length} ${Buffer.from(row.bytes!).toString('latin1')}`),
    [],
  );
  const { watermark } = end;
  end.watermark = ms => {
    watermarks.push(ms);
    watermark(ms);
  };
  const source = of(scope, end);
  let offset = 0;
  for (const records of batches)
    source.records({
      topic: 'input',
      partition: 0,
      nextOffset: 0,
      records: records.map(value => ({
        offset,
        timestamp: offset,
        key: Buffer.from(`k${offset++}`),
        value,
        headers: offset % 2 === 0 ? [] : [['h', null] as const],
      })),
    });
  source.watermark(Infinity);
  source.end();
  return { rows, last: watermarks.at(-2), problems: problems.sort() };
}

/** A column that is a number of known digits, or a literal. */
function someNumber(columns: readonly PlanColumn[]): fc.Arbitrary<TypedExpression> {
  const numbers = columns.flatMap(({ type }, i) => (decimalSizeOf(type) ? [column(i, type)] : []));
  return fc.constantFrom(...numbers, ...numbers, literal('0.908', decimal(3, 3)), literal('-7'));
}

function money(operator: '+' | '-' | '*', left: TypedExpression, right: TypedExpression): TypedExpression {
  const size = (operator === '*' ? productSize : sumSize)(decimalSizeOf(left.type)!, decimalSizeOf(right.type)!);
  const whole = left.type.kind === 'BIGINT' && right.type.kind === 'BIGINT';
  return node({ op: 'arithmetic', operator, left, right, type: whole ? BIGINT : decimal(size.precision, size.scale) });
}

const items = (columns: readonly PlanColumn[]): fc.Arbitrary<TypedExpression[]> =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.nat(columns.length - 1).map(i => column(i, columns[i]!.type)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          node({ op: 'arithmetic', operator: '*', left: literal('0.908', decimal(3, 3)), right: column(0), type: ANY }),
          node({ op: 'arithmetic', operator: '/', left: literal('10'), right: column(1), type: ANY }),
          node({ op: 'concat', parts: [column(2), literal('"é\n', STRING)], type: STRING }),
          literal('x'.repeat(30_000), STRING),
          literal(null),
        ),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom('+' as const, '-' as const, '*' as const), someNumber(columns), someNumber(columns))
          .map(parts => money(...parts)),
      },
    ),
    { minLength: 1, maxLength: 6 },
  );

const plans = fc
  .array(fc.tuple(fc.constantFrom(...TYPES), fc.constantFrom(false, false, false, true)), {
    minLength: NAMES.length,
    maxLength: NAMES.length,
  })
  .chain(types => {
    const columns = [
      ...types.map(([type, required], i) => field(NAMES[i]!, type, { required, keyFallback: required })),
      { name: '_offset', type: BIGINT, origin: { kind: 'system' } } as const,
      { name: '_event_time', type: TIMESTAMP, origin: { kind: 'system' } } as const,
    ];
    return fc.record({
      columns: fc.constant(columns),
      items: items(columns),
      at: fc.option(fc.nat(NAMES.length - 1), { nil: undefined }),
      predicate: fc.option(
        fc
          .nat(NAMES.length - 1)
          .map(i =>
            node({ op: 'is', test: 'NULL', negated: true, operand: column(i, columns[i]!.type), type: BOOLEAN }),
          ),
        { nil: undefined },
      ),
      decimalAsString: fc.boolean(),
      batches: fc.array(fc.array(givenOf(types.map(([type]) => type)), { maxLength: 12 }), { maxLength: 4 }),
    });
  });

test('hostile records of any types, many alike before them', () => {
  fc.assert(
    fc.property(
      plans,
      fc.boolean(),
      ({ columns, items: chosen, at, predicate, decimalAsString, batches }, keepsRecords) => {
        const timedNode = timed(scanNode(columns), at);
        const below: PlanNode = predicate ? { node: 'filter', input: timedNode, predicate } : timedNode;
        const project: Extract<PlanNode, { node: 'project' }> = {
          node: 'project',
          input: below,
          items: chosen.map((expression, i) => ({ name: `o${i}`, expression, spread: false })),
          eventTime: undefined,
          key: [],
        };
        const bare = query(
          project,
          chosen.map((_, i) => (i === 0 ? '"o"' : `o${i}`)),
        );
        const asked = { ...bare, output: { ...bare.output, decimalAsString } };
        const nodes = filteredScanOf(project)!;
        const alike = Buffer.from(
          `{${NAMES.map((name, i) => `${JSON.stringify(name)}:${VALID[columns[i]!.type.kind] ?? 1 + i}`).join(',')}}`,
        );
        const records = [new Array<Buffer>(55).fill(alike), ...batches.map(batch => batch.map(bytesOf))];
        const oneByOne = (scope: Scope, next: Operator): Scan => {
          let first = projection(project, scope, next);
          if (predicate) first = filter({ predicate, changes: 'append', scope, next: first });
          first = eventTime({
            column: at,
            time: nodes.timed.time,
            systemTimes: [columns.length - 1],
            scope,
            next: first,
          });
          return byMembers(columns, scope, first);
        };
        assert.deepEqual(
          told((scope, next) => filteredScan(nodes, scope, next), asked, keepsRecords, records),
          told(oneByOne, asked, keepsRecords, records),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('rows of more bytes than are put together at a time', () => {
  const columns = [field('a', STRING), field('b', BIGINT)];
  const input = timed(scanNode(columns), undefined);
  const chosen = [column(0, STRING), column(1, BIGINT), column(0, STRING)];
  const project: PlanNode = {
    node: 'project',
    input,
    items: chosen.map((expression, i) => ({ name: `o${i}`, expression, spread: false })),
    eventTime: undefined,
    key: [],
  };
  const asked = query(project, ['o0', 'o1', 'o2']);
  const sizes = [...new Array<number>(60).fill(3), 20_000, 30_000, 40_000, 70_000, 5, 600_000, 1_100_000, 7, 32_000];
  const records = [sizes.map((size, i) => Buffer.from(`{"a":"${'x'.repeat(size)}","b":${i}}`))];
  const { rows, problems } = told(
    (scope, next) => {
      assert.ok(splicedRows(chosen, columns, scope, next), 'it goes the quick way');
      return filteredScan(filteredScanOf(project)!, scope, next);
    },
    asked,
    false,
    records,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    rows.map(row => JSON.parse(row.slice(row.indexOf('{')))),
    sizes.map((size, i) => ({ o0: 'x'.repeat(size), o1: i, o2: 'x'.repeat(size) })),
  );
});
