/** What a running job measures of itself, for autoscalers, alerts and dashboards. */
import type { Batch } from '../connectors/port.ts';
import type { StateFigures } from '../state/memory/state-memory.ts';
import type { Counts } from './job.ts';
import { type RecentDurations, recentDurations } from './recent-durations.ts';
import { type RecentGrowth, recentGrowth } from './recent-growth.ts';

export type QueryStatus = 'running' | 'completed' | 'failed';

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Offsets between what was worked off and the end. */
  readonly offsets: number;
}

/** As of now; "recent" is the last minute. */
export interface Figures {
  readonly counts: Readonly<Counts>;
  /** Undefined while the ends are not known. */
  readonly lag: readonly PartitionLag[] | undefined;
  /** From a record being read to its results being written and committed, in milliseconds; 0 without recent records. */
  readonly durations: { readonly p95: number; readonly p99: number; readonly max: number };
  /** Recent, in records per second. */
  readonly rate: number;
  /** Recent mean of the pieces of work that waited or were in work, one per query and batch. */
  readonly pending: number;
  /** By name of the query. */
  readonly queries: readonly (readonly [query: string, status: QueryStatus])[];
  /** What the operators remember, as counted after the last batch; absent where memory is not bounded. */
  readonly state?: StateFigures | undefined;
}

interface Position {
  readonly topic: string;
  readonly partition: number;
  /** To be worked off next. */
  offset: number;
  end: number | undefined;
}

/** What `run` tells, in this order: started, then per read `read`, `worked` for each of its batches, `written`; ended or failed. */
export interface JobMeasures {
  started(
    queries: readonly string[],
    partitions: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[],
    counts: Readonly<Counts>,
    state?: () => StateFigures,
  ): void;
  /** Where partitions end; undefined: it could not be had. */
  ends(ends: readonly { readonly topic: string; readonly partition: number; readonly end: number }[] | undefined): void;
  /** Batches have come; `pieces` for each the number of queries that wait for it. */
  read(batches: readonly { readonly records: number; readonly pieces: number }[]): void;
  /** The next of them is worked off. */
  worked(batch: Pick<Batch, 'topic' | 'partition' | 'nextOffset'>): void;
  /** What came out of the batches that were worked off is written and committed. */
  written(): void;
  ended(status: 'completed' | 'failed'): void;
  figures(): Figures;
}

/** @param clock milliseconds, never going back */
export function jobMeasures(clock: () => number = () => performance.now()): JobMeasures {
  const durations: RecentDurations = recentDurations();
  const start = clock();
  const records: RecentGrowth = recentGrowth(start);
  const waiting: RecentGrowth = recentGrowth(start);
  /** By `topic-partition`. */
  const positions = new Map<string, Position>();
  let queries: readonly string[] = [];
  /** Counted on while the job runs. */
  let counts: Readonly<Counts> = { in: 0, out: 0, late: 0, failed: 0, watermark: null };
  let status: QueryStatus = 'running';
  let state: (() => StateFigures) | undefined;
  let recordsWorked = 0;
  /** Pieces × milliseconds up to `pendingSince`. */
  let waited = 0;
  let pending = 0;
  let pendingSince = start;
  let unwritten: { readonly records: number; readonly pieces: number }[] = [];
  let workedOfRead = 0;
  let readAt = start;

  /** Brings what has waited up to now. */
  function moment(): number {
    const now = clock();
    waited += pending * (now - pendingSince);
    pendingSince = now;
    records.sample(recordsWorked, now);
    waiting.sample(waited, now);
    return now;
  }

  return {
    started(names, partitions, given, remembered) {
      queries = names;
      counts = given;
      state = remembered;
      for (const { topic, partition, offset } of partitions)
        positions.set(`${topic}-${partition}`, { topic, partition, offset, end: undefined });
    },
    ends(ends) {
      if (!ends) for (const position of positions.values()) position.end = undefined;
      for (const { topic, partition, end } of ends ?? []) {
        const position = positions.get(`${topic}-${partition}`);
        if (position) position.end = end;
      }
    },
    read(batches) {
      readAt = moment();
      unwritten = [...batches];
      workedOfRead = 0;
      pending = batches.reduce((sum, { pieces }) => sum + pieces, 0);
    },
    worked({ topic, partition, nextOffset }) {
      const batch = unwritten[workedOfRead++]!;
      recordsWorked += batch.records;
      moment();
      pending -= batch.pieces;
      const position = positions.get(`${topic}-${partition}`);
      if (position) position.offset = nextOffset;
    },
    written() {
      const now = moment();
      const done = unwritten.slice(0, workedOfRead).reduce((sum, batch) => sum + batch.records, 0);
      if (done > 0) durations.add(now - readAt, done, now);
      unwritten = [];
      workedOfRead = 0;
      pending = 0;
    },
    ended(how) {
      moment();
      status = how;
      pending = 0;
      unwritten = [];
    },
    figures() {
      const now = moment();
      const known = [...positions.values()].flatMap(({ topic, partition, offset, end }) =>
        end === undefined ? [] : [{ topic, partition, offsets: Math.max(0, end - offset) }],
      );
      const inWork = unwritten.some(batch => batch.records > 0) ? now - readAt : 0;
      return {
        counts: { ...counts },
        lag: positions.size > 0 && known.length === positions.size ? known : undefined,
        durations: {
          p95: durations.percentile(0.95, now),
          p99: durations.percentile(0.99, now),
          max: Math.max(inWork, durations.greatest(now)),
        },
        rate: records.perMs(recordsWorked, now) * 1000,
        pending: waiting.perMs(waited, now),
        queries: queries.map(name => [name, status]),
        ...(state ? { state: state() } : {}),
      };
    },
  };
}
