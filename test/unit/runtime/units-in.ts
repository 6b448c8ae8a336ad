/** Values of a row into a row of units. */

import type { UnitLayout } from '../../../runtime/expressions/unit-rows.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import type { Value } from '../../../src/language/types/value.ts';

const WORD = 2n ** 32n;

/** From `at` on; NaN for what is none. @param types by column */
export function putUnits(
  values: readonly Value[],
  types: readonly SqlType[],
  { columns, slots, wide }: UnitLayout,
  row: Float64Array,
  at: number,
): void {
  for (const [place, column] of columns.entries()) {
    const slot = at + slots[place]!;
    const units = unitsOf(values[column]!, types[column]!);
    if (!wide[place]) row[slot] = typeof units === 'number' ? units : Number.NaN;
    else {
      row[slot] = units === undefined ? Number.NaN : Number(BigInt.asUintN(32, BigInt(units)));
      row[slot + 1] = units === undefined ? Number.NaN : Number((BigInt(units) - BigInt(row[slot]!)) / WORD);
    }
  }
}

/** In units of the last digit that the type has; undefined: there is no such number, or NULL. */
function unitsOf(value: Value, type: SqlType): number | bigint | undefined {
  if (type.kind !== 'DECIMAL') return typeof value === 'number' ? value : undefined;
  if (!(value instanceof Decimal) || value.scale > type.scale) return undefined;
  const scaled = value.rescale(type.scale);
  return scaled.fits(type.precision) ? scaled.unscaled : undefined;
}
