/** Which windows hold a time. Sessions are not among them: where they begin and end depends on the rows. */
import type { BoundWindow } from '../../src/compiler/plan/plan.ts';

/**
 * A window is told by a number: the start, of a cumulating one the end. All times in milliseconds. Walked by
 * `for (let id = windows.first(time); !Number.isNaN(id); id = windows.next(id, time))`: NaN is the end of the walk.
 */
export interface Windows {
  /** The window of this time that ends first; NaN when none holds it. */
  first(time: number): number;
  /** The next of those that hold it; NaN: there is none. */
  next(id: number, time: number): number;
  start(id: number): number;
  end(id: number): number;
}

/** Aligned to the epoch in UTC, moved by the offset. */
export function windowsOf(window: Exclude<BoundWindow, { kind: 'session' }>): Windows {
  switch (window.kind) {
    case 'tumbling': {
      const { sizeMs, offsetMs = 0 } = window;
      return {
        first: time => aligned(time, sizeMs, offsetMs),
        next: () => Number.NaN,
        start: id => id,
        end: id => id + sizeMs,
      };
    }
    case 'sliding': {
      const { sizeMs, advanceMs, offsetMs = 0 } = window;
      return {
        first(time) {
          // The earliest start behind time − size.
          const id = aligned(time - sizeMs, advanceMs, offsetMs) + advanceMs;
          return id <= time ? id : Number.NaN;
        },
        next: (id, time) => (id + advanceMs <= time ? id + advanceMs : Number.NaN),
        start: id => id,
        end: id => id + sizeMs,
      };
    }
    case 'cumulate': {
      const { sizeMs, stepMs } = window;
      return {
        first: time => aligned(time, stepMs, 0) + stepMs,
        next: (id, time) => (id + stepMs <= aligned(time, sizeMs, 0) + sizeMs ? id + stepMs : Number.NaN),
        start: id => aligned(id - 1, sizeMs, 0),
        end: id => id,
      };
    }
  }
}

/** The last of the points offset + n × step that is not behind the time. */
const aligned = (time: number, step: number, offset: number): number =>
  Math.floor((time - offset) / step) * step + offset;
