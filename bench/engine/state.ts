/** How state grows: memory of a million keys, and the cost of a record with few and many keys or windows open. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Batch, Connector } from '../../runtime/connectors/port.ts';
import { bids } from './events.ts';
import { BID } from './queries.ts';
import { inMemory, planOf, runQuery } from './run-query.ts';

const KEYS = 1_000_000;
const UNTIMED = BID.replace(/,\s+WATERMARK[^)]*\)/, ')').replace("' SECOND)", '');
const grouped = 'SELECT auction, COUNT(*) AS bids, SUM(price) AS total FROM bid GROUP BY auction';

/** Records made when they are read, so that they are not held: `count` bids, a new one of `of` in each. */
function made(count: number, keys: number, perMs: number): Connector {
  const topic = 'bid';
  const template = Buffer.from(bids({ count: 1, auctions: 1, perMs: 1 })[0]!.value).toString();
  const memory = inMemory({ [topic]: [] });
  return {
    ...memory,
    partitions: async () => [{ partition: 0, earliest: 0, end: count }],
    async reader() {
      let offset = 0;
      return {
        close: async () => {},
        async read() {
          if (offset >= count) return undefined;
          const records = Array.from({ length: Math.min(4096, count - offset) }, (_, i) => ({
            offset: offset + i,
            timestamp: Math.floor((offset + i) / perMs),
            key: null,
            value: Buffer.from(template.replace('1000', String(1_000_000 + ((offset + i) % keys)))),
            headers: [],
          }));
          offset += records.length;
          return [{ topic, partition: 0, records, nextOffset: offset }] satisfies Batch[];
        },
      };
    },
  };
}

export async function state(write: (line: string) => void): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (const [name, sql] of [
    ['GROUP BY of a BIGINT', `${UNTIMED}${grouped} EMIT CHANGES;`],
    ['GROUP BY in a window', `${UNTIMED}${grouped} WINDOW TUMBLING(1h) EMIT FINAL;`],
  ] as const) {
    collect();
    const before = process.memoryUsage();
    let held = 0;
    await runQuery(planOf(sql), {
      ...made(KEYS, KEYS, 1000),
      async reader(assignments) {
        const reader = await made(KEYS, KEYS, 1000).reader(assignments);
        return {
          ...reader,
          async read(wait, signal) {
            const batches = await reader.read(wait, signal);
            if (batches === undefined) {
              collect();
              const now = process.memoryUsage();
              held = now.heapUsed + now.external - before.heapUsed - before.external;
            }
            return batches;
          },
        };
      },
    });
    write(`${name}: ${(held / 1e6).toFixed(0)} MB for ${KEYS} keys (wanted 250 at most)`);
  }
  await costs(write);
}

/** The records are made anew each time: what that takes is taken off. */
async function costs(write: (line: string) => void): Promise<void> {
  const count = KEYS;
  const reading = async (keys: number, perMs: number): Promise<number> => {
    const reader = await made(count, keys, perMs).reader([]);
    const before = process.cpuUsage();
    while ((await reader.read(0, new AbortController().signal)) !== undefined);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const least = async (work: () => Promise<number>): Promise<number> => {
    let best = Infinity;
    for (let round = 0; round < 3; round++) best = Math.min(best, await work());
    return (best / count) * 1e9;
  };
  const making = await least(() => reading(KEYS, 1000));
  const cost = async (sql: string, keys: number, perMs: number, closeWindows = false): Promise<number> => {
    const plan = planOf(sql);
    return (
      (await least(async () => (await runQuery(plan, made(count, keys, perMs), closeWindows)).cpuSeconds)) - making
    );
  };
  const shown = (name: string, few: number, many: number) =>
    write(
      `${name}: ${few.toFixed(0)} ns a record with 1 k, ${many.toFixed(0)} ns with 1 M: ${(many / few).toFixed(2)} × (wanted 3 at most)`,
    );
  const changes = `${UNTIMED}${grouped} EMIT CHANGES;`;
  shown('keys', await cost(changes, 1000, 1000), await cost(changes, KEYS, 1000));
  // A window of a millisecond for each record: with a grace of a second a thousand are open, with 1000 s all of them.
  const windows = (grace: string): string =>
    `${UNTIMED}SELECT COUNT(*) AS bids, SUM(price) AS total FROM bid WINDOW TUMBLING(1ms) GRACE ${grace} EMIT FINAL;`;
  shown('windows', await cost(windows('1s'), 1000, 1, true), await cost(windows('1000s'), 1000, 1, true));
}
