/** `npm run bench -- backpressure`: memory of a job on Kafka whose sink takes a tenth of what the source gives, over time. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openConnector } from '../../runtime/connectors/open.ts';
import { startKafka, stopKafka } from '../../scripts/kafka/broker.ts';
import type { Sample } from './measured-job.ts';

/** Far more than fits into any buffer: 480 MB. */
const RECORDS = 2_000_000;
const PARTITIONS = 4;
const FAST_SECONDS = 10;
const SLOW_SECONDS = 40;
const MIB = 1 << 20;
const JOB = path.join(import.meta.dirname, 'measured-job.ts');

/** Throws when memory is not flat. */
export async function backpressure(write: (line: string) => void): Promise<void> {
  const { brokers, started } = await startKafka({ progress: () => {} });
  try {
    const topic = `backpressure-${randomUUID()}`;
    await fill(brokers, topic);
    const fast = await job(brokers, topic, FAST_SECONDS, Number.POSITIVE_INFINITY);
    const rate = rateOf(fast, FAST_SECONDS);
    write(`a sink that takes all there is: ${(rate / 1000).toFixed(0)} k records/s`);
    const slow = await job(brokers, topic, SLOW_SECONDS, rate / 10);
    write(
      `one that takes a tenth of that, of ${RECORDS} records of 240 bytes that are there: ${slow.at(-1)!.taken} in ${SLOW_SECONDS} s`,
    );
    // The code that is still being compiled and the first buffers are in the first quarter.
    const begin = slow.slice(slow.length >> 2, slow.length >> 1);
    const end = slow.slice(-(slow.length >> 2));
    for (const what of ['rss', 'heap', 'buffers'] as const) {
      const [before, after] = [most(begin, what), most(end, what)];
      write(
        `${what.padEnd(8)} at most ${(before / MIB).toFixed(0).padStart(5)} MiB in the second quarter, ${(after / MIB).toFixed(0).padStart(5)} MiB in the last`,
      );
      if (after > before + 64 * MIB) throw new Error(`${what} has grown by ${Math.round((after - before) / MIB)} MiB`);
    }
  } finally {
    if (started) await stopKafka({});
  }
}

const most = (samples: readonly Sample[], what: keyof Sample): number => Math.max(...samples.map(one => one[what]));

/** Of the second half, when everything runs. */
function rateOf(samples: readonly Sample[], seconds: number): number {
  const all = samples.at(-1)!.taken;
  const half = samples[samples.length >> 1]!.taken;
  // All of it may have been taken before the time was over.
  return all < RECORDS ? (2 * (all - half)) / seconds : RECORDS / seconds;
}

async function fill(brokers: string, topic: string): Promise<void> {
  const connector = await openConnector(brokers, { onProblem: () => {} });
  await connector.createTopic(topic, PARTITIONS, new AbortController().signal);
  const writer = await connector.writer();
  const note = 'x'.repeat(170);
  for (let at = 0; at < RECORDS; at += 1000) {
    await writer.write(
      Array.from({ length: 1000 }, (_, k) => {
        const id = at + k;
        const value = Buffer.from(JSON.stringify({ id, price: `${100 + (id % 900)}.25`, symbol: `S${id % 50}`, note }));
        return { topic, partition: id % PARTITIONS, timestamp: 1_700_000_000_000 + id, key: null, value, headers: [] };
      }),
    );
    if (at % 100_000 === 0) await writer.commit();
  }
  await writer.commit();
  await writer.close();
  await connector.close();
}

async function job(brokers: string, topic: string, seconds: number, perSecond: number): Promise<readonly Sample[]> {
  const args = [JOB, brokers, topic, randomUUID(), String(seconds), String(perSecond)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
  const samples: Sample[] = [];
  for await (const line of createInterface({ input: child.stdout })) samples.push(JSON.parse(line) as Sample);
  const code = await ended;
  if (code !== 0 || samples.length < 8) throw new Error(`the job ended with ${code} after ${samples.length} samples`);
  return samples;
}
