/**
 * What a snapshot saves a job with a million keys of state when it is started again: the same state from its topic alone and from
 * a snapshot, when each key has been written once and when the topic holds many changes of each (as it does between compactions).
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import type { Connector } from '../../runtime/connectors/port.ts';
import { type JobProcess, killJobs, startJob } from '../../test/kafka/job-process.ts';

const KEYS = 1_000_000;
const ROUNDS = 3;
const never = new AbortController().signal;

export async function restoring(brokers: readonly string[], write: (line: string) => void): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-restoring-'));
  const connector = await kafkaConnector({ brokers });
  const run = Date.now().toString(36);
  const [input, out, group] = [`keys-${run}`, `sums-${run}`, `restoring-${run}`];
  const file = path.join(folder, 'job.sql');
  fs.writeFileSync(
    file,
    `CREATE STREAM given (key BIGINT PRIMARY KEY, amount BIGINT) WITH (topic = '${input}', format = 'json');
CREATE TABLE sums WITH (topic = '${out}', format = 'json') AS SELECT key, SUM(amount) AS total, COUNT(*) AS n FROM given GROUP BY key EMIT CHANGES;`,
  );
  const withSnapshot = ['--state-dir', path.join(folder, 'state')];
  try {
    for (const topic of [input, out]) await connector.createTopic(topic, 1, never);
    for (const times of [1, 4]) {
      // The snapshot is made when the job ends.
      const job = startJob(file, brokers, group, withSnapshot);
      const before = (await connector.partitions(input, never))![0]!.end;
      for (let i = times === 1 ? 0 : 1; i < times; i++) await putAll(connector, input);
      const { end } = (await connector.partitions(input, never))![0]!;
      await job.said('running');
      if (end > before)
        while (((await connector.committed(group, input, never)).get(0) ?? 0) < end - 1) await pause(200);
      await ended(job);
      const figures = { topic: [] as Figure[], snapshot: [] as Figure[] };
      for (let round = 0; round < ROUNDS; round++) {
        figures.topic.push(await measured(startJob(file, brokers, group)));
        figures.snapshot.push(await measured(startJob(file, brokers, group, withSnapshot)));
      }
      const [topic, snapshot] = [least(figures.topic), least(figures.snapshot)];
      write(
        `${KEYS} keys, each written ${times} times: processor time to running ${topic.cpuSeconds.toFixed(1)} s from the topic, ${snapshot.cpuSeconds.toFixed(1)} s from a snapshot (ratio ${(topic.cpuSeconds / snapshot.cpuSeconds).toFixed(1)}); ${topic.seconds.toFixed(1)} s and ${snapshot.seconds.toFixed(1)} s of time`,
      );
    }
  } finally {
    killJobs();
    await connector.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Figure {
  readonly cpuSeconds: number;
  readonly seconds: number;
}

const least = (figures: readonly Figure[]): Figure => ({
  cpuSeconds: Math.min(...figures.map(one => one.cpuSeconds)),
  seconds: Math.min(...figures.map(one => one.seconds)),
});

/** From its partitions to its work, and the processor time of it all. */
async function measured(job: JobProcess): Promise<Figure> {
  const assigned = Date.parse(String((await job.said('assigned')).time));
  const running = Date.parse(String((await job.said('running')).time));
  const cpuSeconds = cpuOf(job.process.pid!);
  await ended(job);
  return { cpuSeconds, seconds: (running - assigned) / 1000 };
}

async function ended(job: JobProcess): Promise<void> {
  job.process.kill('SIGTERM');
  await job.ended;
}

/** In clock ticks, a hundredth of a second each; Linux tells it of any process. */
function cpuOf(pid: number): number {
  const fields = fs
    .readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function putAll(connector: Connector, topic: string): Promise<void> {
  const writer = await connector.writer();
  for (let i = 0; i < KEYS; i += 2000) {
    await writer.write(
      Array.from({ length: 2000 }, (_, k) => ({
        topic,
        key: Buffer.from(String(i + k)),
        value: Buffer.from(JSON.stringify({ key: i + k, amount: 1 })),
        timestamp: 1_700_000_000_000,
        headers: [],
      })),
    );
    if (i % 50_000 === 0) await writer.commit();
  }
  await writer.commit();
  await writer.close();
}
