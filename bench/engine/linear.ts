/** Whether ten times the records take ten times the time. */
import type { Connector } from '../../runtime/connectors/port.ts';
import { BID, plainBids } from './queries.ts';
import { inMemory, planOf, runQuery } from './run-query.ts';

/** The same bids over and over, by their records' timestamps each time later. */
async function repeated(times: number): Promise<{ readonly connector: Connector; readonly count: number }> {
  const events = plainBids();
  const memory = inMemory({ bid: events });
  const count = events.length * times;
  const lasting = events.at(-1)!.timestamp - events[0]!.timestamp + 1;
  const connector: Connector = {
    ...memory,
    partitions: async () => [{ partition: 0, earliest: 0, end: count }],
    async reader() {
      let offset = 0;
      return {
        close: async () => {},
        async read() {
          if (offset >= count) return undefined;
          const records = Array.from({ length: Math.min(4096, count - offset) }, (_, i) => {
            const at = offset + i;
            const { value, timestamp } = events[at % events.length]!;
            const round = Math.floor(at / events.length);
            return { offset: at, timestamp: timestamp + round * lasting, key: null, value, headers: [] };
          });
          offset += records.length;
          return [{ topic: 'bid', partition: 0, records, nextOffset: offset }];
        },
      };
    },
  };
  return { connector, count };
}

const SQL = `${BID.replace(/,\s+WATERMARK FOR dateTime AS dateTime - INTERVAL '1' SECOND/, '')}
SELECT auction, COUNT(*) AS bids, SUM(price) AS total FROM bid GROUP BY auction WINDOW TUMBLING(1s) GRACE 1s EMIT FINAL;`;

export async function linear(write: (line: string) => void): Promise<void> {
  const plan = planOf(SQL);
  const costs: number[] = [];
  for (const times of [1, 5, 50]) {
    const { connector, count } = await repeated(times);
    const { cpuSeconds } = await runQuery(plan, connector);
    costs.push(cpuSeconds / count);
    write(
      `tumbling FINAL over ${count / 1e6} M records: ${cpuSeconds.toFixed(2)} s, ${((cpuSeconds / count) * 1e9).toFixed(0)} ns a record`,
    );
  }
  write(`a record of 10 M costs ${(costs[2]! / costs[1]!).toFixed(2)} × one of 1 M`);
}
