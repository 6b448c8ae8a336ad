/** The watermark that the event times of source partitions make: handed on as it rises, the end of the input included. */
import type { EventTime } from '../../src/compiler/plan/plan.ts';
import { keepValue } from '../state/entries/kept.ts';
import { Watermarks } from '../time/watermarks.ts';
import type { Operator, Scope } from './row.ts';

export interface SourceWatermark {
  /** Of each partition. */
  readonly watermarks: Watermarks;
  /** What was handed on; −Infinity before the first row of each partition. */
  current(): number;
  /** Hands it on where it has risen. */
  advance(): void;
  /** Only the end of the input is of their time: Infinity. */
  watermark(ms: number): void;
}

export function sourceWatermark({ boundMs, idleMs }: EventTime, scope: Scope, next: Operator): SourceWatermark {
  const watermarks = new Watermarks(scope.partitions, boundMs);
  let current = -Infinity;
  keepValue(
    scope.keep,
    () => ({ current, watermarks: watermarks.kept() }),
    kept => {
      current = kept.current;
      watermarks.restore(kept.watermarks);
    },
  );

  function advance(): void {
    const least = watermarks.least();
    if (least <= current) return;
    current = least;
    next.watermark(least);
  }

  scope.whenQuiet((topic, partition, forMs) => {
    if (forMs === Infinity) watermarks.end(topic, partition);
    else if (idleMs === undefined || forMs < idleMs || !watermarks.rest(topic, partition)) return;
    advance();
  });
  return {
    watermarks,
    current: () => current,
    advance,
    watermark(ms) {
      if (ms !== Infinity || current === Infinity) return;
      current = Infinity;
      next.watermark(Infinity);
    },
  };
}
