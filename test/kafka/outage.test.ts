/** The broker goes away in the middle of `ferris-sql stream` and `run`: it is said, waited for, and no row is lost or doubled. */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, afterEach } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import type { Connector } from '../../runtime/connectors/port.ts';
import { startKafka, stopKafka } from '../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../scripts/kafka/ports.ts';
import { never, record } from '../unit/connectors/conformance.ts';
import { freshTopic } from './broker.ts';

const MAIN = path.resolve(import.meta.dirname, '../../cli/sql/main.ts');
const folder = path.resolve(import.meta.dirname, `../../.cache/kafka/outage-${process.pid}`);
/** Its own: others must not be stopped with it. */
const extras = { settings: {}, scram: [] };

const children: ChildProcessWithoutNullStreams[] = [];
const end = async (): Promise<void> => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const pid = brokerPid();
  try {
    // One that stands still cannot end.
    if (pid !== undefined) process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended already.
  }
  await stopKafka({ folder });
  fs.rmSync(folder, { recursive: true, force: true });
};
afterEach(end);
after(end);

function brokerPid(): number | undefined {
  try {
    return (JSON.parse(fs.readFileSync(path.join(folder, 'broker.pid.json'), 'utf8')) as { pid: number }).pid;
  } catch {
    return undefined;
  }
}

async function eventually(holds: () => boolean, what: () => string): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!holds()) {
    if (performance.now() > until) assert.fail(what());
    await pause(50);
  }
}

const stream = (brokers: string, args: readonly string[]) => start(['stream', '--brokers', brokers, ...args]);

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args]);
  children.push(child);
  const run = { child, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    run.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    run.stderr += chunk.toString();
  });
  return run;
}

interface Health {
  readonly status: string;
  readonly because?: string;
}

/** How long what must come is waited for, in ms: far longer than a busy machine takes. */
const PATIENCE = 180_000;

/** Asks a job until it says so. */
async function healthy(job: { readonly stdout: string }, isSo: (health: Health) => boolean): Promise<void> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const [, port] = /"port":(\d+)/.exec(job.stdout) ?? [];
    const health: Health =
      port === undefined
        ? { status: 'not there yet' }
        : ((await (await fetch(`http://localhost:${port}/health`)).json()) as Health);
    if (isSo(health)) return;
    assert.ok(performance.now() < until, `${JSON.stringify(health)}: ${job.stdout}`);
    await pause(100);
  }
}

/** All that is in the topic, as soon as so many are. */
async function copiesAt(connector: Connector, topic: string, count: number): Promise<readonly number[]> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const [{ end = 0 } = {}] = (await connector.partitions(topic, never)) ?? [];
    const reader = await connector.reader([{ topic, partition: 0, from: 0, to: end }]);
    const copies: number[] = [];
    for (let batches = await reader.read(1000, never); batches; batches = await reader.read(1000, never))
      for (const { records } of batches)
        copies.push(...records.flatMap(({ value }) => ids(Buffer.from(value!).toString())));
    await reader.close();
    if (copies.length >= count) return copies;
    assert.ok(performance.now() < until, `${copies.length} copies of ${count} came`);
    await pause(200);
  }
}

const ids = (text: string): readonly number[] => [...text.matchAll(/"id":\s*(\d+)/g)].map(found => Number(found[1]));
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, id) => id);

for (const [what, stopBroker, startBroker] of [
  [
    'is killed and started again',
    async () => {
      process.kill(brokerPid()!, 'SIGKILL');
      await stopKafka({ folder });
    },
    async (port: number) => void (await startKafka({ folder, port, extras })),
  ],
  [
    'stands still and goes on',
    async () => process.kill(brokerPid()!, 'SIGSTOP'),
    async () => process.kill(brokerPid()!, 'SIGCONT'),
  ],
] as const)
  test(`the broker ${what}`, async () => {
    const port = await anyFreePort();
    const { brokers } = await startKafka({ folder, port, extras });
    const [input, output, made] = [freshTopic(), freshTopic(), freshTopic()];
    let connector = await kafkaConnector({ brokers: [brokers] });
    for (const topic of [input, output, made]) await connector.createTopic(topic, 1, never);
    let written = 0;
    const write = async (count: number) => {
      const writer = await connector.writer();
      const records = Array.from({ length: count }, () => record(input, 'k', JSON.stringify({ id: written++ })));
      await writer.write(records);
      await writer.commit();
      await writer.close();
    };
    const sql = path.join(folder, 'copy.sql');
    fs.writeFileSync(
      sql,
      `CREATE STREAM o (id BIGINT) WITH ('topic' = '${input}', 'format' = 'json');
CREATE STREAM copied WITH ('topic' = '${output}', 'format' = 'json') AS SELECT id FROM o;`,
    );
    const shown = stream(brokers, ['--query', `SELECT id FROM \`${input}\``, '--format', 'json-lines']);
    const copied = stream(brokers, ['--file', sql, '--output', 'kafka', '--group-id', `copy-${output}`]);
    const both = [shown, copied];
    const job = path.join(folder, 'job.sql');
    fs.writeFileSync(job, fs.readFileSync(sql, 'utf8').replace(output, made));
    const running = start(['run', job, '--brokers', brokers, '--group-id', `run-${made}`, '--port', '0']);
    await write(100);
    await eventually(
      () => ids(shown.stdout).length === 100,
      () => shown.stderr,
    );
    // Both are in the middle of it.
    assert.deepEqual(await copiesAt(connector, output, 100), upTo(100), copied.stderr);
    assert.deepEqual(await copiesAt(connector, made, 100), upTo(100), running.stderr);
    await healthy(running, ({ status }) => status === 'running');
    await connector.close();

    await stopBroker();
    for (const run of both)
      await eventually(
        () => /no Kafka broker answers at localhost:\d+ \(.*\): it is waited for, 120 s at most/.test(run.stderr),
        () => `nothing was said: ${run.stderr}`,
      );
    await healthy(
      running,
      ({ status, because = '' }) =>
        status === 'unreachable' && /no Kafka broker answers at localhost:\d+/.test(because),
    );
    await startBroker(port);
    connector = await kafkaConnector({ brokers: [brokers], timeoutMs: 30_000 });
    await write(100);
    await eventually(
      () => ids(shown.stdout).length >= 200,
      () => shown.stderr,
    );
    for (const run of both)
      await eventually(
        () => /the brokers answer again, after \d+ s/.test(run.stderr),
        () => run.stderr,
      );
    await copiesAt(connector, output, 200);
    await copiesAt(connector, made, 200);
    await healthy(running, ({ status, because }) => status === 'running' && because === undefined);
    for (const { child } of [...both, running]) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    assert.deepEqual(ids(shown.stdout), upTo(200));
    assert.deepEqual(await copiesAt(connector, output, 200), upTo(200));
    assert.deepEqual(await copiesAt(connector, made, 200), upTo(200));
    await connector.close();
  });

test('a bounded query does not wait that long: exit 69, and why', async () => {
  const port = await anyFreePort();
  const { brokers } = await startKafka({ folder, port, extras });
  const topic = freshTopic();
  const connector = await kafkaConnector({ brokers: [brokers] });
  await connector.createTopic(topic, 1, never);
  await connector.close();
  process.kill(brokerPid()!, 'SIGKILL');
  const child = spawn(process.execPath, [
    MAIN,
    'execute',
    '--brokers',
    brokers,
    '--query',
    `SELECT id FROM \`${topic}\``,
  ]);
  children.push(child);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'exit');
  assert.equal(code, 69, stderr);
  assert.match(stderr, /no Kafka broker answers at localhost:\d+ \(connection refused\)/);
});
