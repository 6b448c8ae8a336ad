/** Tumbling windows: bounds, grace, lateness, partitions, the two emissions. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Given } from './plans.ts';
import { column, field, outcome, plan, projected, query, scanNode, timed, windowed } from './plans.ts';

const row = (t: number, k: unknown = 'a', v: unknown = 1, partition = 0): Given => ({ json: { t, k, v }, partition });
/** Key, count and sum of each row. */
const short = (values: readonly (string | null)[]) =>
  values.map(value => {
    const { k, n, s, from } = JSON.parse(value!);
    return `${k} ${n} ${s} @${Date.parse(from)}`;
  });

test('a window gives one row per key when the watermark reaches its end', async () => {
  const { values, rows, counts } = await outcome(plan([windowed('FINAL')]), [row(1), row(9, 'b', 5), row(9), row(10)]);
  assert.deepEqual(short(values), ['a 2 2 @0', 'b 1 5 @0', 'a 1 1 @10']);
  assert.equal(
    rows[0]!.keyText,
    '{"k":"a","_window_start":"1970-01-01T00:00:00Z","_window_end":"1970-01-01T00:00:00.010Z"}',
  );
  assert.deepEqual(
    rows.map(({ timestamp }) => timestamp),
    [9, 9, 19],
  );
  assert.deepEqual(counts, { in: 4, out: 3, late: 0, failed: 0, watermark: null });
});

test('the last millisecond belongs to the window, its end to the next', async () => {
  const { values } = await outcome(plan([windowed('FINAL')]), [row(0), row(9), row(10)]);
  assert.deepEqual(short(values), ['a 2 2 @0', 'a 1 1 @10']);
});

test('windows before 1970 start at multiples of their size too', async () => {
  const { values } = await outcome(plan([windowed('FINAL')]), [row(-11), row(-10), row(-1), row(0)]);
  assert.deepEqual(short(values), ['a 1 1 @-20', 'a 2 2 @-10', 'a 1 1 @0']);
});

test('a row is late when its partition had reached end + grace, and not a millisecond before', async () => {
  const late = await outcome(plan([windowed('FINAL', { graceMs: 5 })]), [row(1), row(15), row(2)]);
  assert.equal(late.counts.late, 1);
  assert.deepEqual(short(late.values), ['a 1 1 @0', 'a 1 1 @10']);
  const inTime = await outcome(plan([windowed('FINAL', { graceMs: 5 })]), [row(1), row(14), row(2)]);
  assert.equal(inTime.counts.late, 0);
  assert.deepEqual(short(inTime.values), ['a 2 2 @0', 'a 1 1 @10']);
});

test('the bound of the source holds its watermark back', async () => {
  const { counts } = await outcome(plan([windowed('FINAL', { boundMs: 5 })]), [row(14), row(2), row(15), row(3)]);
  assert.equal(counts.late, 1);
});

test('lateness is judged by the own partition, and the slowest partition closes', async () => {
  const records = [row(1, 'a', 1, 0), row(25, 'a', 1, 0), row(3, 'a', 7, 1), row(4, 'a', 7, 1)];
  const { values, counts } = await outcome(plan([windowed('FINAL')]), records, { partitions: 2, batch: 1 });
  assert.equal(counts.late, 0);
  assert.deepEqual(short(values), ['a 3 15 @0', 'a 1 1 @20']);
});

test('a partition without rows holds windows back until the end', async () => {
  const options = { partitions: 2, closeWindows: false };
  const open = await outcome(plan([windowed('FINAL')]), [row(1), row(100)], options);
  assert.deepEqual(open.values, []);
  const one = await outcome(plan([windowed('FINAL')]), [row(1), row(100)], { ...options, partition: 0 });
  assert.deepEqual(short(one.values), ['a 1 1 @0']);
});

test('NULL is a group of its own, as is a missing key', async () => {
  const { values } = await outcome(plan([windowed('FINAL')]), [row(1, null), '{"t":2,"v":1}', row(3, 'null')]);
  assert.deepEqual(short(values), ['null 2 2 @0', 'null 1 1 @0']);
});

test('CHANGES gives the updated row for each input row', async () => {
  const { values } = await outcome(plan([windowed('CHANGES')]), [row(1), row(2, 'a', 4), row(12), row(3)]);
  assert.deepEqual(short(values), ['a 1 1 @0', 'a 2 5 @0', 'a 1 1 @10']);
});

test('a sum that overflows leaves the group as it was, the count included', async () => {
  const records = ['{"t":1,"k":1,"v":9223372036854775807}', '{"t":2,"k":1,"v":1}', '{"t":3,"k":1,"v":-7}'];
  const { values, problems, counts } = await outcome(plan([windowed('FINAL')]), records);
  assert.equal(problems[0]!.code, 'overflow');
  assert.equal(problems[0]!.place, 'input-0@1');
  assert.equal(counts.failed, 1);
  assert.match(values[0]!, /^\{"k":1,"n":2,"s":9223372036854775800,/);
});

test('an event time that is NULL or no time is a problem of that record alone', async () => {
  const { values, problems } = await outcome(plan([windowed('FINAL')]), ['{"k":"a"}', row(1)]);
  assert.equal(problems[0]!.code, 'time');
  assert.deepEqual(short(values), ['a 1 1 @0']);
});

test('windows over the windows of another query: nothing is late', async () => {
  const inner = { ...windowed('FINAL', { graceMs: 3 }), name: 'inner' };
  const outer = query(
    {
      node: 'aggregate',
      input: timed(
        { node: 'reference', query: 'inner', changes: 'append', columns: [field('k'), field('n'), field('s')] },
        undefined,
      ),
      keys: [{ name: 'k', expression: column(0) }],
      calls: [
        { name: 'COUNT', args: [], distinct: false, filter: null, type: { kind: 'BIGINT' } },
        { name: 'SUM', args: [column(2)], distinct: false, filter: null, type: { kind: 'ANY' } },
      ],
      window: { kind: 'tumbling', sizeMs: 20, graceMs: 0 },
      emit: 'FINAL',
    },
    ['k', 'n', 's', 'from', 'to'],
  );
  const { byQuery, counts } = await outcome(plan([inner, outer]), [row(1), row(11), row(22), row(43)], { batch: 1 });
  assert.equal(counts.late, 0);
  assert.deepEqual(short(byQuery.get('result')!.map(({ value }) => value)), ['a 2 2 @0', 'a 1 1 @20', 'a 1 1 @40']);
});

test('a query that reads another one takes over its lateness and not only its times', async () => {
  const inner = {
    ...query(
      projected(timed(scanNode([field('t', { kind: 'BIGINT' }), field('k'), field('v')]), 0, 5), {
        k: column(1),
        v: column(2),
      }),
      ['k', 'v'],
    ),
    name: 'inner',
  };
  const root = windowed('FINAL').root as Extract<ReturnType<typeof windowed>['root'], { node: 'aggregate' }>;
  const outer = query(
    {
      ...root,
      input: timed(
        { node: 'reference', query: 'inner', changes: 'append', columns: [field('k'), field('k'), field('v')] },
        undefined,
      ),
    },
    ['k', 'n', 's', 'from', 'to'],
  );
  const { byQuery, counts } = await outcome(plan([inner, outer]), [row(1), row(14), row(2), row(15), row(3)]);
  assert.equal(counts.late, 1);
  assert.deepEqual(short(byQuery.get('result')!.map(({ value }) => value)), ['a 2 2 @0', 'a 2 2 @10']);
});

test('a query that reads rows whose time was set by an _event_time item goes by that time', async () => {
  const read = scanNode([field('t', { kind: 'BIGINT' }), field('k'), field('v')]);
  const items = { _event_time: column(0), k: column(1), v: column(2) };
  const inner = {
    ...query(projected(timed(read, undefined, 5), items, { eventTime: 0 }), ['k', 'v']),
    name: 'inner',
  };
  const root = windowed('FINAL').root as Extract<ReturnType<typeof windowed>['root'], { node: 'aggregate' }>;
  const columns = [field('v'), field('k'), field('v')];
  const input = { node: 'reference' as const, query: 'inner', changes: 'append' as const, columns };
  const outer = query({ ...root, input }, ['k', 'n', 's', 'from', 'to']);
  const { byQuery, counts } = await outcome(plan([inner, outer]), [row(1), row(14), row(2), row(15), row(3)]);
  assert.equal(counts.late, 1);
  assert.deepEqual(short(byQuery.get('result')!.map(({ value }) => value)), ['a 2 2 @0', 'a 2 2 @10']);
});

const someRows = fc.array(
  fc.record({
    t: fc.integer({ min: -30, max: 60 }),
    k: fc.constantFrom('a', 'b', null, 1),
    v: fc.option(fc.integer({ min: -5, max: 5 })),
    partition: fc.integer({ min: 0, max: 1 }),
  }),
  { maxLength: 40 },
);
const settings = fc.record({ graceMs: fc.integer({ min: 0, max: 12 }), boundMs: fc.integer({ min: 0, max: 12 }) });
const asRecords = (rows: readonly { t: number; k: unknown; v: unknown; partition: number }[]) =>
  rows.map(({ t, k, v, partition }) => row(t, k, v, partition));

test('CHANGES folded by key is FINAL', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, settings, async (rows, times) => {
      const options = { partitions: 2 };
      const final = await outcome(plan([windowed('FINAL', times)]), asRecords(rows), options);
      const changes = await outcome(plan([windowed('CHANGES', times)]), asRecords(rows), options);
      const folded = new Map(changes.rows.map(({ keyText, value }) => [keyText, value]));
      assert.deepEqual([...folded].sort(), final.rows.map(({ keyText, value }) => [keyText, value]).sort());
      assert.equal(final.counts.late, changes.counts.late);
      assert.equal(new Set(final.rows.map(({ keyText }) => keyText)).size, final.rows.length);
    }),
    { numRuns: 150 },
  );
});

test('the size of batches changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, settings, fc.integer({ min: 1, max: 9 }), async (rows, times, batch) => {
      const whole = await outcome(plan([windowed('FINAL', times)]), asRecords(rows), { partitions: 2 });
      const pieces = await outcome(plan([windowed('FINAL', times)]), asRecords(rows), { partitions: 2, batch });
      assert.deepEqual(pieces.values, whole.values);
      assert.deepEqual(pieces.counts, whole.counts);
    }),
    { numRuns: 150 },
  );
});

test('every row is in one window or late: counts add up', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, settings, async (rows, times) => {
      const { values, counts } = await outcome(plan([windowed('FINAL', times)]), asRecords(rows), { partitions: 2 });
      const counted = values.reduce((sum, value) => sum + Number(JSON.parse(value!).n), 0);
      assert.equal(counted + counts.late, rows.length);
    }),
    { numRuns: 100 },
  );
});
