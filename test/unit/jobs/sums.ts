/** The job that tests of kept state run, sums by a key of a topic: its SQL, its input, and how one knows that it has read all. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { never } from '../connectors/conformance.ts';

export const SUMS = `CREATE STREAM s (id BIGINT, k STRING, v BIGINT) WITH (topic = 's', format = 'json');
CREATE TABLE sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k EMIT CHANGES;`;
/** The same job with another query, whose state is another one. */
export const MOST = SUMS.replace('SUM(v)', 'MAX(v)');
export const GROUP = 'job';
/** Where its state is kept. */
export const CHANGELOG = `${GROUP}-sums-changelog`;

/** Records of its topic `s`. */
export const given = (...values: readonly [k: string, v: number][]) =>
  values.map(([k, v], i) => ({ timestamp: i, key: k, value: JSON.stringify({ id: i, k, v }) }));

/** Runs the job until all that is in `s` has been committed, then ends it. Rejects with what the job rejects with. */
export async function untilAllCommitted(
  connector: Connector,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const ended = run(ending.signal);
  try {
    await Promise.race([ended, allCommitted(connector, ending.signal)]);
  } finally {
    ending.abort();
    await ended.catch(() => {});
  }
  await ended;
}

async function allCommitted(connector: Connector, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [ends, committed] = await Promise.all([
      connector.partitions('s', never),
      connector.committed(GROUP, 's', never),
    ]);
    if (ends!.every(({ partition, end }) => (committed.get(partition) ?? 0) === end)) return;
    await pause(1);
  }
}
