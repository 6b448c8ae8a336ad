/** execute, stream, explain, compile and produce against a folder of .jsonl files and the embedded log. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { quickly, timeOf } from '../../quickly.ts';
import { folderWith } from './run.ts';

const ORDERS = '{"id":1,"name":"a","price":1.5}\n{"id":9007199254740993,"name":"b, \\"c\\"","price":20}\n';
const QUERY = 'SELECT id, name, price FROM orders';
const jsonl = ['--brokers', 'jsonl:.'];

async function printed(format: string, query = QUERY): Promise<string> {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const { code, stdout, stderr } = await folder.run(['execute', '--query', query, ...jsonl, '--format', format]);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return stdout;
}

test('each format, numbers in full', async () => {
  assert.equal(
    await printed('json'),
    '[\n{"id":1,"name":"a","price":1.5},\n{"id":9007199254740993,"name":"b, \\"c\\"","price":20}\n]\n',
  );
  assert.equal(
    await printed('json-pretty', `${QUERY} WHERE id > 1`),
    '[\n  {\n    "id": 9007199254740993,\n    "name": "b, \\"c\\"",\n    "price": 20\n  }\n]\n',
  );
  assert.equal(await printed('json-lines', 'SELECT id FROM orders'), '{"id":1}\n{"id":9007199254740993}\n');
  assert.equal(await printed('csv'), 'id,name,price\r\n1,a,1.5\r\n9007199254740993,"b, ""c""",20\r\n');
  assert.equal(await printed('csv', 'SELECT * FROM orders'), await printed('csv'));
  assert.equal(
    await printed('table', 'SELECT id, name FROM orders'),
    [
      '+------------------+--------+',
      '|               id | name   |',
      '+------------------+--------+',
      '|                1 | a      |',
      '| 9007199254740993 | b, "c" |',
      '+------------------+--------+',
      '(2 rows)',
      '',
    ].join('\n'),
  );
});

test('no rows: an empty array, a header', async () => {
  assert.equal(await printed('json', `${QUERY} WHERE id < 0`), '[]\n');
  assert.equal(await printed('csv', `${QUERY} WHERE id < 0`), 'id,name,price\r\n');
});

test('--limit counts rows', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const { code, stdout } = await folder.run(['execute', '-q', QUERY, ...jsonl, '--limit', '1', '--format', 'csv']);
  assert.equal(code, 0);
  assert.equal(stdout, 'id,name,price\r\n1,a,1.5\r\n');
});

test('--topic binds the relation that nothing declares', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const ran = await folder.run([
    'execute',
    '-q',
    'SELECT id FROM input WHERE id = 1',
    '--input-topic',
    'orders',
    ...jsonl,
  ]);
  assert.deepEqual(ran, { code: 0, stdout: '[\n{"id":1}\n]\n', stderr: '' });
});

test('--output file needs its file, and leaves nothing beside it', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  assert.equal((await folder.run(['execute', '-q', QUERY, ...jsonl, '--output', 'file'])).code, 64);
  const to = ['--output', 'file', '--output-file', 'out.csv', '--format', 'csv'];
  assert.equal((await folder.run(['execute', '-q', 'SELECT id FROM orders', ...jsonl, ...to])).code, 0);
  assert.equal(folder.read('out.csv'), 'id\r\n1\r\n9007199254740993\r\n');
  assert.deepEqual(fs.readdirSync(folder.path).sort(), ['orders.jsonl', 'out.csv']);
  const nowhere = await folder.run(['execute', '-q', QUERY, ...jsonl, '--output', 'file', '-o', 'no/where.csv']);
  assert.equal(nowhere.code, 66);
  assert.match(nowhere.stderr, /cannot write no\/where\.csv: its folder does not exist/);
});

test('--output kafka: rows in the topic', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const to = ['--output', 'kafka', '--output-topic', 'cheap'];
  assert.equal(
    (await folder.run(['execute', '-q', 'SELECT id FROM orders WHERE price < 10', ...jsonl, ...to])).code,
    0,
  );
  assert.equal((await folder.run(['execute', '-q', 'SELECT id FROM cheap', ...jsonl])).stdout, '[\n{"id":1}\n]\n');
});

test('a line that is no record is named and counted; --strict makes it 1', async () => {
  using folder = folderWith({ 'orders.jsonl': `${ORDERS}{oops\n${'[]x\n'.repeat(6)}` });
  const { code, stdout, stderr } = await folder.run(['execute', '-q', 'SELECT id FROM orders', ...jsonl]);
  assert.equal(code, 0);
  assert.match(stdout, /9007199254740993/);
  assert.match(stderr, /^\S*orders\.jsonl:3: /m);
  assert.equal(stderr.match(/orders\.jsonl:\d+: /g)?.length, 5);
  assert.match(stderr, /7 records could not be processed/);
  assert.equal((await folder.run(['execute', '-q', 'SELECT id FROM orders', ...jsonl, '--strict'])).code, 1);
});

test('wrong SQL: 2, with place and line', async () => {
  using folder = folderWith({ 'q.sql': 'SELECT id\nFROM orders WHERE WHERE;\n' });
  const { code, stdout, stderr } = await folder.run(['execute', '--file', 'q.sql', ...jsonl]);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^q\.sql:2:\d+: error: .*\n {3}2 \| FROM orders WHERE WHERE;/);
});

test('an unknown topic: 66, with the nearest and those that are there', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS, 'users.jsonl': '' });
  const { code, stderr } = await folder.run(['execute', '-q', 'SELECT id FROM order_s', ...jsonl]);
  assert.equal(code, 66);
  assert.match(stderr, /there is no topic 'order_s' in jsonl:/);
  assert.match(stderr, /did you mean 'orders'\? its topics are orders and users/);
});

test('brokers that do not answer: 69; a place that is none: 64', async () => {
  using folder = folderWith();
  await quickly(10_000, () =>
    timeOf(async () => {
      const gone = await folder.run(['execute', '-q', QUERY, '--brokers', '127.0.0.1:1', '--timeout', '2']);
      assert.equal(gone.code, 69);
      assert.match(gone.stderr, /127\.0\.0\.1:1/);
    }),
  );
  assert.equal((await folder.run(['execute', '-q', QUERY, '--brokers', 'nonsense'])).code, 64);
});

test('where the place comes from: flag, environment, ferris.yaml', async () => {
  using folder = folderWith({
    'ferris.yaml': 'brokers: jsonl:yaml\n',
    'yaml/t.jsonl': '{"a":1}\n',
    'env/t.jsonl': '{"a":2}\n',
  });
  const run = (args: readonly string[], env = {}) => folder.run(['execute', '-q', 'SELECT a FROM t', ...args], { env });
  assert.match((await run([])).stdout, /"a":1/);
  assert.match((await run([], { KAFKA_BROKERS: 'jsonl:env' })).stdout, /"a":2/);
  assert.match((await run(['--brokers', 'jsonl:yaml'], { KAFKA_BROKERS: 'jsonl:env' })).stdout, /"a":1/);
});

test('a ferris.yaml that is wrong: 66 with its line', async () => {
  using folder = folderWith({ 'ferris.yaml': 'a: 1\nbrokers: [x: {\n' });
  const broken = await folder.run(['execute', '-q', QUERY]);
  assert.equal(broken.code, 66);
  assert.match(broken.stderr, /ferris\.yaml:[23]: this is not YAML/);
  fs.writeFileSync(path.join(folder.path, 'ferris.yaml'), 'a: 1\nbrokers: 7\n');
  assert.match((await folder.run(['execute', '-q', QUERY])).stderr, /ferris\.yaml:2: 'brokers' takes a place/);
});

test('usage: exactly one of --query and --file; flags and formats that there are not', async () => {
  using folder = folderWith();
  for (const args of [
    [],
    ['-q', QUERY, '-f', 'x.sql'],
    ['-q', QUERY, '--parquet-schema', 'a'],
    ['-q', QUERY, '--format', 'parquet'],
  ])
    assert.equal((await folder.run(['execute', ...args])).code, 64, args.join(' '));
});

test('produce, then execute from the embedded log: the same rows as from the file', async () => {
  using folder = folderWith({ 'in.jsonl': `${ORDERS}{bad\n` });
  const made = await folder.run(['produce', '--topic', 'orders', '--file', 'in.jsonl', '--key-field', 'id']);
  assert.equal(made.code, 0);
  assert.match(made.stderr, /in\.jsonl:3: this is not valid JSON from column 2 on/);
  assert.match(made.stderr, /1 line could not be processed\nferris-sql: wrote 2 records to orders/);
  const { stdout } = await folder.run(['execute', '-q', QUERY]);
  assert.equal(stdout, await printed('json'));
  const strict = await folder.run(['produce', '--topic', 'orders', '--strict', '--rate', '500/s'], {
    stdin: '{"a":1}\n{',
  });
  assert.equal(strict.code, 1);
});

test('produce: key and time from fields', async () => {
  using folder = folderWith();
  const stdin = '{"k":"x","at":"2024-01-01T00:00:00Z"}\n{"k":7,"at":5}\n{"k":null,"at":"soon"}\n';
  await folder.run(['produce', '--topic', 't', '--key-field', 'k', '--timestamp-field', 'at'], { stdin });
  const { stdout } = await folder.run(['execute', '-q', 'SELECT k FROM t', '--format', 'json-lines', '--metadata']);
  const rows = stdout.split('\n').filter(line => line.startsWith('{"topic"'));
  assert.deepEqual(rows, [
    '{"topic":"result","key":"x","value":{"k":"x"},"timestamp":1704067200000,"headers":{}}',
    '{"topic":"result","key":"7","value":{"k":7},"timestamp":5,"headers":{}}',
  ]);
});

test('stream as the editor runs it: schema, rows, status; SIGINT ends it with 130', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const args = [
    'stream',
    '--file',
    '-',
    '--statement',
    '1',
    ...jsonl,
    '--format',
    'json-lines',
    '--output',
    'stdout',
    '--metadata',
  ];
  const stdin =
    'SELECT wrong FROM;\nCREATE STREAM cheap AS SELECT id, CAST(price AS DOUBLE) AS price FROM orders WHERE price < 10;\n';
  let stopped = false;
  const { code, stdout } = await folder.run(args, {
    stdin,
    onStdout(text) {
      if (stopped || !text.includes('{"topic":')) return;
      stopped = true;
      process.emit('SIGINT');
    },
  });
  assert.equal(code, 130);
  const lines = stdout.trimEnd().split('\n');
  assert.match(
    lines[0]!,
    /^\{"schema":\{"columns":\[\{"name":"id","type":"ANY"\},\{"name":"price","type":"DOUBLE"\}\],"topic":"cheap"\}\}$/,
  );
  assert.match(
    lines[1]!,
    /^\{"topic":"cheap","key":null,"value":\{"id":1,"price":1\.5\},"timestamp":\d+,"headers":\{\}\}$/,
  );
  assert.match(lines.at(-1)!, /^\{"status":\{"in":\d+,"out":1,"late":0,"failed":0,"watermark":(\d+|null),"lag":/);
});

test('stream ends by --limit and by --timeout; a group goes on where it stopped', async () => {
  using folder = folderWith();
  await folder.run(['produce', '--topic', 'orders'], { stdin: ORDERS });
  const stream = ['stream', '-q', 'SELECT id FROM orders'];
  assert.deepEqual(await folder.run([...stream, '--limit', '1', '--continuous']), {
    code: 0,
    stdout: '{"id":1}\n',
    stderr: '',
  });
  // A second may be over before a busy machine has read anything: then the next one reads it.
  const secondsOf = async (rows: number): Promise<string> => {
    let all = '';
    for (let seconds = 0; seconds < 60 && all.split('\n').length <= rows; seconds++)
      all += (await folder.run([...stream, '--group-id', 'g', '--timeout', '1'])).stdout;
    return all;
  };
  assert.equal(await secondsOf(2), '{"id":1}\n{"id":9007199254740993}\n');
  await folder.run(['produce', '--topic', 'orders'], { stdin: '{"id":3}\n' });
  assert.equal(await secondsOf(1), '{"id":3}\n');
});

test('stream to a topic and to a file', async () => {
  using folder = folderWith({ 'old.txt': 'kept\n' });
  await folder.run(['produce', '--topic', 'orders'], { stdin: ORDERS });
  // Seconds, until one has been enough for a busy machine.
  const written = async (to: readonly string[], now: () => Promise<string>): Promise<string> => {
    for (let seconds = 0; seconds < 60 && !(await now()).includes('{"id":1}'); seconds++) {
      const one = ['stream', '-q', 'SELECT id FROM orders WHERE id = 1', '--timeout', '1', ...to];
      assert.equal((await folder.run(one)).code, 0);
    }
    return await now();
  };
  const ones = async () => (await folder.run(['execute', '-q', 'SELECT * FROM ones'])).stdout;
  assert.equal(
    await written(['--output', 'kafka', '--output-topic', 'ones', '--group-id', 'g'], ones),
    '[\n{"id":1}\n]\n',
  );
  const file = async () => folder.read('old.txt');
  assert.equal(await written(['--output', 'file', '-o', 'old.txt'], file), 'kept\n{"id":1}\n');
});

test('the reader of stdout is gone: a quiet end', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const gone = new AbortController();
  const ran = await folder.run(['stream', '-q', 'SELECT id FROM orders', ...jsonl], {
    readerGone: gone.signal,
    onStdout: () => gone.abort(),
  });
  assert.equal(ran.code, 0);
  assert.equal(ran.stderr, '');
});

test('several statements: rows of each, with their topic', async () => {
  using folder = folderWith({ 'orders.jsonl': ORDERS });
  const sql =
    'CREATE STREAM a AS SELECT id FROM orders WHERE id = 1; CREATE STREAM b AS SELECT name FROM orders WHERE id = 1;';
  const { stdout } = await folder.run(['execute', '-q', sql, ...jsonl, '--format', 'csv']);
  assert.equal(stdout, 'topic,id,name\r\na,1,\r\nb,,a\r\n');
  const both = await folder.run(['execute', '-q', sql, ...jsonl, '--output', 'kafka', '--output-topic', 'x']);
  assert.equal(both.code, 64);
});

test('explain and compile', async () => {
  using folder = folderWith();
  const explained = await folder.run(['explain', '-q', QUERY]);
  assert.equal(explained.code, 0);
  assert.match(explained.stdout, /orders/);
  assert.equal((await folder.run(['compile', '-q', QUERY, '--output-file', 'plan.json'])).code, 0);
  const plan = JSON.parse(folder.read('plan.json'));
  assert.equal(plan.version, 2);
  assert.equal(plan.queries[0].output.topic, 'result');
  assert.equal((await folder.run(['compile', '-q', 'SELECT FROM'])).code, 2);
  assert.equal((await folder.run(['explain', '-q', QUERY, '--statement', '3'])).code, 64);
});
