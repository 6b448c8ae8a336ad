/** A job in a process of its own, from a Kafka topic to a sink as slow as it is told: how far it comes, and its memory as it goes. */
import { setTimeout as pause } from 'node:timers/promises';
import { openConnector } from '../../runtime/connectors/open.ts';
import type { Connector } from '../../runtime/connectors/port.ts';
import { runInGroup } from '../../runtime/jobs/in-group.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { analyze } from '../../src/language/analyze.ts';

/** What a line of its stdout says. */
export interface Sample {
  /** Records of results that the sink has taken. */
  readonly taken: number;
  /** Bytes. */
  readonly rss: number;
  readonly heap: number;
  readonly buffers: number;
}

/** Between two samples, in milliseconds. */
const EVERY = 250;

const [brokers = '', topic = '', group = '', seconds = '', perSecond = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const ends = performance.now() + Number(seconds) * 1000;
  const rate = Number(perSecond);
  const connector = await openConnector(brokers, { onProblem: () => {}, transactionalId: group });
  let taken = 0;
  let dueAt = 0;
  const slow: Connector = {
    ...connector,
    async writer(name) {
      const writer = await connector.writer(name);
      return {
        ...writer,
        async write(records) {
          // As a broker does that takes so many a second and no more.
          if (Number.isFinite(rate)) {
            const now = performance.now();
            dueAt = Math.max(dueAt, now) + (records.length / rate) * 1000;
            if (dueAt > now) await pause(dueAt - now);
          }
          await writer.write(records);
          taken += records.length;
        },
      };
    },
  };
  const sql = `CREATE STREAM given (id BIGINT, price DECIMAL(12, 2), symbol STRING) WITH (topic = '${topic}');
    CREATE STREAM made WITH (topic = '${topic}-${group}') AS SELECT id, price * 2 AS twice, symbol FROM given;`;
  const ending = new AbortController();
  const job = runInGroup({
    plan: buildPlan(analyze(sql, { bounded: false }), { bounded: false }),
    connector: slow,
    group: group,
    otherwise: 'earliest',
    commitIntervalMs: 100,
    onEvent() {},
    onProblem: problem => {
      throw new Error(problem.message);
    },
    signal: ending.signal,
  });
  const failed = job.then(() => {});
  while (performance.now() < ends) {
    await Promise.race([pause(EVERY), failed]);
    const { rss, heapUsed: heap, arrayBuffers: buffers } = process.memoryUsage();
    process.stdout.write(`${JSON.stringify({ taken, rss, heap, buffers } satisfies Sample)}\n`);
  }
  ending.abort();
  await job;
  await connector.close();
}

await main();
