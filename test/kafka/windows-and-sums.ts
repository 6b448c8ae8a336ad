/** Rows of a topic, the windows and running sums that jobs make of them, and what these must be whoever was killed. */
import assert from 'node:assert/strict';
import type { Connector } from '../../runtime/connectors/port.ts';
import { readAll, writeAll } from '../unit/connectors/conformance.ts';
import { rowOf } from './rows.ts';

/** Of a part. */
export const ROWS = 400;
/** In ms since 1970; a row comes each 10 ms. */
export const START = 1_700_000_000_000;

/** Writes the rows of a part, so that jobs die between parts. Keys are not what is grouped by. */
export const produce = (connector: Connector, topic: string, part: number): Promise<void> =>
  writeAll(
    connector,
    Array.from({ length: ROWS }, (_, i) => {
      const id = part * ROWS + i;
      const timestamp = START + id * 10;
      const value = Buffer.from(JSON.stringify({ id, item: `i${id % 7}`, amount: id % 10, at: timestamp }));
      return { topic, key: Buffer.from(`k${id % 13}`), value, timestamp, headers: [] };
    }),
  );

export interface Topics {
  readonly input: string;
  readonly windows: string;
  readonly sums: string;
}

/** @param columns declares `id` and `item` */
export const sqlOf = ({ input, windows, sums }: Topics, columns = 'id BIGINT, item STRING'): string =>
  `CREATE STREAM source (${columns}, amount BIGINT, at BIGINT, WATERMARK FOR at AS at - INTERVAL '200' MILLISECOND) WITH (topic = '${input}', format = 'json', 'event.time.format' = 'epoch_millis');
CREATE STREAM windows WITH (topic = '${windows}', format = 'json') AS SELECT item, SUM(amount) AS total, _window_end AS until FROM source GROUP BY item WINDOW TUMBLING(1s) EMIT FINAL;
CREATE TABLE sums WITH (topic = '${sums}', format = 'json') AS SELECT item, SUM(amount) AS total, COUNT(*) AS n FROM source GROUP BY item EMIT CHANGES;`;

/** How many windows three parts close: 1,200 rows are 12 s, and the watermark is 200 ms behind. */
export const CLOSED = 7 * 11;

/** Three parts have been read: each window that is closed came out once, and each row of the sums. */
export async function assertThreeParts(connector: Connector, { windows, sums }: Topics): Promise<void> {
  const ids = Array.from({ length: 3 * ROWS }, (_, id) => id);
  const expected = new Map<string, number>();
  for (const id of ids.filter(one => one < 1100)) {
    const key = `i${id % 7} ${Math.floor(id / 100)}`;
    expected.set(key, (expected.get(key) ?? 0) + (id % 10));
  }
  const found = (await readAll(connector, windows)).map(rowOf).map(row => [keyOf(row), row.total]);
  assert.equal(found.length, new Set(found.map(([key]) => key)).size, 'a window came out twice');
  assert.deepEqual(found.toSorted(), [...expected].toSorted());
  const all = (await readAll(connector, sums)).map(rowOf);
  const last = new Map(all.map(({ item, n, total }) => [item, [n, total]]));
  for (let item = 0; item < 7; item++) {
    const own = ids.filter(id => id % 7 === item);
    assert.deepEqual(last.get(`i${item}`), [own.length, own.reduce((sum, id) => sum + (id % 10), 0)]);
  }
  assert.equal(all.length, 3 * ROWS, 'a row of the sums came out twice, or was lost');
}

/** Item and number of a window. */
export const keyOf = ({ item, until }: Record<string, unknown>): string =>
  `${item} ${(Date.parse(until as string) - START) / 1000 - 1}`;
