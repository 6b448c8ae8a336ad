/** UNION ALL: the rows of all inputs as they come. */
import { inputs } from './inputs.ts';
import type { Operator } from './row.ts';

export const union = (count: number, next: Operator): readonly Operator[] =>
  inputs(count, {
    rows: (_, batch) => next.rows(batch),
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  });
