/** Which columns of its input a GROUP BY takes in units: those of the decimals that it adds up. */
import type { AggregateCall, TypedExpression } from '../../src/compiler/plan/plan.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { type UnitLayout, unitLayout } from '../expressions/unit-rows.ts';
import { addedUnits } from '../state/columns/decimal-sum.ts';

const ADDING: ReadonlySet<string> = new Set(['SUM', 'AVG']);

export function summedUnits(calls: readonly AggregateCall[]): UnitLayout {
  const types = new Map<number, SqlType>();
  for (const { name, args, distinct, filter } of calls) {
    const [argument] = args;
    if (!argument || distinct || filter || !ADDING.has(name.toUpperCase())) continue;
    const read = typesIn(argument);
    if (addedUnits(argument, layoutOf(read))) for (const [column, type] of read) types.set(column, type);
  }
  return layoutOf(types);
}

function layoutOf(types: ReadonlyMap<number, SqlType>): UnitLayout {
  const columns = [...types.keys()];
  const byColumn: SqlType[] = [];
  for (const [column, type] of types) byColumn[column] = type;
  return unitLayout(columns, byColumn);
}

/** By column that the expression names. */
function typesIn(part: unknown, types = new Map<number, SqlType>()): ReadonlyMap<number, SqlType> {
  if (typeof part !== 'object' || part === null) return types;
  if ('op' in part && part.op === 'column') {
    const { index, type } = part as Extract<TypedExpression, { op: 'column' }>;
    types.set(index, type);
  } else for (const member of Object.values(part)) typesIn(member, types);
  return types;
}
