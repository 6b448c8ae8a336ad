/** ferris-sql test: what is compared, what is said of a difference and of a wrong input. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { canonicalNumber } from '../../../cli/sql/testing/compare.ts';
import { folderWith } from './run.ts';

const SQL = 'SELECT id, amount FROM payments;\n';
const INPUT = `{"inputs":[
  {"topic":"payments","key":7,"value":{"id":9007199254740993,"amount":0.10},"timestamp":1000},
  {"topic":"payments","key":"x","value":{"id":2,"amount":5},"timestamp":2000}
]}`;
const base = ['test', '--sql', 'q.sql', '--input', 'in.json'];
const withExpected = (outputs: string) =>
  folderWith({ 'q.sql': SQL, 'in.json': INPUT, 'out.json': `{"outputs":[${outputs}]}` });

test('numbers in full, keys as they were given', async () => {
  using folder = folderWith({ 'q.sql': SQL, 'in.json': INPUT });
  const { code, stdout, stderr } = await folder.run(base);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  assert.match(
    stdout,
    /^\{"outputs":\[\n\{"topic":"result","key":7,"value":\{"id":9007199254740993,"amount":0\.10?\},"timestamp":1000,"headers":\{\}\},\n/,
  );
  assert.equal(JSON.parse(stdout).outputs[1].key, 'x');
});

test('what an expected record leaves out is not compared; numbers are, by value', async () => {
  using folder = withExpected(
    '{"topic":"result","value":{"amount":1e-1,"id":9007199254740993.0}},{"topic":"result","key":"x","timestamp":2.0e3}',
  );
  assert.equal((await folder.run([...base, '--output', 'out.json'])).code, 0);
});

test('a difference names topic, record, path, expected and found', async () => {
  using folder = withExpected(
    '{"topic":"result","value":{"id":9007199254740992,"amount":0.1}},{"topic":"result","key":"y"},{"topic":"other","value":null}',
  );
  const { code, stderr } = await folder.run([...base, '--output', 'out.json']);
  assert.equal(code, 1);
  assert.match(stderr, /^result\[0\]\.value\.id: expected 9007199254740992, found 9007199254740993$/m);
  assert.match(stderr, /^result\[1\]\.key: expected "y", found "x"$/m);
  assert.match(stderr, /^other\[0\]: expected \{"value":null\}, found nothing$/m);
});

test('order counts, unless --unordered; then a record that fits several takes the one it can', async () => {
  using folder = withExpected('{"topic":"result"},{"topic":"result","key":7}');
  assert.equal((await folder.run([...base, '--output', 'out.json'])).code, 1);
  assert.equal((await folder.run([...base, '--output', 'out.json', '--unordered'])).code, 0);
});

test('--unordered says what is missing and what is too much', async () => {
  using folder = withExpected('{"topic":"result","key":7}');
  const { code, stderr } = await folder.run([...base, '--output', 'out.json', '--unordered']);
  assert.equal(code, 1);
  assert.match(stderr, /^result\[1\]: not expected: \{"key":"x"/m);
});

for (const [what, input, message] of [
  ['no JSON', '{"inputs":[\n{"topic":"a" "value":1}]}', /^ferris-sql: in\.json:\d+:\d+: .*(JSON|records)/],
  ['no inputs', '{}', /in\.json:1:1: "inputs", an array of records, is missing/],
  ['no topic', '{"inputs":[\n  {"value":1}]}', /in\.json:2:3: inputs\[0\] needs a "topic"/],
  ['no value', '{"inputs":[{"topic":"a"}]}', /in\.json:1:12: inputs\[0\]: an envelope needs a "value"/],
  [
    'a partition that is none',
    '{"inputs":[{"topic":"a","value":1,"partition":-1}]}',
    /inputs\[0\]: "partition" must be/,
  ],
] as const)
  test(`an input with ${what}: 66`, async () => {
    using folder = folderWith({ 'q.sql': SQL, 'in.json': input });
    const { code, stderr } = await folder.run(base);
    assert.equal(code, 66);
    assert.match(stderr, message);
  });

test('a topic that nothing reads is told; a source without records has none', async () => {
  using folder = folderWith({ 'q.sql': SQL, 'in.json': '{"inputs":[{"topic":"payment","value":{}}]}' });
  const { code, stdout, stderr } = await folder.run(base);
  assert.equal(code, 0);
  assert.equal(stdout, '{"outputs":[]}\n');
  assert.match(stderr, /no statement reads the topic 'payment'/);
});

test('numbers have one canonical text', () => {
  for (const one of ['1', '1.0', '1.00', '10e-1', '0.1e1', '001']) assert.equal(canonicalNumber(one), '1e0');
  for (const zero of ['0', '-0', '0.00', '0e9']) assert.equal(canonicalNumber(zero), '0');
  assert.notEqual(canonicalNumber('9007199254740993'), canonicalNumber('9007199254740992'));
  assert.notEqual(canonicalNumber('1'), canonicalNumber('-1'));
});
