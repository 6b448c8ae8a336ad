/**
 * How long a job with a million keys of state is away when the process that works is killed: another one of its group stands by,
 * hears of it when the session's time is over, reads the state and goes on.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import type { Connector, Writer } from '../../runtime/connectors/port.ts';
import { type JobProcess, killJobs, startJob } from '../../test/kafka/job-process.ts';

const KEYS = 1_000_000;
/** Between two records while the job is away, in milliseconds. */
const BEAT = 50;
const ROUNDS = 3;
const never = new AbortController().signal;

export async function takeover(brokers: readonly string[], write: (line: string) => void): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-takeover-'));
  const connector = await kafkaConnector({ brokers });
  const run = Date.now().toString(36);
  const [input, out, group] = [`keys-${run}`, `sums-${run}`, `takeover-${run}`];
  const file = path.join(folder, 'job.sql');
  fs.writeFileSync(
    file,
    `CREATE STREAM given (key BIGINT PRIMARY KEY, amount BIGINT) WITH (topic = '${input}', format = 'json');
CREATE TABLE sums WITH (topic = '${out}', format = 'json') AS SELECT key, SUM(amount) AS total, COUNT(*) AS n FROM given GROUP BY key EMIT CHANGES;`,
  );
  try {
    for (const topic of [input, out]) await connector.createTopic(topic, 1, never);
    const writer = await connector.writer();
    for (let i = 0; i < KEYS; i += 2000) {
      await put(
        writer,
        input,
        Array.from({ length: 2000 }, (_, k) => i + k),
      );
      if (i % 50_000 === 0) await writer.commit();
    }
    await writer.commit();
    const start = (): JobProcess => startJob(file, brokers, group);
    let works = start();
    await works.said('running');
    while (((await connector.committed(group, input, never)).get(0) ?? 0) < KEYS) await pause(200);
    for (let round = 0; round < ROUNDS; round++) {
      const standsBy = start();
      await standsBy.said('standing by');
      // What came before has come out.
      const from = await settled(connector, out);
      works.process.kill('SIGKILL');
      const killed = Date.now();
      const seconds = await firstOutput(connector, writer, input, { topic: out, partition: 0, from });
      const at = async (message: string): Promise<number> =>
        Date.parse(String((await standsBy.said(message)).time)) - killed;
      const [assigned, running] = [await at('assigned'), await at('running')];
      const rate = KEYS / (running - assigned);
      write(
        `${KEYS} keys of state, kill -9 to the first new output: ${seconds.toFixed(1)} s (wanted 20 at most); ${(assigned / 1000).toFixed(1)} s until the group has noticed, state read in ${((running - assigned) / 1000).toFixed(1)} s: ${rate.toFixed(0)} k keys/s`,
      );
      works = standsBy;
    }
    await writer.close();
  } finally {
    killJobs();
    await connector.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const put = (writer: Writer, topic: string, keys: readonly number[]): Promise<void> =>
  writer.write(
    keys.map(key => ({
      topic,
      key: Buffer.from(String(key)),
      value: Buffer.from(JSON.stringify({ key, amount: key % 1000 })),
      timestamp: 1_700_000_000_000,
      headers: [],
    })),
  );

async function settled(connector: Connector, topic: string): Promise<number> {
  const end = async (): Promise<number> => (await connector.partitions(topic, never))![0]!.end;
  for (let before = -1; ; ) {
    const now = await end();
    if (now === before) return now;
    before = now;
    await pause(1000);
  }
}

/** Seconds until a record can be read there that was not. */
async function firstOutput(
  connector: Connector,
  writer: Writer,
  input: string,
  place: { readonly topic: string; readonly partition: number; readonly from: number },
): Promise<number> {
  const began = performance.now();
  const reader = await connector.reader([place]);
  try {
    for (let key = 0; ; key++) {
      await put(writer, input, [key]);
      await writer.commit();
      const batches = (await reader.read(BEAT, never)) ?? [];
      if (batches.some(({ records }) => records.length > 0)) return (performance.now() - began) / 1000;
    }
  } finally {
    await reader.close();
  }
}
