/** Processing time: rows get the clock's time as they are read, and the watermark follows the clock. No row is late. */
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import { keepValue } from '../state/entries/kept.ts';
import type { EventTimeOperator } from './event-time.ts';
import type { Operator, Row, Scope } from './row.ts';

/** `systemTimes`: positions of `_event_time`. A clock that goes back is held. */
export function processingTime(systemTimes: readonly number[], scope: Scope, next: Operator): EventTimeOperator {
  let current = -Infinity;
  keepValue(
    scope.keep,
    () => current,
    kept => {
      current = kept;
    },
  );
  const now = (): number => Math.max(current, Math.floor(scope.clock.now() / 1000));

  function advance(ms: number): void {
    if (ms <= current) return;
    current = ms;
    next.watermark(ms);
  }

  scope.whenTime(() => {
    if (current !== Infinity) advance(now());
  });
  return {
    current: () => current,
    // Of no time that a record has in itself.
    greatest: () => Infinity,
    rows(batch) {
      const time = now();
      advance(time);
      next.rows(batch.map((row): Row => ({ ...row, time, late: -Infinity, values: timed(row, systemTimes, time) })));
    },
    watermark(ms) {
      if (ms === Infinity) advance(ms);
    },
    end: () => next.end(),
  };
}

function timed({ values, deleted }: Row, positions: readonly number[], ms: number): readonly Value[] {
  if (positions.length === 0 || deleted) return values;
  const changed = values.slice();
  for (const position of positions) changed[position] = Timestamp.ofMillis(ms);
  return changed;
}
