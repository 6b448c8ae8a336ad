/** Rows that a scan shows to a GROUP BY one by one, without making any: what comes out is what rows give. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { aggregate } from '../../../runtime/operators/aggregate.ts';
import { eventTime } from '../../../runtime/operators/event-time.ts';
import { filter } from '../../../runtime/operators/filter.ts';
import { filteredScan, filteredScanOf } from '../../../runtime/operators/filtered-scan.ts';
import { plainAggregate } from '../../../runtime/operators/plain-aggregate.ts';
import { project as projection } from '../../../runtime/operators/project.ts';
import type { Operator, Scope } from '../../../runtime/operators/row.ts';
import { type Scan, scan } from '../../../runtime/operators/scan.ts';
import type { AggregateCall, BoundWindow, NodeOf, PlanNode, TypedExpression } from '../../../src/compiler/plan/plan.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { ANY, BIGINT, decimal, type SqlType, STRING, TIMESTAMP } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { column, compare, field, fixedClock, literal, node, scanNode, timed } from './plans.ts';

const MONEY = decimal(10, 2);
const WIDE = decimal(18, 4);
const COLUMNS = [
  field('k', STRING),
  field('i', BIGINT),
  field('d', MONEY),
  field('at', TIMESTAMP),
  { name: '_event_time', type: TIMESTAMP, origin: { kind: 'system' as const } },
  field('more'),
  field('w', WIDE),
  field('v', WIDE, { keyFallback: true }),
];
const TIME = 3;
const call = (name: string, args: AggregateCall['args'], type: SqlType): AggregateCall => ({
  name,
  args,
  distinct: false,
  filter: null,
  type,
});
const times = (left: TypedExpression, right: TypedExpression, type: SqlType): TypedExpression =>
  node({ op: 'arithmetic', operator: '*', left, right, type });
const CALLS: readonly AggregateCall[] = [
  call('COUNT', [], BIGINT),
  call('SUM', [column(1, BIGINT)], BIGINT),
  call('SUM', [column(2, MONEY)], decimal(38, 2)),
  call('MAX', [column(TIME, TIMESTAMP)], TIMESTAMP),
  call('LAST_VALUE', [column(0, STRING)], STRING),
  call('MIN_BY', [column(0, STRING), column(1, BIGINT)], STRING),
  call('MAX', [column(4, TIMESTAMP)], TIMESTAMP),
  call('MIN', [column(5)], ANY),
  call('SUM', [times(column(2, MONEY), column(1, BIGINT), decimal(30, 2))], decimal(38, 2)),
  call('SUM', [column(6, WIDE)], decimal(38, 4)),
  call('AVG', [times(column(6, WIDE), column(7, WIDE), decimal(37, 8))], decimal(38, 8)),
  call('SUM', [times(column(2, MONEY), column(7, WIDE), decimal(29, 6))], decimal(38, 6)),
  call('MAX', [column(7, WIDE)], WIDE),
];
const KEYS = [
  { name: 'k', expression: column(0, STRING) },
  { name: 'more', expression: column(5) },
];
const WINDOWS: readonly (BoundWindow | undefined)[] = [
  undefined,
  { kind: 'tumbling', sizeMs: 7, graceMs: 0 } as BoundWindow,
  { kind: 'sliding', sizeMs: 9, advanceMs: 3, graceMs: 2 } as BoundWindow,
];

/** Strings that stand for numbers are written as such. */
const wide = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map(units => `#${units / 1e4}`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '#99999999999999.9999',
      '#-99999999999999.9999',
      '99999999999999.9999',
      '-12345678901234.5678',
      '#900719.9254740993',
      '#900719925474.0993',
      '#429496.7296',
      '-0.0001',
      '#0.0',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '#null',
      '#1e3',
      '#100000000000000',
      '01',
      '+1',
      '1.',
      '#0.00005',
      '',
      '#123456789012345678',
    ),
  },
);
const record = fc
  .record(
    {
      k: fc.constantFrom('a', 'b', 'ü"', null),
      i: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(9007199254740991, null, 'x')),
      d: fc.constantFrom(1.5, -2, '0.05', null, 'many'),
      at: fc.oneof(
        { weight: 9, arbitrary: fc.nat(40).map(ms => new Date(ms).toISOString()) },
        { weight: 1, arbitrary: fc.constantFrom(null, 'soon', 7) },
      ),
      more: fc.constantFrom(1, 'x', null),
      w: wide,
      v: wide,
      other: fc.constantFrom('text', [1, 2]),
    },
    { requiredKeys: ['at'] },
  )
  .map(given => JSON.stringify(given).replace(/"#([^"]*)"/g, '$1'));
const value = fc.oneof({ weight: 20, arbitrary: record }, { weight: 1, arbitrary: fc.constantFrom(null, '{', '[]') });
const batches = fc.array(
  fc.record({ partition: fc.nat(1), values: fc.array(value, { maxLength: 12 }), timestamp: fc.nat(40) }),
  { maxLength: 5 },
);

function shown(given: Value): unknown {
  if (given instanceof Decimal) return `decimal ${given}`;
  return given instanceof Map ? [...given].map(([name, member]) => [name, shown(member as Value)]) : given;
}

function told(of: (scope: Scope, next: Operator) => Scan, given: readonly Parameters<Scan['records']>[0][]) {
  const out: unknown[] = [];
  const problems: string[] = [];
  let late = 0;
  const scope: Scope = {
    clock: fixedClock,
    bounded: true,
    partitions: [0, 1].map(partition => ({ topic: 'input', partition })),
    keepsRecords: false,
    problem: ({ partition, offset }, { code, message }) => problems.push(`${partition}@${offset} ${code} ${message}`),
    late: rows => {
      late += rows;
    },
    putAside: () => assert.fail('nothing is put aside here'),
    whenQuiet: () => {},
    whenTime: () => {},
  };
  const source = of(scope, {
    rows: batch =>
      out.push(...batch.map(({ values, key, ...row }) => ({ ...row, key: shown(key), values: values.map(shown) }))),
    watermark: ms => out.push(ms),
    end: () => out.push('end'),
  });
  for (const batch of given) source.records(batch);
  source.watermark(Infinity);
  source.end();
  return { out, problems: problems.sort(), late };
}

test('random records, windows, aggregates, filters and projections', () => {
  const offsets = [0, 0];
  let passed = 0;
  fc.assert(
    fc.property(
      batches,
      fc.constantFrom(...WINDOWS),
      fc.subarray([...CALLS]),
      fc.nat(2),
      fc.constantFrom('FINAL' as const, 'CHANGES' as const),
      fc.constantFrom(undefined, TIME),
      fc.record({ filters: fc.boolean(), projects: fc.boolean(), boundMs: fc.nat(9) }),
      (given, window, calls, width, emit, at, { filters, projects, boundMs }) => {
        const timedNode = timed(scanNode(COLUMNS), at, boundMs);
        const predicate = compare(column(1, BIGINT), '>', literal('-2'));
        const root: PlanNode = filters ? { node: 'filter', input: timedNode, predicate } : timedNode;
        const project: NodeOf<'project'> = {
          node: 'project',
          input: root,
          items: COLUMNS.map(({ name, type }, i) => ({ name, expression: column(i, type), spread: false })),
          eventTime: undefined,
          key: [],
        };
        const input = projects ? project : root;
        const group: NodeOf<'aggregate'> = {
          node: 'aggregate',
          input,
          keys: KEYS.slice(0, width),
          calls,
          window,
          emit,
        };
        const nodes = filteredScanOf(input)!;
        const records = given.map(({ partition, values, timestamp }) => ({
          topic: 'input',
          partition,
          nextOffset: 0,
          records: values.map(text => ({
            offset: offsets[partition]!++,
            timestamp,
            key: Buffer.from('7.5'),
            value: text === null ? null : Buffer.from(text),
            headers: [],
          })),
        }));
        const byRows = (scope: Scope, next: Operator): Scan => {
          let first = aggregate(group, scope, next);
          if (projects) first = projection(project, scope, first);
          if (filters) first = filter({ predicate, changes: 'append', scope, next: first });
          first = eventTime({ column: at, time: nodes.timed.time, systemTimes: [4], scope, next: first });
          return scan(nodes.scan, scope, first);
        };
        const byPassing = (scope: Scope, next: Operator): Scan => {
          const quick = plainAggregate(group, scope, next);
          if (quick?.passing) passed++;
          return filteredScan(nodes, scope, quick ?? aggregate(group, scope, next));
        };
        assert.deepEqual(told(byPassing, records), told(byRows, records));
      },
    ),
    { numRuns: 500 },
  );
  assert.ok(passed > 250, String(passed));
});
