/** Two worker threads beside one, on the same two partitions, in turns. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { queries } from './queries.ts';
import { planOf } from './run-query.ts';
import type { Done, ThreadStart } from './workers-thread.ts';

const ROUNDS = 15;
const WARM_UP = 3;
const WANTED = 1.7;

/** @param name of one of the engine's queries over bids */
export async function workers(write: (line: string) => void, name = 'tumbling'): Promise<void> {
  const query = queries.find(one => one.name.includes(name))!;
  const { bid } = query.events();
  const partitions = [0, 1].map(partition =>
    bid!.flatMap(({ value, timestamp }, i) =>
      i % 2 === partition ? [{ value: Buffer.from(value).toString(), timestamp }] : [],
    ),
  );
  const workerData: ThreadStart = { plan: planOf(query.sql), topic: 'bid', partitions };
  const threads = [0, 1].map(() => new Worker(new URL('./workers-thread.ts', import.meta.url), { workerData }));
  const [first, second] = threads as [Worker, Worker];
  try {
    const turns: { readonly one: Timed; readonly two: Timed }[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const one = await timed([[first, [0, 1]]]);
      const two = await timed([
        [first, [0]],
        [second, [1]],
      ]);
      if (one.rows !== two.rows) throw new Error(`${one.rows} rows of one worker, ${two.rows} of two`);
      if (round >= WARM_UP) turns.push({ one, two });
    }
    const tell = (what: string, of: (timed: Timed) => number): void => {
      const [ones, twos] = [turns.map(({ one }) => of(one)), turns.map(({ two }) => of(two))];
      const ratio = median(turns.map(({ one, two }) => of(two) / of(one)));
      const best = Math.max(...twos) / Math.max(...ones);
      write(
        `${query.name}, two partitions, ${what}: one worker ${k(median(ones))}, two ${k(median(twos))}: ${ratio.toFixed(2)} × (median of ${ROUNDS} turns), ${best.toFixed(2)} × best to best, wanted ${WANTED} ×`,
      );
    };
    tell('records a second by the clock', ({ byClock }) => byClock);
    // What the clock says where every thread has a processor for itself.
    tell('records a second of the processor time of the busiest thread', ({ byProcessor }) => byProcessor);
  } finally {
    for (const thread of threads) await thread.terminate();
  }
}

interface Timed {
  /** Records a second. */
  readonly byClock: number;
  readonly byProcessor: number;
  readonly rows: number;
}

async function timed(parts: readonly (readonly [Worker, readonly number[]])[]): Promise<Timed> {
  const started = performance.now();
  const done = await Promise.all(parts.map(([thread, asked]) => told(thread, asked)));
  const seconds = (performance.now() - started) / 1000;
  const records = done.reduce((sum, one) => sum + one.records, 0);
  return {
    byClock: records / seconds,
    byProcessor: records / Math.max(...done.map(one => one.seconds)),
    rows: done.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function told(thread: Worker, asked: readonly number[]): Promise<Done> {
  const done = once(thread, 'message').then(([message]) => message as Done);
  thread.postMessage(asked);
  return done;
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
const k = (perSecond: number): string => `${(perSecond / 1000).toFixed(0)} k`;
