/** ferris-sql run: a job on the embedded log, what it answers over HTTP, where it goes on, and what it refuses. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { layoutNumber } from '../../../src/compiler/plan/layout.ts';
import { planOf } from '../state/restored.ts';
import { type Folder, folderWith, type Ran } from './run.ts';

const SQL = `CREATE STREAM orders (id BIGINT, item STRING, at TIMESTAMP, WATERMARK FOR at AS at) WITH (topic = 'orders', format = 'json');
CREATE STREAM late_ids AS SELECT id FROM orders WHERE id > 1 EMIT CHANGES;
CREATE STREAM counts AS SELECT item, COUNT(*) AS n FROM orders GROUP BY item WINDOW TUMBLING(10s) EMIT FINAL;
`;

const order = (id: number, second: number): string =>
  `${JSON.stringify({ id, item: 'a', at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString() })}\n`;

const produce = (folder: Folder, ...lines: readonly string[]): Promise<Ran> =>
  folder.run(['produce', '--topic', 'orders'], { stdin: lines.join('') });

async function rows(folder: Folder, topic: string): Promise<unknown[]> {
  const { stdout, stderr } = await folder.run(['execute', '--query', `SELECT * FROM ${topic}`]);
  assert.equal(stderr, '');
  return JSON.parse(stdout) as unknown[];
}

/** Until the log says so; then it is told to end. @param meanwhile with the port it listens on */
async function runUntil(
  folder: Folder,
  args: readonly string[],
  isEnough: () => Promise<boolean>,
  meanwhile: (port: number) => Promise<void> = async () => {},
  { file = 'q.sql', env = {} }: { readonly file?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran & { readonly log: readonly Record<string, unknown>[] }> {
  const ending = new AbortController();
  let text = '';
  const running = folder.run(['run', file, '--port', '0', ...args], {
    env,
    readerGone: ending.signal,
    onStdout(all) {
      text = all;
    },
  });
  const lines = (): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  const over = running.then(() => true);
  try {
    while (!lines().some(({ message }) => message === 'running'))
      if (await Promise.race([over, pause()])) assert.fail(`it ended: ${JSON.stringify(await running)}`);
    await meanwhile(lines()[0]!.port as number);
    while (!(await isEnough())) await pause();
  } finally {
    ending.abort();
  }
  return { ...(await running), log: lines() };
}

const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20));

test('it goes on where it stopped, with its windows, and each row is written once', async () => {
  using folder = folderWith({ 'q.sql': SQL });
  await produce(folder, order(1, 1), order(2, 2), order(3, 3));
  const first = await runUntil(folder, [], async () => (await topicEnd(folder, 'late_ids')) === 2);
  assert.equal(first.code, 0);
  assert.equal(first.log[0]!.guarantee, 'exactly_once');
  assert.equal(first.log.at(-1)!.message, 'ended');
  await produce(folder, order(4, 4), order(5, 15));
  const second = await runUntil(folder, [], async () => (await topicEnd(folder, 'counts')) === 1);
  assert.equal(second.code, 0);
  assert.deepEqual(await rows(folder, 'late_ids'), [{ id: 2 }, { id: 3 }, { id: 4 }, { id: 5 }]);
  assert.deepEqual(await rows(folder, 'counts'), [{ item: 'a', n: 4 }]);
});

test('it answers /health, /ready and /metrics', async () => {
  using folder = folderWith({ 'q.sql': SQL });
  await produce(folder, order(1, 1));
  await runUntil(
    folder,
    [],
    async () => true,
    async port => {
      for (const path of ['health', 'ready']) {
        const response = await fetch(`http://127.0.0.1:${port}/${path}`);
        assert.equal(response.status, 200);
        assert.equal(((await response.json()) as { status: string }).status, 'running');
      }
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      assert.match(metrics, /^ferris_job_status\{workload="custom",job_id="counts",status="running"\} 1$/m);
    },
  );
});

test('a bounded run works on what has come since the last one, closes its windows and ends', async () => {
  using folder = folderWith({
    'q.sql': SQL,
    'workload.yaml': 'mode: bounded\nlog_level: warn\nmetrics_port: 0\nkafka:\n  consumer_group: nightly\n',
  });
  const env = { FERRIS_WORKLOAD_CONFIG: `${folder.path}/workload.yaml` };
  await produce(folder, order(1, 1), order(2, 2));
  assert.deepEqual(await folder.run(['run', 'q.sql'], { env }), { code: 0, stdout: '', stderr: '' });
  await produce(folder, order(3, 3));
  assert.equal((await folder.run(['run', 'q.sql', '--bounded', '--group-id', 'nightly', '--port', '0'])).code, 0);
  assert.deepEqual(await rows(folder, 'counts'), [
    { item: 'a', n: 2 },
    { item: 'a', n: 1 },
  ]);
  assert.deepEqual(await folder.run(['run', 'q.sql'], { env }), { code: 0, stdout: '', stderr: '' });
  assert.equal((await rows(folder, 'counts')).length, 2);
});

test('a plan that compile has written runs as the SQL does', async () => {
  using folder = folderWith({ 'q.sql': SQL });
  await folder.run(['compile', '--file', 'q.sql', '--output-file', 'q.json', '--bounded']);
  await produce(folder, order(1, 1), order(2, 2));
  const { code, stderr } = await folder.run(['run', 'q.json', '--bounded', '--port', '0']);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await rows(folder, 'late_ids'), [{ id: 2 }]);
  const unbounded = await folder.run(['run', 'q.json', '--port', '0']);
  assert.equal(unbounded.code, 2);
  assert.match(unbounded.stderr, /run it with --bounded/);
});

const refused: readonly (readonly [what: string, sql: string, args: readonly string[], code: number, said: RegExp])[] =
  [
    ['a file that is not there', 'SELECT 1;', ['nope.sql'], 66, /cannot read nope\.sql/],
    ['SQL with an error', 'SELECT a FRM t;', ['q.sql'], 2, /q\.sql:1:10/],
    ['nothing that runs on', 'SELECT 1;', ['q.sql'], 2, /no statement reads a topic/],
    ['a topic that is not there', 'SELECT a FROM nope EMIT CHANGES;', ['q.sql', '--port', '0'], 66, /no topic 'nope'/],
    ['a plan of another version', '{"version":1,"bounded":false,"queries":[]}', ['q.sql'], 2, /plan of version 1/],
    ['what is no plan', '{"a":1}', ['q.sql'], 2, /is no plan/],
    ['half a plan', '{"version":', ['q.sql'], 2, /is no plan/],
    ['no name for the job', 'SELECT 1;', ['-'], 64, /the job needs a name/],
    ['two files', 'SELECT 1;', ['q.sql', 'r.sql'], 64, /run takes/],
  ];

for (const [what, sql, args, code, said] of refused)
  test(`refused: ${what}`, async () => {
    using folder = folderWith({ 'q.sql': sql });
    const ran = await folder.run(['run', ...args], { stdin: '{"version":2,"bounded":false,"queries":[]}' });
    assert.match(ran.stderr, said);
    assert.equal(ran.code, code);
    assert.equal(ran.stdout, '');
  });

test('state of another query is dropped for the plan that a deployment allows it for, and for no other', async () => {
  const sums = `CREATE STREAM orders (id BIGINT, item STRING) WITH (topic = 'orders', format = 'json');
CREATE TABLE sums AS SELECT item, SUM(id) AS total FROM orders GROUP BY item EMIT CHANGES;
`;
  const most = sums.replace('SUM', 'MAX');
  const number = layoutNumber(planOf(most));
  using folder = folderWith({ 'q.sql': sums, 'deployed/q.sql': most });
  await produce(folder, order(1, 1), order(2, 2));
  await runUntil(folder, ['--group-id', 'job'], async () => (await topicEnd(folder, 'sums')) === 2);
  await produce(folder, order(1, 3));
  const run = (allowed: string): Promise<Ran> =>
    folder.run(['run', 'deployed/q.sql', '--group-id', 'job', '--port', '0'], {
      env: { FERRIS_RESET_STATE: allowed },
    });
  const other = await run('another');
  assert.equal(other.code, 1);
  assert.match(other.stdout, new RegExp(`allows the plan another to drop state, and this is the plan ${number}`));
  assert.match(other.stderr, /sums: aggregate is another one than it was/);
  const { code } = await runUntil(
    folder,
    ['--group-id', 'job'],
    async () => (await topicEnd(folder, 'sums')) === 3,
    undefined,
    { file: 'deployed/q.sql', env: { FERRIS_RESET_STATE: number } },
  );
  assert.equal(code, 0);
  assert.deepEqual((await rows(folder, 'sums')).at(-1), { item: 'a', total: 1 });
});

test('an unknown level of the log, a port that is taken, and a configuration that is none', async () => {
  using folder = folderWith({ 'q.sql': SQL, 'list.yaml': '- a\n', 'mode.yaml': 'mode: sometimes\n' });
  await produce(folder, order(1, 1));
  const run = (env: Record<string, string>): Promise<Ran> => folder.run(['run', 'q.sql', '--port', '0'], { env });
  assert.match(
    (await run({ FERRIS_LOG_LEVEL: 'loud' })).stderr,
    /FERRIS_LOG_LEVEL takes one of error, warn, info, debug, not 'loud'/,
  );
  assert.match((await run({ FERRIS_WORKLOAD_CONFIG: 'list.yaml' })).stderr, /configuration of a workload is expected/);
  assert.match((await run({ FERRIS_WORKLOAD_CONFIG: 'mode.yaml' })).stderr, /continuous or bounded/);
  await runUntil(
    folder,
    [],
    async () => true,
    async port => {
      const { code, stderr } = await folder.run(['run', 'q.sql', '--port', String(port), '--group-id', 'other']);
      assert.equal(code, 64);
      assert.match(stderr, /is taken/);
    },
  );
});

async function topicEnd(folder: Folder, topic: string): Promise<number> {
  const { stdout } = await folder.run(['topics', topic, '--format', 'json']);
  if (stdout === '') return 0;
  const { topics } = JSON.parse(stdout) as { topics: { partitions: { end: number }[] }[] };
  return topics[0]?.partitions[0]?.end ?? 0;
}
