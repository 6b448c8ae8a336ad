/** The plain GROUP BY gives what the general one gives: rows, times, places, problems and how many were late. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { aggregate } from '../../../runtime/operators/aggregate.ts';
import { plainAggregate } from '../../../runtime/operators/plain-aggregate.ts';
import type { Operator, Row, Scope } from '../../../runtime/operators/row.ts';
import type { AggregateCall, BoundWindow, PlanNode } from '../../../src/compiler/plan/plan.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { ANY, BIGINT, DOUBLE, decimal, STRING } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { column, compare, field, fixedClock, literal, scanNode, timed } from './plans.ts';

const NUMERIC = decimal(10, 2);
/** Key, BIGINT, DECIMAL, DOUBLE, anything. */
const input = timed(
  scanNode([field('k', STRING), field('i', BIGINT), field('d', NUMERIC), field('f', DOUBLE), field('x')]),
  undefined,
);
const call = (
  name: string,
  args: AggregateCall['args'],
  type: AggregateCall['type'],
  more: Partial<AggregateCall> = {},
) => ({
  name,
  args,
  distinct: false,
  filter: null,
  type,
  ...more,
});
const calls: readonly AggregateCall[] = [
  call('COUNT', [], BIGINT),
  call('COUNT', [column(1, BIGINT)], BIGINT),
  call('SUM', [column(1, BIGINT)], BIGINT),
  call('SUM', [column(2, NUMERIC)], decimal(38, 2)),
  call('SUM', [column(3, DOUBLE)], DOUBLE),
  call('SUM', [column(1, BIGINT)], BIGINT, { filter: compare(column(3, DOUBLE), '>', literal('0', BIGINT)) }),
  call('SUM', [column(4)], ANY),
  call('AVG', [column(2, NUMERIC)], decimal(38, 6)),
  call('MIN', [column(4)], ANY),
  call('MAX', [column(2, NUMERIC)], NUMERIC),
  call('FIRST_VALUE', [column(1, BIGINT)], BIGINT),
  call('STRING_AGG', [column(0, STRING)], STRING),
];
const windows: readonly (BoundWindow | undefined)[] = [
  undefined,
  { kind: 'tumbling', sizeMs: 5, graceMs: 0 } as BoundWindow,
  { kind: 'tumbling', sizeMs: 4, graceMs: 3, offsetMs: 1 } as BoundWindow,
  { kind: 'sliding', sizeMs: 6, advanceMs: 2, graceMs: 1 } as BoundWindow,
  { kind: 'sliding', sizeMs: 2, advanceMs: 5, graceMs: 0 } as BoundWindow,
  { kind: 'cumulate', sizeMs: 6, stepMs: 2, graceMs: 0 } as BoundWindow,
];
const near = 2n ** 62n;
const values: fc.Arbitrary<Value[]> = fc.tuple(
  fc.constantFrom('a', 'b', null),
  fc.constantFrom<Value>(1, -2, 0, null, Number.MAX_SAFE_INTEGER, near, -near),
  fc.constantFrom<Value>(
    null,
    Decimal.of(150, 2),
    Decimal.of(-5, 2),
    Decimal.of(3, 0),
    Decimal.of(10n ** 37n * 5n, 2),
    Decimal.of(Number.MAX_SAFE_INTEGER, 2),
  ),
  fc.constantFrom<Value>(0.1, -1, 1e308, null),
  fc.constantFrom<Value>(1, '2', 'x', null, Decimal.of(1, 1), 0.5),
);
const steps = fc.array(
  fc.record({
    rows: fc.array(
      fc.record({ values, time: fc.nat(30), ahead: fc.nat(12), partition: fc.nat(1), offset: fc.nat(9) }),
      { maxLength: 6 },
    ),
    /** How far the watermark rises. */
    by: fc.nat(6),
  }),
  { maxLength: 8 },
);

type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

function told(of: (scope: Scope, next: Operator) => Operator, bounded: boolean, given: Steps) {
  const out: unknown[] = [];
  const problems: string[] = [];
  let late = 0;
  const scope: Scope = {
    clock: fixedClock,
    bounded,
    partitions: [],
    keepsRecords: false,
    problem: ({ topic, partition, offset }, { code, message }) =>
      problems.push(`${topic}-${partition}@${offset} ${code} ${message}`),
    late: rows => {
      late += rows;
    },
    putAside: () => assert.fail('nothing is put aside here'),
    whenTime: () => {},
    whenQuiet: () => {},
  };
  const operator = of(scope, {
    rows: batch =>
      out.push(...batch.map(({ values: all, key, ...row }) => ({ ...row, key: shown(key), values: all.map(shown) }))),
    watermark: ms => out.push(ms),
    end: () => out.push('end'),
  });
  let watermark = 0;
  for (const { rows, by } of given) {
    operator.rows(
      rows.map(
        ({ values: all, time, ahead, partition, offset }): Row => ({
          values: all,
          time,
          // Its partition had reached no less than all of them.
          late: watermark + (time % 2 === 0 ? 0 : ahead),
          topic: 't',
          partition,
          offset,
          key: null,
          headers: offset % 2 === 0 ? [] : [['h', null]],
          deleted: false,
        }),
      ),
    );
    watermark += by;
    operator.watermark(watermark);
  }
  if (bounded || watermark % 2 === 0) operator.watermark(Infinity);
  operator.end();
  return { out, problems, late };
}

/** Decimals by their value: how many zeros end one is not said by anybody. */
function shown(value: Value): unknown {
  if (value instanceof Decimal) return `decimal ${value}`;
  return value instanceof Map ? [...value].map(([name, member]) => [name, shown(member as Value)]) : value;
}

test('random rows, windows and aggregates', () => {
  fc.assert(
    fc.property(
      steps,
      fc.constantFrom(...windows),
      fc.subarray([...calls]),
      fc.nat(2),
      fc.constantFrom('FINAL' as const, 'CHANGES' as const),
      fc.boolean(),
      (given, window, some, width, emit, bounded) => {
        const node: Extract<PlanNode, { node: 'aggregate' }> = {
          node: 'aggregate',
          input,
          keys: [
            { name: 'k', expression: column(0, STRING) },
            { name: 'f', expression: column(3, DOUBLE) },
          ].slice(0, width),
          calls: some,
          window,
          emit,
        };
        let plain = true;
        const quick = told(
          (scope, next) => {
            const operator = plainAggregate(node, scope, next);
            plain = operator !== undefined;
            return operator ?? aggregate(node, scope, next);
          },
          bounded,
          given,
        );
        fc.pre(plain);
        assert.deepEqual(
          quick,
          told((scope, next) => aggregate(node, scope, next), bounded, given),
        );
      },
    ),
    { numRuns: 1500 },
  );
});

test('what takes rows back, keeps rows or waits is not plain', () => {
  const scope: Scope = {
    clock: fixedClock,
    bounded: false,
    partitions: [],
    keepsRecords: false,
    problem: () => {},
    late: () => {},
    putAside: () => {},
    whenTime: () => {},
    whenQuiet: () => {},
  };
  const next: Operator = { rows: () => {}, watermark: () => {}, end: () => {} };
  const node: Extract<PlanNode, { node: 'aggregate' }> = {
    node: 'aggregate',
    input,
    keys: [],
    calls: calls.slice(0, 3),
    window: undefined,
    emit: 'CHANGES',
  };
  assert.ok(plainAggregate(node, scope, next));
  assert.equal(plainAggregate({ ...node, everyMs: 5 }, scope, next), undefined);
  assert.equal(plainAggregate({ ...node, input: { node: 'pairs', input } }, scope, next), undefined);
  assert.equal(plainAggregate(node, { ...scope, keepsRecords: true }, next), undefined);
  assert.equal(plainAggregate({ ...node, calls: [{ ...calls[1]!, distinct: true }] }, scope, next), undefined);
  const ofAny = [call('SUM', [column(4)], ANY), call('AVG', [column(4)], ANY)];
  assert.equal(plainAggregate({ ...node, calls: ofAny }, scope, next), undefined);
});
