/** The job that tests of kept state run, sums by a key of a topic: its SQL, its input, and its run over all of that. */
import type { Connector } from '../../../runtime/connectors/port.ts';
import { untilCommitted } from './until-committed.ts';

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

/** Runs the job until it has committed all of its input. */
export const untilAllCommitted = (connector: Connector, run: (signal: AbortSignal) => Promise<void>): Promise<void> =>
  untilCommitted(connector, GROUP, ['s'], run);
