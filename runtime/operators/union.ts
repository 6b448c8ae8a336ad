/** UNION ALL: the rows of all inputs as they come. */
import type { Keep } from '../state/entries/kept.ts';
import { inputs } from './inputs.ts';
import type { Operator } from './row.ts';

export const union = (count: number, next: Operator, keep?: Keep): readonly Operator[] =>
  inputs(
    count,
    {
      rows: (_, batch) => next.rows(batch),
      watermark: ms => next.watermark(ms),
      end: () => next.end(),
    },
    keep,
  );
