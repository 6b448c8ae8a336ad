/** Brokers that are not there, are something else, or go away in the middle; and a client that leaves nothing behind. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import { type Connector, ConnectorError } from '../../runtime/connectors/port.ts';
import { kafkaStatus, startKafka, stopKafka } from '../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../scripts/kafka/ports.ts';
import { quickly } from '../quickly.ts';
import { never, record, writeAll } from '../unit/connectors/conformance.ts';
import { brokers, freshTopic, open } from './broker.ts';

/** A server that does with each connection what it is told to; its address. */
async function server(onConnection: (socket: net.Socket) => void) {
  const listening = net.createServer(onConnection);
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  assert.ok(typeof address === 'object' && address);
  return { address: `127.0.0.1:${address.port}`, close: () => listening.close() };
}

async function refusal(address: string, timeoutMs: number): Promise<{ message: string; after: number }> {
  const began = performance.now();
  const failure = await kafkaConnector({ brokers: [address], timeoutMs }).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof ConnectorError, `${failure}`);
  assert.equal(failure.kind, 'unreachable');
  assert.ok(failure.message.includes(address), failure.message);
  return { message: failure.message, after: performance.now() - began };
}

test('nobody listens', async () => {
  await quickly(1000, async () => {
    const { message, after } = await refusal(`localhost:${await anyFreePort()}`, 60_000);
    assert.match(message, /connection refused.*check that the broker runs/);
    return after;
  });
});

test('somebody listens and never answers', async t => {
  const silent = await server(socket => socket.on('error', () => {}));
  t.after(silent.close);
  await quickly(1500, async () => {
    const { message, after } = await refusal(silent.address, 500);
    assert.match(message, /no answer/);
    assert.ok(after > 400, `${after}`);
    return after;
  });
});

test('what listens is no broker', async t => {
  const web = await server(socket => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  t.after(web.close);
  const { message } = await refusal(web.address, 60_000);
  assert.match(message, /does not speak the Kafka protocol/);
});

test('no such host', async () => {
  await refusal('no-such-host.invalid:9092', 5000);
});

test('what is not an address', async () => {
  await assert.rejects(
    kafkaConnector({ brokers: ['localhost:port'] }),
    error => error instanceof ConnectorError && /host:port/.test(error.message),
  );
  await assert.rejects(kafkaConnector({ brokers: [] }), ConnectorError);
});

test('the first broker of a list is down', async () => {
  const down = `localhost:${await anyFreePort()}`;
  const connector = await kafkaConnector({ brokers: [down, ...(await brokers())] });
  assert.ok(Array.isArray(await connector.topics(never)));
  await connector.close();
});

test('ends requests promptly when aborted', async () => {
  const connector = await open();
  const stop = AbortSignal.abort(new Error('enough'));
  await assert.rejects(connector.topics(stop), /enough/);
  await assert.rejects(connector.partitions('any', stop), /enough/);
  await connector.close();
  await assert.rejects(connector.topics(never), ConnectorError);
});

test('a process that has closed its connector ends by itself', async () => {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'whole-life.ts'), (await brokers())[0]!, freshTopic()],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  assert.equal(code, 0);
});

test('a broker goes away for a while, then for good', async t => {
  const given = process.env.KAFKA_BROKERS;
  // This one is stopped, so it cannot be the one others use.
  delete process.env.KAFKA_BROKERS;
  const folder = path.resolve(import.meta.dirname, `../../.cache/kafka/stopped-${process.pid}`);
  let connector: Connector | undefined;
  t.after(async () => {
    await connector?.close();
    await stopKafka({ folder });
    fs.rmSync(folder, { recursive: true, force: true });
    if (given) process.env.KAFKA_BROKERS = given;
  });

  const port = await anyFreePort();
  const { brokers: address, started } = await startKafka({ folder, port });
  assert.deepEqual({ address, started }, { address: `localhost:${port}`, started: true });
  assert.equal((await startKafka({ folder })).started, false, 'a second start finds it running');
  assert.equal((await kafkaStatus({ folder }))?.brokers, address);
  const topic = freshTopic();
  connector = await kafkaConnector({ brokers: [address], timeoutMs: 60_000 });
  await connector.createTopic(topic, 1, never);
  await writeAll(connector, [record(topic, 'k', 'before')]);
  const reader = await connector.reader([{ topic, partition: 0, from: 0 }]);
  const next = async () => {
    for (;;) {
      const batches = await reader.read(30_000, never);
      for (const { records } of batches ?? []) for (const { value } of records) return Buffer.from(value!).toString();
    }
  };
  assert.equal(await next(), 'before');

  assert.equal(await stopKafka({ folder }), true);
  assert.equal(await stopKafka({ folder }), false);
  assert.equal(await kafkaStatus({ folder }), undefined);
  await startKafka({ folder, port });
  await writeAll(connector, [record(topic, 'k', 'after')]);
  assert.equal(await next(), 'after');
  await connector.close();

  connector = await kafkaConnector({ brokers: [address], timeoutMs: 1000 });
  const lost = await connector.reader([{ topic, partition: 0, from: 0, to: 1_000_000 }]);
  const writer = await connector.writer();
  await writer.write([record(topic, 'k', 'never')]);
  await stopKafka({ folder });
  const unreachable = (error: unknown) =>
    error instanceof ConnectorError && error.kind === 'unreachable' && error.message.includes(address);
  const began = performance.now();
  await assert.rejects(async () => {
    while (await lost.read(5000, never));
  }, unreachable);
  await assert.rejects(writer.commit(), unreachable);
  await assert.rejects(connector.partitions(topic, never), unreachable);
  // A second each; without being told how long, ten.
  assert.ok(performance.now() - began < 25_000, `${performance.now() - began}`);
});
