/** Exactly once in figures, on a Kafka of this machine: what it costs, and how soon it goes on after a crash. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startKafka, stopKafka } from '../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../scripts/kafka/ports.ts';
import { commits } from './commits.ts';
import { restoring } from './restoring.ts';
import { takeover } from './takeover.ts';

export async function exactlyOnce(write: (line: string) => void): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-bench-kafka-'));
  try {
    const brokers = (await startKafka({ folder, port: await anyFreePort() })).brokers.split(',');
    await commits(brokers, write);
    await takeover(brokers, write);
    await restoring(brokers, write);
  } finally {
    await stopKafka({ folder });
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
