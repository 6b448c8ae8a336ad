/** ferris-sql config explain, and that commands obey what it says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith } from './run.ts';

const SQL = `-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=7
CREATE STREAM trades (id BIGINT, price DECIMAL(10, 2)) WITH (topic = 'trades');
CREATE STREAM dear WITH (topic = 'dear') AS SELECT id, price FROM trades WHERE price > 1;
`;
const FILES = {
  'trades.sql': SQL,
  'data/trades.jsonl': '{"id":1,"price":2.50}\n',
  'ferris.yaml': 'profile: financial\nbrokers: jsonl:data\nkafka:\n  linger_ms: 5\nsql:\n  worker_threads: 3\n',
};

test('each value with who said it; what has no effect by name', async () => {
  using folder = folderWith(FILES);
  const { code, stdout, stderr } = await folder.run(['config', 'explain', 'trades.sql'], {
    env: { SQL_WORKER_THREADS: '2' },
  });
  assert.deepEqual([code, stderr], [0, '']);
  const line = (key: string) =>
    stdout
      .split('\n')
      .find(one => one.trim().startsWith(`${key} =`))
      ?.trim()
      .replace(/ +/g, ' ');
  assert.match(stdout, /^Profile financial \(ferris\.yaml:1 \(profile\)\)\n.*\n {2}Exactly once/);
  assert.equal(line('workers'), 'workers = 2 SQL_WORKER_THREADS; instead of 3 from ferris.yaml:6 (sql.worker_threads)');
  assert.equal(line('decimal.format'), 'decimal.format = string profile financial');
  assert.equal(line('commit.interval.ms'), 'commit.interval.ms = 100 default');
  assert.equal(line('brokers'), 'brokers = jsonl:data ferris.yaml');
  assert.match(line('scaling.max_replicas')!, /^scaling\.max_replicas = 7 trades\.sql:2 \(statement|file\)/);
  assert.match(stdout, /ferris\.yaml:4: kafka\.linger_ms has no effect: /);
});

test('as JSON, with file and line', async () => {
  using folder = folderWith(FILES);
  const { code, stdout } = await folder.run(['config', 'explain', '--format', 'json', '--profile', 'low_latency']);
  assert.equal(code, 0);
  const told = JSON.parse(stdout) as {
    readonly profile: { readonly name: string };
    readonly settings: readonly { readonly key: string; readonly value: string; readonly origin: object }[];
  };
  assert.equal(told.profile.name, 'low_latency');
  const workers = told.settings.find(({ key }) => key === 'workers')!;
  assert.deepEqual(workers.origin, { kind: 'ferris.yaml', name: 'sql.worker_threads', file: 'ferris.yaml', line: 6 });
  assert.equal(told.settings.find(({ key }) => key === 'commit.interval.ms')!.value, '10');
});

test('execute obeys the profile, and a statement is stronger', async () => {
  using folder = folderWith(FILES);
  const rows = async (sql: string, ...args: string[]) =>
    JSON.parse((await folder.run(['execute', '--query', sql, ...args])).stdout) as unknown;
  const read = `CREATE STREAM trades (id BIGINT, price DECIMAL(10, 2)) WITH (topic = 'trades');`;
  assert.deepEqual(await rows(`${read} SELECT price FROM trades;`), [{ price: '2.5' }]);
  assert.deepEqual(await rows(`${read} SELECT price FROM trades;`, '--profile', 'standard'), [{ price: 2.5 }]);
  assert.deepEqual(
    await rows(`${read} CREATE STREAM o WITH (topic = 'o', 'decimal.format' = 'number') AS SELECT price FROM trades;`),
    [{ price: 2.5 }],
  );
});

test('what is wrong stops a command: in ferris.yaml 66, in the environment and in flags 64', async () => {
  using folder = folderWith({ ...FILES, 'ferris.yaml': 'kafka:\n  fetch_min_bytes: few\n' });
  const wrong = await folder.run(['config', 'explain']);
  assert.equal(wrong.code, 66);
  assert.match(wrong.stderr, /ferris\.yaml:2: kafka\.fetch_min_bytes takes a whole number/);
  using other = folderWith(FILES);
  assert.equal((await other.run(['config', 'explain'], { env: { SQL_WORKER_THREADS: 'x' } })).code, 64);
  assert.equal((await other.run(['config', 'explain', '--profile', 'fast'])).code, 64);
  assert.equal((await other.run(['config', 'show'])).code, 64);
});

test('a configuration file is an origin, with file and line; one that is not there stops what reads topics', async () => {
  const sql = `CREATE STREAM trades (id BIGINT) WITH ('config_file' = 'c/trades.yaml', 'format' = 'json');
CREATE STREAM dear AS SELECT id FROM trades;
`;
  using folder = folderWith({
    'q.sql': sql,
    'lost.sql': sql.replace('c/trades', 'c/gone'),
    'out.sql': sql.replace('c/trades', '../../trades'),
    'c/trades.yaml': 'extends: base.yaml\ntopic: shop\n',
    'c/base.yaml': 'topic: other\nformat: csv\nbootstrap.servers: shop:9092\n',
  });
  const { code, stdout } = await folder.run(['config', 'explain', 'q.sql']);
  assert.equal(code, 0);
  const text = stdout.replace(/ +/g, ' ');
  assert.match(text, /Relation trades\n topic = shop c\/trades\.yaml:2; instead of other from c\/base\.yaml:1\n/);
  assert.match(text, /\n format = json q\.sql:1 \(WITH\); instead of csv from c\/base\.yaml:2\n/);
  assert.match(text, /\n brokers = shop:9092 c\/base\.yaml:3\n/);
  const lost = await folder.run(['compile', '--file', 'lost.sql']);
  assert.equal(lost.code, 2);
  assert.match(lost.stderr, /error: there is no configuration file 'c\/gone\.yaml'/);
  assert.equal((await folder.run(['explain', '--file', 'lost.sql'])).code, 0);
  const out = await folder.run(['explain', '--file', 'out.sql']);
  assert.equal(out.code, 2);
  assert.match(out.stderr, /'\.\.\/\.\.\/trades\.yaml' is outside of the workspace/);
});
