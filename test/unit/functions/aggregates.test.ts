/** Aggregates: exactness, types, orders of arrival, overflow. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { AggregateEntry, CallContext, RowOrder } from '../../../src/language/functions/define.ts';
import { functions, functionTable, resolveCall } from '../../../src/language/functions/table.ts';
import { equalValues } from '../../../src/language/types/compare.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { readJson } from '../../../src/language/types/json.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { ANY, BIGINT, DOUBLE, decimal, NULL_TYPE, STRING, typeText } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { aggregateOf } from './example.ts';

const entryOf = (name: string): AggregateEntry => {
  const entry = functionTable.get(name);
  assert.ok(entry?.kind === 'aggregate', name);
  return entry;
};
const over = (name: string, rows: readonly Value[], type: SqlType): Value =>
  aggregateOf(entryOf(name), ['x'], rows, type).value;
const d = (text: string) => Decimal.parse(text)!;

test('SUM is exact', () => {
  assert.equal(String(over('SUM', [d('0.10'), d('0.20'), d('0.30')], decimal(10, 2))), '0.6');
  assert.equal(over('SUM', [9007199254740991, 9007199254740991], BIGINT), 18014398509481982n);
  assert.equal(over('SUM', [9223372036854775807n, -1, null], BIGINT), 9223372036854775806n);
  fc.assert(
    fc.property(fc.array(fc.bigInt(-(10n ** 20n), 10n ** 20n)), rows => {
      const sum = over(
        'SUM',
        rows.map(n => Decimal.of(n, 4)),
        decimal(24, 4),
      );
      const expected =
        rows.length === 0
          ? null
          : String(
              Decimal.of(
                rows.reduce((a, b) => a + b, 0n),
                4,
              ),
            );
      assert.equal(sum === null ? null : String(sum), expected);
    }),
  );
});

test('a row that would overflow SUM is refused and changes nothing', () => {
  const entry = entryOf('SUM');
  for (const [type, big, small] of [
    [BIGINT, 9223372036854775807n, -1],
    [ANY, 9223372036854775807n, -1],
    [decimal(38, 0), d('99999999999999999999999999999999999999'), d('-1')],
  ] as const) {
    const resolved = resolveCall(entry, [{ type }]);
    assert.ok(resolved.ok);
    const call: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: resolved.returns };
    const order: RowOrder = { time: 0, topic: 't', partition: 0, offset: 0 };
    let state = entry.add(entry.init(call) as never, [big], order, call);
    const before = structuredClone(state);
    const one = typeof big === 'bigint' ? 1 : d('1');
    assert.throws(
      () => entry.add(state as never, [one], order, call),
      error => error instanceof RecordError && error.code === 'overflow',
      typeText(type),
    );
    assert.deepEqual(state, before);
    state = entry.add(state as never, [small], order, call);
    state = entry.add(state as never, [one], order, call);
    assert.ok(equalValues(entry.result(state as never, call), big));
  }
});

test('a schema-less SUM takes the widest type it met', () => {
  assert.equal(over('SUM', [1, 2], ANY), 3);
  assert.equal(String(over('SUM', [1, d('0.5')], ANY)), '1.5');
  assert.equal(String(over('SUM', ['0.10', '0.20'], ANY)), '0.3');
  assert.equal(over('SUM', [1, d('0.5'), 0.25], ANY), 1.75);
  assert.throws(() => over('SUM', [1, 'x'], ANY), RecordError);
  assert.throws(() => over('SUM', [true], ANY), RecordError);
});

test('AVG', () => {
  assert.equal(over('AVG', [1, 2], BIGINT), 1.5);
  assert.equal(over('AVG', [9223372036854775807n, 9223372036854775807n], BIGINT), 2 ** 63);
  assert.equal(over('AVG', [1, 2], ANY), 1.5);
  assert.equal(String(over('AVG', [d('0.01'), d('0.02'), d('0.02')], decimal(10, 2))), '0.016667');
  assert.equal(String(over('AVG', [d('-0.01'), d('-0.02'), d('-0.02')], decimal(10, 2))), '-0.016667');
  assert.equal(String(over('AVG', [d('0.00000001'), d('0.00000002')], decimal(10, 8))), '0.00000002');
  assert.equal(String(over('AVG', [d('1.50'), 1, '2'], ANY)), '1.5');
  // 6 digits, or as many as the longest had without zeros at its end.
  assert.equal(String(over('AVG', [d('1'), d('1'), d('2')], ANY)), '1.333333');
  assert.equal(String(over('AVG', [d('1.000000000'), d('1'), d('2')], ANY)), '1.333333');
  assert.equal(String(over('AVG', [d('1.00000003'), d('1'), d('2')], ANY)), '1.33333334');
  assert.equal(over('AVG', [d('1.5'), 2.25], ANY), 1.875);
});

test('types of results', () => {
  const type = (name: string, argument: SqlType) => {
    const resolved = resolveCall(entryOf(name), [{ type: argument }]);
    assert.ok(resolved.ok);
    return typeText(resolved.returns);
  };
  assert.equal(type('SUM', BIGINT), 'BIGINT');
  assert.equal(type('SUM', DOUBLE), 'DOUBLE');
  assert.equal(type('SUM', decimal(18, 4)), 'DECIMAL(38, 4)');
  assert.equal(type('SUM', ANY), 'ANY');
  assert.equal(type('AVG', BIGINT), 'DOUBLE');
  assert.equal(type('AVG', decimal(18, 4)), 'DECIMAL(38, 6)');
  assert.equal(type('AVG', decimal(18, 8)), 'DECIMAL(38, 8)');
  assert.equal(type('AVG', ANY), 'ANY');
  assert.equal(type('MIN', STRING), 'STRING');
  assert.equal(type('COUNT', STRING), 'BIGINT');
  assert.equal(type('STDDEV', decimal(18, 4)), 'DOUBLE');
  assert.equal(type('SUM', NULL_TYPE), 'BIGINT');
});

/** What a call needs beside its first argument. */
const CONSTANTS: Readonly<Record<string, string>> = { BIGINT: '1', DOUBLE: '0.5', STRING: "','" };

test('of no rows counts are 0 and everything else NULL; NULLs count as no rows where they are skipped', () => {
  for (const entry of functions) {
    if (entry.kind !== 'aggregate') continue;
    const needed = entry.signatures.at(-1)!.parameters.filter(({ optional }) => !optional);
    const args = needed.map(({ type }, i) => (i === 0 ? 'x' : (CONSTANTS[type] ?? 'x')));
    const nothing = /COUNT/.test(entry.name) ? 0 : null;
    assert.equal(aggregateOf(entry, args, [], ANY).value, nothing, entry.name);
    if (entry.skipsNulls) assert.equal(aggregateOf(entry, args, [null, null], ANY).value, nothing, entry.name);
  }
});

test('the order of arrival changes no result', () => {
  const order = fc.record({
    time: fc.integer({ min: 0, max: 3 }),
    topic: fc.constantFrom('a', 'b'),
    partition: fc.nat(1),
    offset: fc.nat(1000),
  });
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.integer(),
    fc.tuple(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.nat(6)).map(([n, scale]) => Decimal.of(n, scale)),
  );
  const names = [
    ...['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'COUNT_DISTINCT', 'FIRST_VALUE', 'LAST_VALUE', 'STRING_AGG'],
    ...['ARRAY_AGG', 'MEDIAN', 'APPROX_COUNT_DISTINCT'],
  ];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(order, value), {
        minLength: 1,
        maxLength: 8,
        selector: ([{ time, topic, partition, offset }]) => `${time} ${topic} ${partition} ${offset}`,
      }),
      fc.constantFrom(...names),
      fc.infiniteStream(fc.nat()),
      (rows, name, numbers) => {
        const entry = entryOf(name);
        const resolved = resolveCall(entry, [{ type: ANY }]);
        assert.ok(resolved.ok);
        const call: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: resolved.returns };
        const run = (list: typeof rows) =>
          entry.result(
            list.reduce((state, [at, x]) => entry.add(state as never, [x], at, call), entry.init(call)) as never,
            call,
          );
        const keyed = rows.map(row => ({ row, key: numbers.next().value }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ row }) => row);
        assert.ok(equalValues(run(rows), run(shuffled)));
      },
    ),
    { numRuns: 1000 },
  );
});

test('sums of doubles hardly depend on the order, and lose nothing to a great one between', () => {
  assert.equal(over('SUM', [1, 1e100, 1, -1e100], DOUBLE), 2);
  assert.equal(over('SUM', Array(10).fill(0.1), DOUBLE), 1);
  assert.throws(() => over('SUM', [1.7e308, 1.7e308], DOUBLE), RecordError);
});

test('FIRST and LAST go by time and place', () => {
  const entry = entryOf('FIRST');
  assert.equal(entry.name, 'FIRST_VALUE');
  const call: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: ANY };
  const at = (time: number, partition: number, offset: number): RowOrder => ({ time, topic: 't', partition, offset });
  const rows: [RowOrder, string][] = [
    [at(5, 0, 1), 'later'],
    [at(2, 1, 7), 'other partition'],
    [at(2, 0, 9), 'first'],
  ];
  const state = rows.reduce((s, [order, value]) => entry.add(s as never, [value], order, call), entry.init(call));
  assert.equal(entry.result(state as never, call), 'first');
});

test('state is plain data', () => {
  for (const entry of functions) {
    if (entry.kind !== 'aggregate') continue;
    const call: CallContext = { now: () => 0, random: () => 0, uuid: () => '', returns: ANY };
    const order = { time: 0, topic: 't', partition: 0, offset: 0 };
    const values = entry.name.startsWith('BOOL') ? [true, false] : [1, readJson('2')];
    const others = entry.name.startsWith('STRING') ? [','] : [1, 1];
    let state = entry.init(call);
    for (const value of values) {
      state = structuredClone(entry.add(state as never, [value, ...others], order, call));
      assert.notEqual(entry.result(state as never, call), undefined, entry.name);
    }
  }
});
