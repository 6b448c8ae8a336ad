/** The broker of a test file: the one KAFKA_BROKERS names, else one of its own that ends with the file. */
import fs from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { type KafkaOptions, kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import type { Connector } from '../../runtime/connectors/port.ts';
import { startKafka, stopKafka } from '../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../scripts/kafka/ports.ts';

let starting: Promise<readonly string[]> | undefined;

/** Addresses for kafkaConnector; starts the broker at the first call. */
export function brokers(): Promise<readonly string[]> {
  starting ??= start();
  return starting;
}

/** A connector to the file's broker; closed with the file at the latest, also when a test failed before it did. */
export async function open(options: Omit<KafkaOptions, 'brokers'> = {}): Promise<Connector> {
  const connector = await kafkaConnector({ brokers: await brokers(), ...options });
  opened.push(connector);
  return connector;
}

const opened: Connector[] = [];

const run = `${process.pid}-${Date.now().toString(36)}`;
let topics = 0;

/** A topic name nobody had before. */
export const freshTopic = (): string => `test-${run}-${++topics}`;

/** Where the file's own broker keeps its data. */
const folder = path.resolve(import.meta.dirname, `../../.cache/kafka/test-${run}`);

async function start(): Promise<readonly string[]> {
  const { brokers, started } = await startKafka({ folder, port: await anyFreePort() });
  if (started) process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return brokers.split(',');
}

after(async () => {
  for (const connector of opened) await connector.close();
  if (!starting) return;
  await starting.catch(() => {});
  await stopKafka({ folder });
  fs.rmSync(folder, { recursive: true, force: true });
});
