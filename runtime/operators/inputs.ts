/** The ports of an operator with several inputs: rows side by side, one watermark and one end for all. */
import { type Keep, keepValue } from '../state/entries/kept.ts';
import type { Operator, Row } from './row.ts';

export interface Joint {
  /** `side`: which of the inputs, from 0, in the order of the plan. */
  rows(side: number, batch: readonly Row[]): void;
  /** The least of the inputs' watermarks: rises with each call. An input that has ended holds none back once it has told Infinity. */
  watermark(ms: number): void;
  /** All inputs have ended. */
  end(): void;
  /** An input's own watermark has risen, told before `watermark`. */
  sideWatermark?(side: number, ms: number): void;
}

/** As many ports as there are inputs. */
export function inputs(count: number, to: Joint, keep?: Keep): readonly Operator[] {
  let watermarks = new Array<number>(count).fill(-Infinity);
  let least = -Infinity;
  let ended = 0;
  keepValue(
    keep,
    () => ({ watermarks, least }),
    kept => ({ watermarks, least } = kept),
  );
  return watermarks.map((_, side) => ({
    rows: batch => to.rows(side, batch),
    watermark(ms) {
      if (ms <= watermarks[side]!) return;
      watermarks[side] = ms;
      to.sideWatermark?.(side, ms);
      const now = Math.min(...watermarks);
      if (now <= least) return;
      least = now;
      to.watermark(now);
    },
    end() {
      ended++;
      if (ended === count) to.end();
    },
  }));
}
