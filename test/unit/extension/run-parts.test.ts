/** The parts of a run: reading what the process prints, keeping the last rows, the rate, places. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { brokersProblem, placeOf } from '../../../extension/src/place/place.ts';
import { keptRows } from '../../../extension/src/run/kept-rows.ts';
import { outputReader } from '../../../extension/src/run/output.ts';
import { rate } from '../../../extension/src/run/rate.ts';

function readAll(chunks: readonly string[]): readonly (readonly [string, unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  const read = outputReader({
    schema: schema => found.push(['schema', schema]),
    row: line => found.push(['row', line]),
    progress: progress => found.push(['progress', progress]),
    text: line => found.push(['text', line]),
  });
  for (const chunk of chunks) read(chunk);
  return found;
}

test('output is read line by line, however it is cut', () => {
  const text =
    '{"schema":{"columns":[{"name":"a","type":"BIGINT"}],"topic":"t"}}\n{"topic":"t","key":null,"value":{"a":1}}\n' +
    '{"status":{"in":3,"out":1,"late":0,"failed":0,"watermark":null}}\nsomething else\r\n\n';
  const whole = readAll([text]);
  assert.deepEqual(whole, [
    ['schema', { columns: [{ name: 'a', type: 'BIGINT' }], topic: 't' }],
    ['row', '{"topic":"t","key":null,"value":{"a":1}}'],
    ['progress', { in: 3, out: 1, late: 0, failed: 0, watermark: null }],
    ['text', 'something else'],
  ]);
  for (const size of [1, 2, 7, 50]) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.slice(i * size, (i + 1) * size),
    );
    assert.deepEqual(readAll(chunks), whole);
  }
});

test('a broken line of ours is shown as it is', () => {
  assert.deepEqual(readAll(['{"status":{"in":\n']), [['text', '{"status":{"in":']]);
});

test('a line without an end does not fill the memory', () => {
  const found = readAll(Array.from({ length: 20 }, () => 'x'.repeat(1024 * 1024)));
  assert.deepEqual(
    found.map(([kind]) => kind),
    ['text'],
  );
});

test('the last rows are kept, and it is said which', () => {
  const rows = keptRows(3);
  for (const line of ['a', 'b']) rows.add(line);
  assert.deepEqual(rows.since(0), { first: 0, lines: ['a', 'b'] });
  for (const line of ['c', 'd', 'e']) rows.add(line);
  assert.equal(rows.total, 5);
  assert.deepEqual(rows.since(0), { first: 2, lines: ['c', 'd', 'e'] });
  assert.deepEqual(rows.since(4), { first: 4, lines: ['e'] });
  assert.deepEqual(rows.since(5), { first: 5, lines: [] });
});

test('the rate is that of the last two seconds', () => {
  const now = rate();
  assert.equal(now.at(0, 0), 0);
  assert.equal(now.at(1000, 500), 500);
  for (let at = 2000; at <= 10_000; at += 500) now.at(at, 500);
  assert.equal(now.at(10_500, 500), 0);
});

test('places are named for the status bar', () => {
  assert.deepEqual([placeOf('').kind, placeOf('').label], ['embedded', 'Embedded log']);
  assert.match(placeOf('  ').brokers ?? '', /^dir:/);
  assert.equal(placeOf('', 'brokers: a:1\n').brokers, undefined);
  assert.equal(placeOf('', '# brokers: a:1\n').label, 'Embedded log');
  assert.equal(placeOf('b:2', 'brokers: a:1\n').brokers, 'b:2');
  assert.equal(placeOf('jsonl:data/topics/').label, 'jsonl: topics');
  assert.equal(placeOf('dir:/var/lib/log').label, 'Embedded log: log');
  assert.equal(placeOf('one:9092, two:9092').label, 'one:9092 +1');
});

test('brokers are host:port', () => {
  assert.equal(brokersProblem('localhost:9092'), undefined);
  assert.equal(brokersProblem('a.b-c:1, [::1]:9092'), undefined);
  assert.match(brokersProblem('localhost') ?? '', /'localhost' is not host:port/);
  assert.match(brokersProblem('a:1,') ?? '', /Write host:port/);
});
