/** The filtered scan gives what scan, event-time and filter give one after another: rows, problems, watermarks. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { eventTime } from '../../../runtime/operators/event-time.ts';
import { filter } from '../../../runtime/operators/filter.ts';
import { filteredScan, filteredScanOf } from '../../../runtime/operators/filtered-scan.ts';
import { project as projection } from '../../../runtime/operators/project.ts';
import type { Operator, Scope } from '../../../runtime/operators/row.ts';
import type { Scan } from '../../../runtime/operators/scan.ts';
import { scan } from '../../../runtime/operators/scan.ts';
import type { PlanColumn, PlanNode, TypedExpression } from '../../../src/compiler/plan/plan.ts';
import { ANY, BIGINT, decimal, STRING, TIMESTAMP } from '../../../src/language/types/sql-type.ts';
import { column, compare, field, fixedClock, literal, node, scanNode, timed } from './plans.ts';

const MONEY = decimal(10, 2);
const columns: readonly PlanColumn[] = [
  field('a', BIGINT, { required: true }),
  field('at', TIMESTAMP),
  { name: '_event_time', type: TIMESTAMP, origin: { kind: 'system' } },
  field('b', STRING),
  field('c', ANY),
  field('money', MONEY, { keyFallback: true }),
  field('more', decimal(18, 4)),
];
const divided = node({
  op: 'arithmetic',
  operator: '/',
  left: literal('10'),
  right: column(0, BIGINT),
  type: BIGINT,
});
const predicates: readonly TypedExpression[] = [
  compare(column(0, BIGINT), '>', literal('1')),
  compare(column(3, STRING), '=', literal('x', STRING)),
  compare(divided, '<', literal('4')),
  compare(column(2, TIMESTAMP), '>', literal('1970-01-01T00:00:00.020Z', TIMESTAMP)),
  compare(column(4), '=', literal('1')),
  compare(column(5, MONEY), '>', literal('1.5', decimal(2, 1))),
  compare(
    node({ op: 'arithmetic', operator: '*', left: column(5, MONEY), right: column(0, BIGINT), type: decimal(38, 2) }),
    '<',
    column(6, decimal(18, 4)),
  ),
];
const items: readonly TypedExpression[] = [column(4), divided, column(2, TIMESTAMP)];

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom('x', 'y', '2', null, true, [1], 'é"\n') },
);
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }).map(cents => cents / 100) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('1.5', '12345678901234.5678', '99999999.99', '1e0', null, 'much', 100000000),
  },
);
const record = fc
  .record(
    {
      a: value,
      at: fc.oneof(
        { weight: 8, arbitrary: fc.nat(50).map(ms => new Date(ms).toISOString()) },
        { weight: 1, arbitrary: fc.constantFrom(null, 'soon', 7) },
      ),
      b: value,
      c: value,
      money: amount,
      more: amount,
    },
    { requiredKeys: ['a', 'at'] },
  )
  .map(given => JSON.stringify(given));
const bytes = fc.oneof(
  { weight: 15, arbitrary: record },
  { weight: 1, arbitrary: fc.constantFrom(null, '{', '{"A":2,"at":"1970-01-01"}', '[]', 'x') },
);
const batches = fc.array(
  fc.record({
    partition: fc.nat(1),
    records: fc.array(fc.record({ value: bytes, timestamp: fc.nat(50) }), { maxLength: 6 }),
  }),
  { maxLength: 6 },
);

/** What comes out, in order; problems apart, since one path tells them record by record and the other step by step. */
function told(of: (scope: Scope, next: Operator) => Scan, keepsRecords: boolean, given: ReturnType<typeof feed>) {
  const out: unknown[] = [];
  const problems: string[] = [];
  const scope: Scope = {
    clock: fixedClock,
    bounded: false,
    partitions: [0, 1].map(partition => ({ topic: 'input', partition })),
    keepsRecords,
    problem: ({ partition, offset, record }, { code, message }) =>
      problems.push(`${partition}@${offset} ${keepsRecords && record !== undefined} ${code} ${message}`),
    late: () => assert.fail('nothing is late here'),
    putAside: () => assert.fail('nothing is put aside here'),
    whenQuiet: () => {},
    whenTime: () => {},
  };
  const source = of(scope, {
    rows: batch => out.push(...batch),
    watermark: ms => out.push(ms),
    end: () => out.push('end'),
  });
  for (const batch of given) source.records(batch);
  source.watermark(Infinity);
  source.end();
  return { out, problems: problems.sort() };
}

function feed(
  given: readonly { partition: number; records: readonly { value: string | null; timestamp: number }[] }[],
) {
  const offsets = [0, 0];
  return given.map(({ partition, records }) => ({
    topic: 'input',
    partition,
    nextOffset: 0,
    records: records.map(({ value: text, timestamp }) => ({
      offset: offsets[partition]!++,
      timestamp,
      key: Buffer.from('k'),
      value: text === null ? null : Buffer.from(text),
      headers: [],
    })),
  }));
}

test('random records, predicates and times', () => {
  fc.assert(
    fc.property(
      batches,
      fc.subarray([...predicates], { maxLength: 2 }),
      fc.constantFrom(undefined, 1),
      fc.nat(20),
      fc.boolean(),
      fc.option(fc.constantFrom([0], [1], [2, 0])),
      (given, asked, at, boundMs, keepsRecords, taken) => {
        const timedNode = timed(scanNode(columns), at, boundMs);
        const root = asked.reduce<PlanNode>((input, predicate) => ({ node: 'filter', input, predicate }), timedNode);
        const project: Extract<PlanNode, { node: 'project' }> = {
          node: 'project',
          input: root,
          items: (taken ?? []).map(i => ({ name: `i${i}`, expression: items[i]!, spread: false })),
          eventTime: undefined,
          key: [],
        };
        const nodes = filteredScanOf(taken ? project : root)!;
        const records = feed(given);
        const oneByOne = (scope: Scope, next: Operator): Scan => {
          let first = taken ? projection(project, scope, next) : next;
          for (const predicate of asked.toReversed())
            first = filter({ predicate, changes: 'append', scope, next: first });
          first = eventTime({ column: at, time: nodes.timed.time, systemTimes: [2], scope, next: first });
          return scan(nodes.scan, scope, first);
        };
        assert.deepEqual(
          told((scope, next) => filteredScan(nodes, scope, next), keepsRecords, records),
          told(oneByOne, keepsRecords, records),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

test('only streams with a time are read so', () => {
  const stream = timed(scanNode(columns), undefined);
  assert.deepEqual(filteredScanOf({ node: 'filter', input: stream, predicate: predicates[0]! })?.predicates, [
    predicates[0],
  ]);
  assert.equal(filteredScanOf(timed(scanNode(columns, 'table'), undefined)), undefined);
  const project: PlanNode = { node: 'project', input: stream, items: [], eventTime: undefined, key: [] };
  assert.deepEqual(filteredScanOf(project)?.items, []);
  assert.equal(filteredScanOf({ ...project, key: [0] }), undefined);
  assert.equal(filteredScanOf({ ...project, eventTime: 0 }), undefined);
  assert.equal(filteredScanOf({ ...project, input: project }), undefined);
  assert.equal(filteredScanOf(scanNode(columns)), undefined);
  assert.equal(filteredScanOf({ node: 'pairs', input: stream }), undefined);
});
