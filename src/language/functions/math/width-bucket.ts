/** WIDTH_BUCKET. */
import type { Int64 } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { defineScalar } from '../define.ts';

export const widthBucket = defineScalar<[number, number, number, Int64]>(
  'WIDTH_BUCKET(x DOUBLE, low DOUBLE, high DOUBLE, count BIGINT) → BIGINT',
  {
    category: 'math',
    doc: 'Which of `count` equal steps from `low` up to and without `high` the number falls into, from 1; 0 below them, `count` + 1 from `high` on. With `low` above `high` the steps go down. A record error unless `count` is 1 or more and the bounds differ.',
    examples: [
      ['WIDTH_BUCKET(5.3, 0, 10, 5)', '3'],
      ['WIDTH_BUCKET(-1, 0, 10, 5)', '0'],
      ['WIDTH_BUCKET(10, 0, 10, 5)', '6'],
      ['WIDTH_BUCKET(9, 10, 0, 5)', '1'],
    ],
    evaluate: ([x, low, high, count]) => {
      if (count < 1)
        throw new RecordError('argument', `WIDTH_BUCKET cannot make ${count} steps: give a count of 1 or more`);
      if (low === high)
        throw new RecordError('argument', `WIDTH_BUCKET has no steps from ${low} to ${high}: the bounds must differ`);
      const share = (x - low) / (high - low);
      if (share < 0) return 0;
      const steps = Number(count);
      return share < 1 ? Math.min(steps, Math.floor(share * steps) + 1) : steps + 1;
    },
  },
);
