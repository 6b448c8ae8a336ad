/** The parts of a run: reading what the process prints, keeping the last rows, the rate, places. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { brokersProblem, placeOf } from '../../../extension/src/place/place.ts';
import { keptRows } from '../../../extension/src/run/kept-rows.ts';
import { isLocal } from '../../../extension/src/run/local.ts';
import { outputReader, type Progress } from '../../../extension/src/run/output.ts';
import { rate } from '../../../extension/src/run/rate.ts';
import { samples } from '../../../extension/src/run/samples.ts';
import { selected } from '../../../extension/src/run/selection.ts';

function readAll(chunks: readonly Uint8Array[]): readonly (readonly [string, unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  const read = outputReader({
    schema: schema => found.push(['schema', schema]),
    block: ({ lines, ...block }) => found.push(['block', { ...block, lines: new TextDecoder().decode(lines) }]),
    progress: progress => found.push(['progress', progress]),
    text: line => found.push(['text', line]),
  });
  for (const chunk of chunks) read(chunk);
  return found;
}

const cut = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

test('output is read line by line and block by block, however it is cut', () => {
  // What is in a block is not looked at: not even what looks like a line of ours.
  const rows = '{"topic":"t","key":null,"value":{"a":"é"}}\n{"status":{"in":\n';
  const bytes = Buffer.from(
    '{"schema":{"columns":[{"name":"a","type":"BIGINT"}],"topic":"t","query":0}}\n' +
      `{"block":{"query":0,"rows":2,"bytes":${Buffer.byteLength(rows)},"skipped":7}}\n${rows}` +
      '{"block":{"query":1,"rows":0,"bytes":0,"skipped":0}}\n' +
      '{"status":{"in":3,"out":1,"late":0,"failed":0,"watermark":null}}\nsomething élse\r\n\n',
  );
  const whole = readAll([bytes]);
  assert.deepEqual(whole, [
    ['schema', { columns: [{ name: 'a', type: 'BIGINT' }], topic: 't', query: 0 }],
    ['block', { query: 0, rows: 2, skipped: 7, lines: rows }],
    ['block', { query: 1, rows: 0, skipped: 0, lines: '' }],
    ['progress', { in: 3, out: 1, late: 0, failed: 0, watermark: null }],
    ['text', 'something élse'],
  ]);
  for (const size of [1, 2, 7, 50]) assert.deepEqual(readAll(cut(bytes, size)), whole);
});

test('a broken line of ours is shown as it is', () => {
  assert.deepEqual(readAll([Buffer.from('{"status":{"in":\n')]), [['text', '{"status":{"in":']]);
});

test('a line without an end does not fill the memory', () => {
  const found = readAll(Array.from({ length: 20 }, () => Buffer.alloc(100 * 1024, 'x')));
  assert.deepEqual(
    found.map(([kind]) => kind),
    ['text'],
  );
});

const block = (query: number, rows: number, skipped = 0) => ({
  query,
  rows,
  skipped,
  lines: new Uint8Array(rows * 10),
});

test('the last rows of each query are kept, and it is said which', () => {
  const rows = keptRows(30, 10_000);
  for (const one of [block(1, 5), block(0, 20), block(0, 20, 100), block(0, 20)]) rows.add(one);
  assert.deepEqual(rows.totals, [160, 5]);
  assert.equal(rows.total, 165);
  const shape = (from: number, bytes = 10_000) => {
    const { blocks, next } = rows.since(from, bytes);
    return [blocks.map(one => [one.query, one.first, one.rows]), next];
  };
  assert.deepEqual(shape(0), [
    [
      [1, 0, 5],
      [0, 0, 20],
      [0, 120, 20],
      [0, 140, 20],
    ],
    4,
  ]);
  assert.deepEqual(shape(2), [
    [
      [0, 120, 20],
      [0, 140, 20],
    ],
    4,
  ]);
  assert.deepEqual(shape(2, 100), [[[0, 120, 20]], 3]);
  assert.deepEqual(shape(4), [[], 4]);
});

test('what is kept has a limit in bytes', () => {
  const rows = keptRows(1000, 1000);
  for (let i = 0; i < 50; i++) rows.add(block(0, 10));
  const { blocks, next } = rows.since(0, Number.POSITIVE_INFINITY);
  assert.deepEqual([blocks.length, blocks[0]?.first, next], [10, 400, 50]);
});

test('samples get thinner, and never more than a chart shows', () => {
  const kept = samples();
  const progress: Progress = {
    in: 1,
    out: 1,
    late: 0,
    failed: 0,
    watermark: null,
    lag: null,
    rate: 0,
    latency: { now: null, p99: 2 },
    elapsed: 0,
  };
  for (let at = 0; at < 7_200_000; at += 500) kept.add({ ...progress, elapsed: at });
  assert.ok(kept.all.length <= 1201 && kept.all.length > 400, `${kept.all.length}`);
  assert.equal(kept.all[0]?.at, 0);
  assert.ok(kept.all.at(-1)!.at > 7100);
});

test('a selection: statements it touches, or a query inside one', () => {
  const text = 'SELECT a FROM (SELECT a, b FROM t) x;\nSELECT c FROM t;';
  const statements = ['SELECT a FROM (SELECT a, b FROM t) x', 'SELECT c FROM t'].map(one => ({
    span: { start: text.indexOf(one), end: text.indexOf(one) + one.length },
  }));
  const select = (what: string) =>
    selected(text, { start: text.indexOf(what), end: text.indexOf(what) + what.length }, statements);
  assert.deepEqual(select('SELECT a, b FROM t'), {
    kind: 'part',
    statement: statements[0],
    text: `${' '.repeat(15)}SELECT a, b FROM t   ;\nSELECT c FROM t;`,
  });
  assert.deepEqual(select('a, b'), { kind: 'statements', statements: [statements[0]] });
  assert.deepEqual(select('x;\nSELECT c'), { kind: 'statements', statements });
  assert.deepEqual(select('SELECT c FROM t;'), { kind: 'statements', statements: [statements[1]] });
});

test('only what is certainly on this machine is local', () => {
  assert.equal(isLocal(placeOf('')), true);
  assert.equal(isLocal(placeOf('jsonl:data')), true);
  assert.equal(isLocal(placeOf('localhost:9092, 127.0.0.1:9093,[::1]:9094')), true);
  assert.equal(isLocal(placeOf('localhost:9092,kafka.example.com:9092')), false);
  assert.equal(isLocal(placeOf('localhost.example.com:9092')), false);
  assert.equal(isLocal(placeOf('', 'brokers: localhost:9092\n')), false);
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
