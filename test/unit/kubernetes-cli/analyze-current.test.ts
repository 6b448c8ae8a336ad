/** ferris-k8s-deploy analyze-current: configurations of single instances and compose files, as people have them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from '../kubernetes/run.ts';

const LOW_LATENCY = `# Ultra-low latency
kafka:
  brokers: "kafka:29092"
  acks: "1"
  linger_ms: 0
  sasl: { username: ferris, password: hunter2 }
server: { port: 8080 }
sql:
  worker_threads: 8
  max_memory_mb: 4096
performance: { batch_size: 10, flush_interval_ms: 1 }
`;

const QUERIES = `CREATE STREAM trades (symbol STRING, price DECIMAL(18,4), ts TIMESTAMP) WITH ('topic' = 'trades');
-- MEMORY_LIMIT: 512MB
CREATE STREAM totals AS SELECT symbol, SUM(price) AS total FROM trades WINDOW TUMBLING(1m) GROUP BY symbol;
CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 100;
`;

const COMPOSE = `version: '3.8'
services:
  kafka: { image: apache/kafka }
  ferris-streams:
    image: ferrisstreams:latest
    environment:
      - KAFKA_BROKERS=kafka:9092
      - SQL_WORKER_THREADS=2
      - SQL_WORKR_THREADS=4
      - SQL_FILE=/app/sql-files/app.sql
    volumes:
      - ./configs/low.yaml:/app/sql-config.yaml
      - ./app.sql:/app/sql-files/app.sql:ro
`;

test('a configuration by itself: each setting with what becomes of it, and hints for the instance', async () => {
  using folder = folderWith({ 'current.yaml': LOW_LATENCY });
  const { code, stdout } = await folder.run(['analyze-current', '--config', 'current.yaml']);
  assert.equal(code, 0);
  assert.match(stdout, /--sql FILE names its queries/);
  assert.match(stdout, /sql\.worker_threads +8 +hint resources\.cpu_cores/);
  assert.match(stdout, /kafka\.acks +1 +WITH \('acks' = …\) of the stream/);
  assert.match(stdout, /-- @ferris:workload=trading +# kafka\.linger_ms is 0: latency counts/);
  assert.match(stdout, /-- @ferris:kafka\.secret=kafka-credentials/);
  assert.doesNotMatch(stdout, /hunter2/);
});

test('a password is in no form of the report', async () => {
  using folder = folderWith({ 'current.yaml': LOW_LATENCY });
  const { stdout } = await folder.run(['analyze-current', '--config', 'current.yaml', '--format', 'json']);
  assert.doesNotMatch(stdout, /hunter2/);
  const settings: readonly { path: string; value: string }[] = JSON.parse(stdout).instances[0].settings;
  assert.equal(settings.find(one => one.path === 'kafka.sasl.password')?.value, '(not shown)');
});

test('a compose file: its variables go before the mounted file, its queries are read', async () => {
  using folder = folderWith({ 'docker-compose.yml': COMPOSE, 'configs/low.yaml': LOW_LATENCY, 'app.sql': QUERIES });
  const { code, stdout } = await folder.run(['analyze-current', '--config', 'docker-compose.yml', '-f', 'json']);
  assert.equal(code, 0);
  const [instance, ...others] = JSON.parse(stdout).instances;
  assert.equal(others.length, 0);
  assert.equal(instance.service, 'ferris-streams');
  assert.deepEqual(
    instance.jobs.map((one: { job: string; stateful: boolean }) => [one.job, one.stateful]),
    [
      ['totals', true],
      ['big', false],
    ],
  );
  assert.deepEqual(
    instance.problems.map((one: { message: string }) => one.message),
    ["nobody reads the variable 'SQL_WORKR_THREADS'; did you mean 'SQL_WORKER_THREADS'?"],
  );
  const hints = (job: string): Record<string, string> =>
    Object.fromEntries(
      instance.hints
        .find((one: { job: string }) => one.job === job)
        .proposals.map((one: { key: string; value: string }) => [one.key, one.value]),
    );
  assert.equal(hints('big')['kafka.brokers'], 'kafka:9092');
  assert.equal(hints('big')['resources.cpu_cores'], '1', 'two threads, shared by two jobs');
  assert.equal(hints('totals')['resources.memory_gb'], '1', 'the job has its own limit');
  assert.equal(hints('big')['resources.memory_gb'], '3', 'half of what the instance has');
});

test('the written queries pass validate-hints --strict, and are written once', async () => {
  using folder = folderWith({ 'docker-compose.yml': COMPOSE, 'configs/low.yaml': LOW_LATENCY, 'app.sql': QUERIES });
  const analyze = ['analyze-current', '--config', 'docker-compose.yml', '--output', 'hinted/'];
  assert.equal((await folder.run(analyze)).code, 0);
  const written = fs.readFileSync(path.join(folder.path, 'hinted/app.sql'), 'utf8');
  assert.match(written, /-- @ferris:workload=trading.*\n(-- @ferris.*\n)+CREATE STREAM totals/);
  const checked = await folder.run(['validate-hints', 'hinted/app.sql', '--strict']);
  assert.equal(checked.code, 0, checked.stdout + checked.stderr);
  const again = await folder.run(analyze);
  assert.equal(again.code, 64);
  assert.match(again.stderr, /hinted\/app\.sql exists already\n {2}write --force/);
});

test('hints that the query has are not proposed again', async () => {
  using folder = folderWith({
    'current.yaml': LOW_LATENCY,
    'q.sql': '-- @ferris:workload=analytics\nSELECT symbol FROM trades;\n',
  });
  const { stdout } = await folder.run(['analyze-current', '--config', 'current.yaml', '--sql', 'q.sql']);
  assert.match(stdout, /Hints for query:/);
  assert.doesNotMatch(stdout, /@ferris:workload=/);
});

test('what cannot be read says what it is instead', async () => {
  using folder = folderWith({
    'manifest.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\n',
    'broken.yaml': 'kafka: [\n',
    'other.yml': 'services:\n  web: { image: nginx }\n',
    'strange.yaml': 'a: 1\n',
  });
  const errors = async (file: string) => {
    const { code, stderr } = await folder.run(['analyze-current', '--config', file]);
    assert.equal(code, 66, stderr);
    return stderr;
  };
  assert.match(await errors('manifest.yaml'), /extract-hints --from-deployment manifest\.yaml/);
  assert.match(await errors('broken.yaml'), /cannot read broken\.yaml:\d+: this is not YAML/);
  assert.match(await errors('other.yml'), /none of its services runs FerrisSQL/);
  assert.match(await errors('strange.yaml'), /nothing in it is a setting of FerrisSQL; line 1: nobody reads 'a'/);
  assert.match(await errors('none.yaml'), /there is no such file/);
});

test('--strict counts settings that nobody reads and files that are missing', async () => {
  using folder = folderWith({
    'c.yaml': 'kafka: { brokers: "k:9092" }\nsql: { worker_thread: 2 }\n',
    'd.yml': COMPOSE,
  });
  const plain = await folder.run(['analyze-current', '--config', 'c.yaml']);
  assert.equal(plain.code, 0);
  assert.match(plain.stdout, /line 2: nobody reads 'sql\.worker_thread'; did you mean 'sql\.worker_threads'\?/);
  assert.equal((await folder.run(['analyze-current', '--config', 'c.yaml', '--strict'])).code, 1);
  const missing = await folder.run(['analyze-current', '--config', 'd.yml', '--strict']);
  assert.equal(missing.code, 1);
  assert.match(missing.stdout, /cannot read app\.sql: there is no such file/);
});
