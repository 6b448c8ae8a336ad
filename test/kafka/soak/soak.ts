/**
 * Two jobs with state on a Kafka of their own while their processes are killed every few seconds, grow from two to four and
 * shrink to one, and brokers are stopped and started: what they have written must be exact, and what they remember too.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaConnector } from '../../../runtime/connectors/kafka/connector.ts';
import { type Connector, ConnectorError, type Writer } from '../../../runtime/connectors/port.ts';
import { type Random, randomOf } from '../../simulator/random.ts';
import { never, readAll } from '../../unit/connectors/conformance.ts';
import { killJobs } from '../job-process.ts';
import { offsetsAgree } from './agree.ts';
import { type Brokers, startBrokers } from './brokers.ts';
import { expected, found, mustBe, type Written } from './expected.ts';
import { INPUTS, JOBS, OUTPUTS } from './jobs.ts';
import { type Members, members } from './members.ts';
import { type Row, type Rows, recordOf, rowsOf } from './records.ts';

export interface SoakOptions {
  /** Goes on for longer where fewer than `leastKilled` processes were killed by then. */
  readonly milliseconds: number;
  readonly leastKilled: number;
  readonly seed: number;
  /** One, or three of which one may be away. */
  readonly brokers: 1 | 3;
  readonly say: (text: string) => void;
}

export interface SoakReport {
  /** Written to the jobs' topics. */
  readonly rows: number;
  /** Of the results. */
  readonly results: number;
  /** Of these, what had come out when the last process was killed, with the markers of commits. */
  readonly resultsInBetween: number;
  readonly killed: number;
  /** How brokers were stopped: SIGTERM, SIGKILL. */
  readonly brokerStops: readonly string[];
  /** From the death of a member to another one running in its place, in milliseconds. */
  readonly takeovers: readonly number[];
}

/** Between two writes, in milliseconds. */
const BEAT = 100;
/** Most are killed once others work again; after so many milliseconds at the latest, and some before. */
const LONGEST_LIFE = 60_000;
const EARLY = 0.2;
/** A broker is stopped once in so many milliseconds, and at least once. */
const BROKER_STOP_EVERY = 120_000;
/** Nothing more comes out for so many milliseconds: it never will. */
const PATIENCE = 180_000;

/** Rejects when a row is missing, wrong or there twice, and when a process ends by itself. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { milliseconds, leastKilled, seed, brokers: count, say } = options;
  const random = randomOf(seed);
  const rows = rowsOf(seed);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-soak-'));
  const kafka = await startBrokers(folder, count);
  const away = { now: false };
  const brokerStops: string[] = [];
  let connector: Connector | undefined;
  let [killed, workedOffBefore] = [0, 0];
  try {
    connector = await kafkaConnector({ brokers: kafka.addresses, timeoutMs: 60_000 });
    for (const [topic, partitions] of Object.entries(INPUTS)) await connector.createTopic(topic, partitions, never);
    for (const topic of OUTPUTS) await connector.createTopic(topic, 2, never);
    const jobs = JOBS.map(({ name, sql, flags }) => {
      const file = path.join(folder, `${name}.sql`);
      fs.writeFileSync(file, sql);
      return members(file, kafka.addresses, name, flags, () => away.now);
    });
    const failed = Promise.race(jobs.map(job => job.failed));
    failed.catch(() => {});
    const writer = await connector.writer();

    const under = async (): Promise<void> => {
      const started = performance.now();
      const stops = Math.max(1, Math.floor(milliseconds / BROKER_STOP_EVERY));
      const deaths = jobs.map(job => ({ job, at: started + 5000, since: started, early: false, life: 3000 }));
      let stopping: Promise<void> | undefined;
      for (let beat = 0; performance.now() - started < milliseconds || killed < leastKilled; beat++) {
        const part = (performance.now() - started) / milliseconds;
        const wanted = part < 1 / 3 ? 2 : part < 2 / 3 ? 4 : 1;
        for (const job of jobs) job.keep(wanted);
        for (const death of deaths) {
          const now = performance.now();
          // Counted from when they work, or they would hardly ever come to it.
          if (!death.early && !death.job.isBack() && now - death.since < LONGEST_LIFE) death.at = now + death.life;
          if (now < death.at || (count === 1 && stopping)) continue;
          death.job.kill(random);
          killed++;
          death.life = 500 + random.below(4500);
          death.at = now + 1000 + death.life;
          death.since = now;
          death.early = random.chance(EARLY);
        }
        if (!stopping && brokerStops.length < stops && part > (brokerStops.length + 0.5) / stops) {
          const how = random.chance(0.5) ? 'SIGKILL' : 'SIGTERM';
          brokerStops.push(how);
          stopping = stopAndStart(kafka, random, { broker: random.below(count), how, away, say }).finally(() => {
            stopping = undefined;
          });
          stopping.catch(() => {});
        }
        await write(writer, rows.beat());
        if (beat % 100 === 0) say(`${rows.all.length} rows, ${killed} killed`);
        await pause(BEAT);
      }
      await stopping;
      workedOffBefore = await lengths(connector!);
      say(
        `${rows.all.length} rows, ${killed} killed, ${workedOffBefore} results so far; waiting until all is worked off`,
      );
      await workedOff(connector!, writer, rows, jobs);
      // Who goes on from here knows only what was kept.
      for (const job of jobs) await job.killAll();
      say('exact; going on with what was kept');
      for (let beat = 0; beat < 20; beat++) await write(writer, rows.beat());
      await workedOff(connector!, writer, rows, jobs);
    };
    await Promise.race([under(), failed]);
    for (const job of jobs) await job.killAll();
    const results = await check(connector, rows.all);
    for (const { name } of JOBS) await offsetsAgree(connector, name);
    return {
      rows: rows.all.length,
      results,
      resultsInBetween: workedOffBefore,
      killed,
      brokerStops,
      takeovers: jobs.flatMap(job => job.takeovers),
    };
  } finally {
    killJobs();
    await connector?.close();
    await kafka.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Stop {
  readonly broker: number;
  readonly how: 'SIGKILL' | 'SIGTERM';
  readonly away: { now: boolean };
  readonly say: (text: string) => void;
}

async function stopAndStart(kafka: Brokers, random: Random, { broker, how, away, say }: Stop): Promise<void> {
  const forMs = kafka.addresses.length === 1 ? 2000 : 5000 + random.below(15_000);
  say(`${how} to broker ${broker + 1}, away for ${forMs} ms`);
  away.now = true;
  await kafka.stop(broker, how);
  await pause(forMs);
  await kafka.start(broker);
  away.now = false;
  say(`broker ${broker + 1} is back`);
}

/** As often as it takes: while a broker is away what was written stays pending. */
async function write(writer: Writer, rows: readonly Row[]): Promise<void> {
  await writer.write(rows.map(recordOf));
  for (;;) {
    try {
      return await writer.commit();
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'unreachable') throw error;
      await pause(500);
    }
  }
}

/** Closes what is open, and waits until what has been written is what it must be. */
async function workedOff(connector: Connector, writer: Writer, rows: Rows, jobs: readonly Members[]): Promise<void> {
  await write(writer, rows.flush());
  let had = -1;
  for (let since = performance.now(); ; await pause(500)) {
    for (const job of jobs) job.keep(1);
    const now = await lengths(connector);
    if (now !== had) since = performance.now();
    had = now;
    try {
      await check(connector, rows.all);
      return;
    } catch (error) {
      if (performance.now() - since > PATIENCE) throw error;
    }
  }
}

async function lengths(connector: Connector): Promise<number> {
  let sum = 0;
  for (const topic of OUTPUTS) for (const { end } of (await connector.partitions(topic, never)) ?? []) sum += end;
  return sum;
}

/** How many rows there are of the results. */
async function check(connector: Connector, rows: readonly Row[]): Promise<number> {
  const should = expected(rows);
  let results = 0;
  for (const output of OUTPUTS) {
    const records = await readAll(connector, output);
    results += records.length;
    const written = records.map(({ value }) => JSON.parse(Buffer.from(value!).toString()) as Written);
    mustBe(output, found(output, written), should[output]);
  }
  return results;
}
