/** Leaves out rows that nobody misses: what a newer row of the same key replaces first, then the oldest. */
import type { ResultRow } from '../../../runtime/jobs/job.ts';

/** A key that rows without one have. */
const NO_KEY = 'null';

/**
 * At most `most` of `rows`, in their order: the newer half of that as it is, before it only the last row of each key. Who
 * follows them key by key is then as well informed as with all of them, unless there are more keys than fit.
 */
export function thinned<R extends Pick<ResultRow, 'keyText'>>(rows: readonly R[], most: number): R[] {
  if (rows.length <= most) return [...rows];
  const newer = Math.max(1, Math.floor(most / 2));
  const kept: R[] = [];
  const seen = new Set<string>();
  for (let i = rows.length - 1; i >= 0 && kept.length < most; i--) {
    const row = rows[i]!;
    const { keyText } = row;
    if (rows.length - i <= newer || (keyText !== NO_KEY && !seen.has(keyText))) kept.push(row);
    seen.add(keyText);
  }
  return kept.reverse();
}
