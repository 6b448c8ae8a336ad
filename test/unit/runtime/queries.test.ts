/** Whole runs without windows: filter, project, groups, order, limit, references, ends. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { UnknownTopicError } from '../../../runtime/jobs/job.ts';
import type { PlanNode } from '../../../src/compiler/plan/plan.ts';
import { BIGINT, decimal, STRING } from '../../../src/language/types/sql-type.ts';
import {
  column,
  compare,
  field,
  literal,
  node,
  outcome,
  plan,
  projected,
  query,
  scanNode,
  text,
  timed,
} from './plans.ts';

const grouped = (emit: 'FINAL' | 'CHANGES', keys: number): PlanNode => ({
  node: 'aggregate',
  input: scanNode([field('k', STRING), field('v', BIGINT)]),
  keys: [{ name: 'k', expression: column(0) }].slice(0, keys),
  calls: [{ name: 'COUNT', args: [], distinct: false, filter: null, type: BIGINT }],
  window: undefined,
  emit,
});

test('filter and project: integers past 2^53 and decimals stay exact', async () => {
  const root = projected(
    {
      node: 'filter',
      input: scanNode([field('id', BIGINT), field('price', decimal(18, 4))]),
      predicate: compare(column(1, decimal(18, 4)), '>', literal('0.1', decimal(2, 1))),
    },
    {
      id: column(0, BIGINT),
      next: node({
        op: 'arithmetic',
        operator: '+',
        left: column(0, BIGINT),
        right: literal('1'),
        type: BIGINT,
      }),
      price: node({
        op: 'arithmetic',
        operator: '*',
        left: column(1, decimal(18, 4)),
        right: literal('3', BIGINT),
        type: decimal(38, 4),
      }),
    },
  );
  const { values, rows } = await outcome(plan([query(root, ['id', 'next', 'price'])]), [
    { key: 'k', value: '{"id":9007199254740993,"price":0.10005}', timestamp: 7 },
    '{"id":1,"price":0.1}',
    '{"id":2}',
  ]);
  assert.deepEqual(values, ['{"id":9007199254740993,"next":9007199254740994,"price":0.3003}']);
  assert.equal(rows[0]!.keyText, '"k"');
  assert.equal(rows[0]!.timestamp, 7);
});

test('a bad record is named and the others go on', async () => {
  const divided = node({
    op: 'arithmetic',
    operator: '/',
    left: literal('6'),
    right: column(0, BIGINT),
    type: { kind: 'DOUBLE' },
  });
  const root = projected(scanNode([field('v', BIGINT)]), { q: divided });
  const { values, problems, counts } = await outcome(plan([query(root, ['q'])]), [
    '{"v":3}',
    '{"v":0}',
    '{"v":"x"}',
    '{"v":1,',
    '[1]',
    '{"v":5.7}',
    '{"v":2}',
  ]);
  assert.deepEqual(values, ['{"q":2}', '{"q":3}']);
  assert.deepEqual(
    problems.map(({ place, code }) => `${place} ${code}`),
    ['input-0@2 decode', 'input-0@3 decode', 'input-0@4 decode', 'input-0@5 decode', 'input-0@1 division_by_zero'],
  );
  assert.match(problems[1]!.message, /character 8/);
  assert.deepEqual(counts, { in: 7, out: 2, late: 0, failed: 5, watermark: null });
});

test('GROUP BY at the end of a bounded input, and per row with CHANGES', async () => {
  const records = ['{"k":"a"}', '{"k":"b"}', '{"k":"a"}', '{}'];
  const final = await outcome(plan([query(grouped('FINAL', 1), ['k', 'n'])]), records);
  assert.deepEqual(final.values, ['{"k":"a","n":2}', '{"k":"b","n":1}', '{"k":null,"n":1}']);
  assert.deepEqual(
    final.rows.map(({ keyText }) => keyText),
    ['"a"', '"b"', 'null'],
  );
  const changes = await outcome(plan([query(grouped('CHANGES', 1), ['k', 'n'])], false), records);
  assert.deepEqual(changes.values, ['{"k":"a","n":1}', '{"k":"b","n":1}', '{"k":"a","n":2}', '{"k":null,"n":1}']);
});

test('the aggregate of nothing is one row in a bounded run', async () => {
  const { rows } = await outcome(plan([query(grouped('FINAL', 0), ['n'])]), []);
  assert.deepEqual(
    rows.map(({ value, keyText }) => [value, keyText]),
    [['{"n":0}', 'null']],
  );
  const keyed = await outcome(plan([query(grouped('FINAL', 1), ['k', 'n'])]), []);
  assert.deepEqual(keyed.values, []);
});

test('a group that no longer passes is a deletion; a stream leaves it out', async () => {
  const root: PlanNode = projected(
    {
      node: 'filter',
      input: grouped('CHANGES', 1),
      predicate: compare(column(1, BIGINT), '<', literal('2')),
    },
    { k: column(0), n: column(1) },
  );
  const records = ['{"k":"a"}', '{"k":"a"}', '{"k":"a"}'];
  const table = await outcome(plan([query(root, ['k', 'n'])], false), records);
  assert.deepEqual(table.values, ['{"k":"a","n":1}', null]);
  assert.deepEqual(
    table.rows.map(({ keyText }) => keyText),
    ['"a"', '"a"'],
  );
  const stream = await outcome(plan([query(root, ['k', 'n'], {}, 'stream')], false), records);
  assert.deepEqual(stream.values, ['{"k":"a","n":1}']);
});

test('a table: upserts, deletions, and the key where the value lacks it', async () => {
  const input = scanNode([field('id', BIGINT, { keyFallback: true }), field('v')], 'table');
  const root = projected(input, { id: column(0), v: column(1) }, { key: [0] });
  const { rows } = await outcome(plan([query(root, ['id', 'v'])]), [
    { key: '7', value: '{"v":1}' },
    { key: '7', value: null },
  ]);
  assert.deepEqual(
    rows.map(({ keyText, value }) => [keyText, value]),
    [
      ['7', '{"id":7,"v":1}'],
      ['7', null],
    ],
  );
});

test('a record without a value is no row of a stream', async () => {
  const { problems } = await outcome(plan([query(projected(scanNode([]), {}), [])]), [{ key: 'a', value: null }]);
  assert.equal(problems[0]!.code, 'decode');
});

test('ORDER BY puts NULLs last in both directions, LIMIT takes the first', async () => {
  const sorted = (descending: boolean, count: number): PlanNode => ({
    node: 'limit',
    count,
    input: {
      node: 'sort',
      at: 'end',
      by: [{ expression: column(0), descending }],
      input: projected(scanNode([field('v', BIGINT)]), { v: column(0) }),
    },
  });
  const records = ['{"v":2}', '{}', '{"v":3}', '{"v":1}'];
  const up = await outcome(plan([query(sorted(false, 9), ['v'])]), records);
  assert.deepEqual(up.values, ['{"v":1}', '{"v":2}', '{"v":3}', '{"v":null}']);
  const down = await outcome(plan([query(sorted(true, 3), ['v'])]), records);
  assert.deepEqual(down.values, ['{"v":3}', '{"v":2}', '{"v":1}']);
});

test('LIMIT ends an unbounded job', async () => {
  const root: PlanNode = { node: 'limit', count: 2, input: projected(scanNode([field('v')]), { v: column(0) }) };
  const { values } = await outcome(plan([query(root, ['v'])], false), ['{"v":1}', '{"v":2}', '{"v":3}'], {
    stopAtEnd: false,
  });
  assert.deepEqual(values, ['{"v":1}', '{"v":2}']);
});

test('SELECT without FROM is one row', async () => {
  const root = projected({ node: 'one-row' }, { x: text('a'), now: node({ op: 'call', name: 'NOW', args: [] }) });
  const { values } = await outcome(plan([query(root, ['x', 'now'])]), []);
  assert.deepEqual(values, ['{"x":"a","now":"2023-11-14T22:13:20Z"}']);
});

test('a whole record is spread; a later column of the name overrides it in place', async () => {
  const input = scanNode([{ name: '*', type: { kind: 'ANY' }, origin: { kind: 'record' } }, field('a')]);
  const root = projected(input, { '*': column(0), b: text('new') });
  const inner = { ...query(root, [{ spread: true }, 'b']), name: 'inner' };
  const reading = projected(
    { node: 'reference', query: 'inner', changes: 'append', columns: [field('a'), field('b'), field('C')] },
    { a: column(0), b: column(1), c: column(2) },
  );
  const { byQuery } = await outcome(plan([inner, query(reading, ['a', 'b', 'c'])]), [
    '{"b":1,"a":{"x":[1.50,"é"]},"c":1e2}',
  ]);
  assert.deepEqual(
    [...byQuery.values()].map(rows => rows[0]!.value),
    ['{"b":"new","a":{"x":[1.5,"é"]},"c":100}', '{"a":{"x":[1.5,"é"]},"b":"new","c":100}'],
  );
});

test('an _event_time item sets the time and is not written; several key items are an object', async () => {
  const input = timed(scanNode([field('t'), field('k')]), undefined);
  const root = projected(input, { _event_time: column(0), k: column(1), l: column(1) }, { eventTime: 0, key: [1, 2] });
  const { rows, problems } = await outcome(plan([query(root, ['k', 'l'])]), [
    '{"t":"1970-01-01T00:00:01Z","k":1.10}',
    '{"k":2}',
  ]);
  assert.deepEqual(
    rows.map(({ value, keyText, timestamp }) => [value, keyText, timestamp]),
    [['{"k":1.1,"l":1.1}', '{"k":1.1,"l":1.1}', 1000]],
  );
  assert.equal(problems[0]!.code, 'time');
});

test('a missing topic is named with those there are', async () => {
  const wrong = { ...scanNode([]), topic: 'absent' } as PlanNode;
  await assert.rejects(
    outcome(plan([query(wrong, [])]), []),
    (error: unknown) => error instanceof UnknownTopicError && error.topic === 'absent' && error.known[0] === 'input',
  );
});

test('the signal ends a job that waits, with the counts so far', async () => {
  const stop = new AbortController();
  const { counts } = await outcome(
    plan([query(projected(scanNode([field('v')]), { v: column(0) }), ['v'])], false),
    ['{"v":1}'],
    {
      stopAtEnd: false,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    },
  );
  assert.equal(counts.out, 1);
});

test('progress tells the offsets reached after the rows were taken', async () => {
  const seen: string[] = [];
  await outcome(plan([query(projected(scanNode([field('v')]), { v: column(0) }), ['v'])]), ['{"v":1}', '{"v":2}'], {
    onProgress: (counts, offsets) => void seen.push(`${counts.out} ${offsets.map(({ offset }) => offset)}`),
  });
  assert.deepEqual(seen, ['2 2', '2 2']);
});
