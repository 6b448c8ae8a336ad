/** Aggregates over many rows, beside what a few lines of arithmetic say. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { functionTable } from '../../../src/language/functions/table.ts';
import { BIGINT, DOUBLE, STRING } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { aggregate, aggregateOf } from './example.ts';

const entryOf = (name: string) => {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'aggregate', name);
  return entry;
};

const numberOf = (name: string, args: readonly string[], rows: readonly number[]): number =>
  aggregateOf(entryOf(name), args, rows, DOUBLE).value as number;

/** A pair of columns y and x. */
const overPairs = (name: string, pairs: readonly (readonly [number, number])[]): Value =>
  aggregate(entryOf(name), ['y', 'x'], {
    columns: ['y', 'x'],
    rows: pairs.map(pair => pair.map(value => ({ type: DOUBLE, value }))),
  }).value;

const near = (actual: number, expected: number, tolerance: number): boolean =>
  Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));

test('APPROX_COUNT_DISTINCT is within 3.5 % (two standard errors), and repetitions change nothing', () => {
  for (const different of [1, 10, 1000, 20_000, 200_000]) {
    const rows = Array.from({ length: different }, (_, i) => `user-${i}`);
    const once = aggregateOf(entryOf('APPROX_COUNT_DISTINCT'), ['x'], rows, STRING).value as number;
    assert.ok(near(once, different, 0.035), `${once} of ${different}`);
    const twice = aggregateOf(entryOf('APPROX_COUNT_DISTINCT'), ['x'], [...rows, ...rows], STRING).value;
    assert.equal(twice, once);
  }
});

test('percentiles agree with sorting, the approximate one within 1 %', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 0, max: 100 }),
      (rows, percent) => {
        const share = percent / 100;
        const sorted = rows.toSorted((a, b) => a - b);
        const disc = sorted[Math.max(0, Math.ceil(share * rows.length) - 1)]!;
        assert.equal(numberOf('PERCENTILE_DISC', ['x', `${share.toFixed(2)}`], rows), disc);
        const place = share * (rows.length - 1);
        const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
        const cont = numberOf('PERCENTILE_CONT', ['x', `${share.toFixed(2)}`], rows);
        assert.ok(near(cont, low + (high - low) * (place % 1), 1e-9), `${cont}`);
        const approximate = numberOf('APPROX_PERCENTILE', ['x', `${share.toFixed(2)}`], rows);
        assert.ok(approximate >= low * 0.99 && approximate <= high * 1.01, `${approximate} beside ${low} to ${high}`);
      },
    ),
    { numRuns: 300 },
  );
});

test('lines of least squares', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 })), {
        minLength: 2,
        maxLength: 50,
      }),
      pairs => {
        const n = pairs.length;
        const mean = (of: (pair: readonly [number, number]) => number) => pairs.reduce((sum, p) => sum + of(p), 0) / n;
        const [my, mx] = [mean(([y]) => y), mean(([, x]) => x)];
        const xx = mean(([, x]) => (x - mx) ** 2);
        const yy = mean(([y]) => (y - my) ** 2);
        const xy = mean(([y, x]) => (y - my) * (x - mx));
        assert.ok(near(overPairs('COVAR_POP', pairs) as number, xy, 1e-9));
        assert.ok(near(overPairs('COVAR_SAMP', pairs) as number, (xy * n) / (n - 1), 1e-9));
        const slope = overPairs('REGR_SLOPE', pairs);
        if (pairs.every(([, x]) => x === pairs[0]![1])) return assert.equal(slope, null);
        assert.ok(near(slope as number, xy / xx, 1e-9));
        assert.ok(near(overPairs('REGR_INTERCEPT', pairs) as number, my - (xy / xx) * mx, 1e-9));
        if (pairs.every(([y]) => y === pairs[0]![0])) return assert.equal(overPairs('REGR_R2', pairs), 1);
        assert.ok(near(overPairs('CORR', pairs) as number, xy / Math.sqrt(xx * yy), 1e-9));
        assert.ok(near(overPairs('REGR_R2', pairs) as number, xy ** 2 / (xx * yy), 1e-9));
      },
    ),
  );
});

test('TOPK is the head of the sorted list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 20 }), (rows, count) => {
      const top = aggregateOf(entryOf('TOPK'), ['x', String(count)], rows, BIGINT).value;
      assert.deepEqual(top, rows.toSorted((a, b) => b - a).slice(0, count));
    }),
  );
});

test('MIN_BY takes the first row in time of several least ones, however they arrive', () => {
  const entry = entryOf('MIN_BY');
  const call = { now: () => 0, random: () => 0, uuid: () => '', returns: STRING };
  const rows = [
    { value: 'late', time: 20 },
    { value: 'early', time: 10 },
    { value: 'middle', time: 15 },
  ];
  for (const list of [rows, rows.toReversed()]) {
    let state = entry.init(call);
    for (const { value, time } of list)
      state = entry.add(state as never, [value, 1], { time, topic: 't', partition: 0, offset: 0 }, call);
    assert.equal(entry.result(state as never, call), 'early');
  }
});
