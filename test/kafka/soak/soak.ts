/**
 * Two jobs on a Kafka of their own, one with state and one without, while their processes are killed every few seconds, grow
 * from two to four and shrink to one, and the broker is stopped and started: what they have written must be exact.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaConnector } from '../../../runtime/connectors/kafka/connector.ts';
import { type Connector, ConnectorError } from '../../../runtime/connectors/port.ts';
import { startKafka, stopKafka } from '../../../scripts/kafka/broker.ts';
import { anyFreePort } from '../../../scripts/kafka/ports.ts';
import { randomOf } from '../../simulator/random.ts';
import { never, readAll } from '../../unit/connectors/conformance.ts';
import { type JobProcess, killJobs, startJob } from '../job-process.ts';

export interface SoakOptions {
  readonly milliseconds: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

export interface SoakReport {
  readonly rows: number;
  readonly killed: number;
  readonly brokerStops: number;
  /** From the death of the member that worked to its successor working, in milliseconds. */
  readonly takeovers: readonly number[];
}

const EPOCH = 1_700_000_000_000;
const ITEMS = 7;
const PER_BEAT = 20;
/** Between two writes, in milliseconds. */
const BEAT = 100;

const SOURCE = `CREATE STREAM source (id BIGINT, item STRING, amount BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '1' SECOND) WITH (topic = 'input', format = 'json', 'event.time.format' = 'epoch_millis');\n`;
const JOBS = {
  windows: `${SOURCE}CREATE STREAM windows AS SELECT item, SUM(amount) AS total, COUNT(*) AS n, _window_end AS until FROM source GROUP BY item WINDOW TUMBLING(1s) EMIT FINAL;\n`,
  plain: `${SOURCE}CREATE STREAM plain AS SELECT id, amount * 2 AS twice FROM source;\n`,
} as const;

type Name = keyof typeof JOBS;

/** Rejects when a row is missing, wrong or there twice. */
export async function soak({ milliseconds, seed, say }: SoakOptions): Promise<SoakReport> {
  const random = randomOf(seed);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-soak-'));
  const kafka = { folder: path.join(folder, 'kafka'), port: await anyFreePort() };
  const own = { ...kafka, extras: { settings: {}, scram: [] } };
  for (const [name, sql] of Object.entries(JOBS)) fs.writeFileSync(path.join(folder, `${name}.sql`), sql);
  const addresses = (await startKafka(own)).brokers.split(',');
  let connector: Connector | undefined;
  const processes: Record<Name, JobProcess[]> = { windows: [], plain: [] };
  const takeovers: number[] = [];
  let [rows, killed, brokerStops] = [0, 0, 0];
  try {
    connector = await kafkaConnector({ brokers: addresses, timeoutMs: 60_000 });
    await connector.createTopic('input', 4, never);
    for (const name of Object.keys(JOBS)) await connector.createTopic(name, 1, never);
    const begin = (name: Name): JobProcess => {
      const job = startJob(path.join(folder, `${name}.sql`), addresses, name);
      processes[name].push(job);
      void job.ended.then(() => {
        processes[name] = processes[name].filter(one => one !== job);
      });
      return job;
    };
    const writer = await connector.writer();
    const started = performance.now();
    let nextDeath = started + 5000;
    let brokerDown: Promise<void> | undefined;
    for (let beat = 0; performance.now() - started < milliseconds; beat++) {
      const part = (performance.now() - started) / milliseconds;
      const wanted = part < 1 / 3 ? 2 : part < 2 / 3 ? 4 : 1;
      for (const name of Object.keys(JOBS) as Name[]) {
        while (processes[name].length < wanted) begin(name);
        if (processes[name].length > wanted) processes[name].at(-1)!.process.kill('SIGTERM');
      }
      if (performance.now() > nextDeath && !brokerDown) {
        nextDeath = performance.now() + 2000 + random.below(4000);
        const name: Name = random.chance(0.6) ? 'windows' : 'plain';
        const victim = random.pick(processes[name]);
        const wasWorking = name === 'windows' && isWorking(victim);
        victim.process.kill('SIGKILL');
        killed++;
        if (wasWorking) void takenOver(processes, victim, performance.now()).then(ms => takeovers.push(ms));
      }
      if (part > 0.5 && brokerStops === 0) {
        brokerStops++;
        brokerDown = (async () => {
          await stopKafka(kafka);
          await pause(3000);
          await startKafka(own);
        })().finally(() => {
          brokerDown = undefined;
        });
      }
      await writer.write(Array.from({ length: PER_BEAT }, () => recordOf(rows++)));
      await committed(writer);
      if (beat % 100 === 0) say(`${rows} rows, ${killed} killed`);
      await pause(BEAT);
    }
    await brokerDown;
    say(`${rows} rows, ${killed} killed; waiting until all is worked off`);
    for (const name of Object.keys(JOBS) as Name[]) {
      while (processes[name].length === 0) begin(name);
      await workedOff(connector, name);
    }
    // The group's offsets may be seen a moment before the rows of the same transaction.
    await pause(2000);
    killJobs();
    await check(connector, rows);
    return { rows, killed, brokerStops, takeovers };
  } finally {
    killJobs();
    await connector?.close();
    await stopKafka(kafka);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function recordOf(id: number) {
  const value = { id, item: `i${id % ITEMS}`, amount: id % 10, at: EPOCH + id * 5 };
  return {
    topic: 'input',
    // Each has rows: one without would hold the watermark back.
    partition: id % 4,
    key: Buffer.from(`k${id % 13}`),
    value: Buffer.from(JSON.stringify(value)),
    timestamp: value.at,
    headers: [],
  };
}

/** As often as it takes: while the broker is away what was written stays pending. */
async function committed(writer: { commit(): Promise<void> }): Promise<void> {
  for (;;) {
    try {
      return await writer.commit();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unreachable') throw error;
      await pause(500);
    }
  }
}

const isWorking = ({ lines }: JobProcess): boolean => lines.at(-1)?.message === 'running';

const isAlive = ({ process: { exitCode, signalCode } }: JobProcess): boolean =>
  exitCode === null && signalCode === null;

async function takenOver(processes: Record<Name, JobProcess[]>, victim: JobProcess, since: number): Promise<number> {
  while (!processes.windows.some(one => one !== victim && isWorking(one) && isAlive(one))) await pause(50);
  return performance.now() - since;
}

async function workedOff(connector: Connector, group: string): Promise<void> {
  for (;;) {
    const partitions = (await connector.partitions('input', never)) ?? [];
    const reached = await connector.committed(group, 'input', never).catch(() => new Map<number, number>());
    // Behind the last record there may be a marker of its transaction, which is no record to be worked off.
    if (partitions.every(({ partition, end }) => end - (reached.get(partition) ?? 0) <= 1)) return;
    await pause(300);
  }
}

async function check(connector: Connector, rows: number): Promise<void> {
  const read = async (topic: string) =>
    (await readAll(connector, topic)).map(
      ({ value }) => JSON.parse(Buffer.from(value!).toString()) as Record<string, never>,
    );
  const plain = await read('plain');
  const ids = new Set(plain.map(({ id }) => Number(id)));
  assert.equal(ids.size, rows, 'rows are missing');
  assert.equal(plain.length, rows, 'rows are there twice');
  assert.ok(plain.every(({ id, twice }) => twice === 2 * (Number(id) % 10)));
  const expected = new Map<string, string>();
  const perWindow = 200;
  // The watermark is a second behind the greatest time that each partition has: the last windows are open.
  const closed = Math.floor((rows - perWindow) / perWindow) - 1;
  for (let window = 0; window < closed; window++)
    for (let item = 0; item < ITEMS; item++) {
      const own = Array.from({ length: perWindow }, (_, i) => window * perWindow + i).filter(id => id % ITEMS === item);
      expected.set(`i${item} ${window}`, `${own.reduce((sum, id) => sum + (id % 10), 0)} of ${own.length}`);
    }
  const windows = (await read('windows')).map(({ item, until, total, n }) => {
    const window = (Date.parse(until) - EPOCH) / 1000 - 1;
    return { key: `${item} ${window}`, window, found: `${total} of ${n}` };
  });
  assert.equal(new Set(windows.map(({ key }) => key)).size, windows.length, 'a window came out twice');
  const found = new Map(windows.filter(({ window }) => window < closed).map(one => [one.key, one.found]));
  assert.deepEqual(found, expected);
}
