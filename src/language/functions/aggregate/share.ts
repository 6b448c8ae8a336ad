/** A share of something, from 0 to 1, as percentiles take it. */
import { toDouble, toNumeric } from '../../types/coerce.ts';
import type { Value } from '../../types/value.ts';
import { RecordError } from '../../types/value.ts';
import { textOf } from '../../types/value-text.ts';

/** @throws RecordError when it is none */
export function shareOf(value: Value): number {
  const share = value === null ? Number.NaN : toDouble(toNumeric(value));
  if (share >= 0 && share <= 1) return share;
  throw new RecordError(
    'argument',
    `A percentile takes a share from 0 to 1, not ${value === null ? 'NULL' : textOf(value)}`,
  );
}

/** As a literal in the query, so that a wrong one is refused before it runs. */
export const SHARE_LITERAL = { share: shareOf };
