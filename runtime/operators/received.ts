/** Rows of the stage before, with the least watermark that all its tasks have told. */
import { keepValue } from '../state/entries/kept.ts';
import type { Operator, Row, Scope } from './row.ts';
import type { Scan } from './scan.ts';
import { stageRecord } from './stage-records.ts';

export interface Received extends Scan {
  /** The watermark handed on; −Infinity before each task of the stage before has told one. */
  current(): number;
  /** The greatest time of rows and watermarks. */
  greatest(): number;
}

export function received(scope: Scope, next: Operator): Received {
  /** By number of the task. */
  let marks = new Map<number, number>();
  let of = Number.POSITIVE_INFINITY;
  let current = Number.NEGATIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  keepValue(
    scope.keep,
    () => ({ marks, of, current, greatest }),
    kept => {
      ({ marks, of, current, greatest } = kept);
    },
  );

  function advance(): void {
    if (marks.size < of) return;
    const least = Math.min(...marks.values());
    if (least <= current) return;
    current = least;
    next.watermark(least);
  }

  return {
    current: () => current,
    greatest: () => greatest,
    records({ records }) {
      let rows: Row[] = [];
      const handOn = (): void => {
        const full = rows;
        rows = [];
        if (full.length > 0) next.rows(full);
      };
      for (const { value } of records) {
        const found = stageRecord(value!);
        if (found.kind === 'row') {
          // A late row may count in a window after its time, and what made it late may have gone to another partition.
          greatest = Math.max(greatest, found.row.time, found.row.late);
          rows.push(found.row);
          continue;
        }
        const { number, watermark } = found.mark;
        // Rows before it are before it here too.
        handOn();
        of = found.mark.of;
        marks.set(number, Math.max(watermark, marks.get(number) ?? watermark));
        greatest = Math.max(greatest, watermark);
        advance();
      }
      handOn();
    },
    watermark(ms) {
      if (ms !== Number.POSITIVE_INFINITY || current === ms) return;
      current = ms;
      next.watermark(ms);
    },
    end: () => next.end(),
  };
}
