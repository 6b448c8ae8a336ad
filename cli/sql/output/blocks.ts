/**
 * Rows for a viewer that shows the newest ones: in blocks, each behind a line
 * `{"block":{"query","rows","bytes","skipped"}}`, so that whoever hands them on need not look at each. Rows that come faster
 * than they can be looked at wait; of those that wait too long some are left out and counted, so that neither the query nor
 * the viewer is held up.
 */
import type { ResultRow } from '../../../runtime/jobs/job.ts';
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import type { Io } from '../../io.ts';
import type { Destination } from './destination.ts';
import { envelopeOf } from './row-text.ts';
import { thinned } from './thinned.ts';

/** Milliseconds from one block of a query to its next. */
const PACE = 50;
/** Rows in a block: at this pace 40,000 a second. */
const BLOCK = 2000;

interface Waiting {
  readonly query: PlanQuery;
  readonly number: number;
  rows: ResultRow[];
  /** Rows left out since the last block. */
  skipped: number;
}

/**
 * @param most how many rows of each query may wait
 * @param signal who has stopped the run does not wait for rows that are still to be shown
 */
export function toBlocks(queries: readonly PlanQuery[], most: number, signal: AbortSignal, io: Io): Destination {
  const all = new Map<PlanQuery, Waiting>(
    queries.map((query, number) => [query, { query, number, rows: [], skipped: 0 }]),
  );
  let writing: Promise<void> | undefined;
  const thin = (waiting: Waiting): void => {
    const kept = thinned(waiting.rows, most);
    waiting.skipped += waiting.rows.length - kept.length;
    waiting.rows = kept;
  };
  const writeSome = async (): Promise<void> => {
    for (const waiting of all.values()) {
      if (waiting.rows.length > most) thin(waiting);
      if (waiting.rows.length > 0) await io.stdout.write(nextBlock(waiting));
    }
  };
  const timer = setInterval(() => {
    writing ??= writeSome().finally(() => {
      writing = undefined;
    });
  }, PACE);
  return {
    async rows(query, rows) {
      const waiting = all.get(query)!;
      for (const row of rows) waiting.rows.push(row);
      // Seldom, so that it costs each row little.
      if (waiting.rows.length > 2 * most) thin(waiting);
    },
    progress: async () => {},
    async finish() {
      clearInterval(timer);
      await writing;
      while (!signal.aborted && [...all.values()].some(({ rows }) => rows.length > 0)) await writeSome();
    },
    async discard() {
      clearInterval(timer);
      await writing;
    },
  };
}

function nextBlock(waiting: Waiting): Uint8Array {
  const { query, number, rows, skipped } = waiting;
  const taken = rows.slice(0, BLOCK);
  waiting.rows = rows.slice(BLOCK);
  waiting.skipped = 0;
  const text = Buffer.from(taken.map(row => `${envelopeOf(query.output.topic, row)}\n`).join(''));
  const head = JSON.stringify({ block: { query: number, rows: taken.length, bytes: text.length, skipped } });
  return Buffer.concat([Buffer.from(`${head}\n`), text]);
}
