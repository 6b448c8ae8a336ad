/** The order that an ORDER BY asks for. */
import type { SortKey } from '../../src/compiler/plan/plan.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import type { RowOrder } from '../../src/language/functions/define.ts';
import { compareValues } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';

/** Of the values of the keys' expressions; negative when the first comes first. */
export type CompareBy = (a: readonly Value[], b: readonly Value[]) => number;

/** NULLs come last in both directions, unless NULLS FIRST is asked for. */
export function compareBy(keys: readonly Pick<SortKey, 'descending' | 'nullsFirst'>[]): CompareBy {
  const directions = keys.map(({ descending }) => (descending ? -1 : 1));
  const nulls = keys.map(({ nullsFirst }) => (nullsFirst ? -1 : 1));
  return (a, b) => {
    for (let i = 0; i < directions.length; i++) {
      const x = a[i]!;
      const y = b[i]!;
      if (x === null || y === null) {
        if (x !== y) return x === null ? nulls[i]! : -nulls[i]!;
        continue;
      }
      const order = compareValues(x, y);
      if (order !== 0) return order * directions[i]!;
    }
    return 0;
  };
}

/** Of rows that are equal by the order asked for: the first one before the last one, or the other way round. */
export const tieBreak = (latestFirst: true | undefined): ((a: RowOrder, b: RowOrder) => number) =>
  latestFirst ? (a, b) => compareRows(b, a) : compareRows;
