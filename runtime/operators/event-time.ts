/** Event times and watermarks: per source partition the greatest time seen less the bound, the least of them going on. */
import type { EventTime } from '../../src/compiler/plan/plan.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import { timeReader } from '../time/event-times.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';
import { sourceWatermark } from './source-watermark.ts';

export interface EventTimeOperator extends Operator {
  /** −Infinity before the first row of each partition. */
  current(): number;
  /** The greatest time that the partition has had. */
  greatest(topic: string, partition: number): number;
}

export interface EventTimeOptions {
  /** Position of the time in the row; undefined: the time it has. */
  readonly column: number | undefined;
  readonly time: EventTime;
  /** Positions of `_event_time`, which is known from here on. */
  readonly systemTimes: readonly number[];
  readonly scope: Scope;
  readonly next: Operator;
}

export function eventTime({ column, time, systemTimes, scope, next }: EventTimeOptions): EventTimeOperator {
  const read = timeReader(time.format);
  const { watermarks, current, advance, watermark } = sourceWatermark(time, scope, next);
  return {
    current,
    greatest: (topic, partition) => watermarks.greatest(topic, partition),
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        try {
          if (row.deleted) {
            // Of a row that is taken back the values are known, and so is the time it had.
            const was = row.was === undefined || column === undefined ? {} : { was: read(row.values[column] ?? null) };
            const values =
              row.was === undefined || systemTimes.length === 0
                ? row.values
                : withTimes(row.values, systemTimes, was.was ?? row.was);
            out.push({ ...row, ...was, values, late: watermarks.of(row.topic, row.partition) });
            continue;
          }
          const ms = column === undefined ? row.time : read(row.values[column] ?? null);
          const late = watermarks.see(row.topic, row.partition, ms);
          const { topic, partition, offset, key, headers, deleted, record } = row;
          const values = systemTimes.length === 0 ? row.values : withTimes(row.values, systemTimes, ms);
          const timed = { values, time: ms, late, topic, partition, offset, key, headers, deleted };
          out.push(record ? { ...timed, record } : timed);
          if (time.eachRow) {
            next.rows(out.splice(0));
            advance();
          }
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
      advance();
    },
    watermark,
    end: () => next.end(),
  };
}

function withTimes(values: readonly Value[], positions: readonly number[], ms: number): Value[] {
  const changed = values.slice();
  for (const position of positions) changed[position] = Timestamp.ofMillis(ms);
  return changed;
}

/**
 * For rows that another query has given their time: lateness stays what the source decided and its watermark goes on, both
 * held back by what this query's bound is beyond the source's (milliseconds, 0 or more).
 */
export function handedOnTime(beyondMs: number, next: Operator): Operator {
  if (beyondMs === 0) return next;
  return {
    rows: batch => next.rows(batch.map(row => ({ ...row, late: row.late - beyondMs }))),
    watermark: ms => next.watermark(ms - beyondMs),
    end: () => next.end(),
  };
}
