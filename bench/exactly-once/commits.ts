/** What exactly once costs: a job with state from topic to topic, in transactions and without, in turns. */
import { randomUUID } from 'node:crypto';
import { kafkaConnector } from '../../runtime/connectors/kafka/connector.ts';
import type { Connector } from '../../runtime/connectors/port.ts';
import { runInGroup } from '../../runtime/jobs/in-group.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { analyze } from '../../src/language/analyze.ts';
import { atLeastOnce } from './at-least-once.ts';

const RECORDS = 200_000;
const KEYS = 20_000;
const ROUNDS = 3;
const INTERVALS = [100, 1000];
const never = new AbortController().signal;

interface Took {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export async function commits(brokers: readonly string[], write: (line: string) => void): Promise<void> {
  const plain = await kafkaConnector({ brokers });
  const input = `given-${randomUUID()}`;
  await plain.createTopic(input, 1, never);
  await fill(plain, input);
  const ways = { 'exactly once': kafkaConnector, 'at least once': atLeastOnce };
  for (const interval of INTERVALS) {
    const turns: { readonly exactly: Took; readonly least: Took }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const exactly = await timed(await ways['exactly once']({ brokers }), input, interval);
      const least = await timed(await ways['at least once']({ brokers }), input, interval);
      // The first round is warming up.
      if (round > 0) turns.push({ exactly, least });
    }
    const k = (of: (turn: (typeof turns)[number]) => Took): string =>
      (RECORDS / median(turns.map(turn => of(turn).seconds)) / 1000).toFixed(0);
    const ratio = (of: (took: Took) => number): string =>
      median(turns.map(({ exactly, least }) => of(exactly) / of(least))).toFixed(2);
    write(
      `a sum per key, each change of it and the state written, committed every ${interval} ms: exactly once ${k(({ exactly }) => exactly)} k records/s, at least once ${k(({ least }) => least)} k; time ${ratio(({ seconds }) => seconds)} ×, processor time of the job ${ratio(({ processorSeconds }) => processorSeconds)} × (medians of ${ROUNDS} turns)`,
    );
  }
  await plain.close();
}

async function fill(connector: Connector, topic: string): Promise<void> {
  const writer = await connector.writer();
  for (let i = 0; i < RECORDS; i += 2000) {
    await writer.write(
      Array.from({ length: 2000 }, (_, k) => {
        const id = i + k;
        const key = `key-${(id * 7919) % KEYS}`;
        const value = Buffer.from(JSON.stringify({ key, amount: id % 1000, note: 'x'.repeat(60) }));
        return { topic, key: Buffer.from(key), value, timestamp: 1_700_000_000_000 + id, headers: [] };
      }),
    );
    if (i % 20_000 === 0) await writer.commit();
  }
  await writer.commit();
  await writer.close();
}

/** From the first record to the commit of the last one. */
async function timed(connector: Connector, input: string, commitIntervalMs: number): Promise<Took> {
  const group = `bench-${randomUUID()}`;
  const out = `made-${group}`;
  await connector.createTopic(out, 1, never);
  const sql = `CREATE STREAM given (key STRING PRIMARY KEY, amount BIGINT) WITH (topic = '${input}', format = 'json');
CREATE TABLE made WITH (topic = '${out}', format = 'json') AS SELECT key, SUM(amount) AS total, COUNT(*) AS n FROM given GROUP BY key EMIT CHANGES;`;
  const ending = new AbortController();
  let began = 0;
  let before = process.cpuUsage();
  const job = runInGroup({
    plan: buildPlan(analyze(sql, { bounded: false }), { bounded: false }),
    connector,
    group,
    otherwise: 'earliest',
    commitIntervalMs,
    onEvent({ kind }) {
      if (kind !== 'running') return;
      began = performance.now();
      before = process.cpuUsage();
    },
    onProblem(problem) {
      throw new Error(problem.message);
    },
    signal: ending.signal,
  });
  const end = (await connector.partitions(input, never))![0]!.end;
  // The end may be a marker behind the last record.
  while (((await connector.committed(group, input, never)).get(0) ?? 0) < end - 1)
    await new Promise(resolve => setTimeout(resolve, 20));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  ending.abort();
  await job;
  await connector.close();
  return { seconds, processorSeconds: (user + system) / 1e6 };
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
