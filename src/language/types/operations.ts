/** Parts of expressions that folding and generated code share: on values whose types are only known now. */
import { castValue, toBoolean } from './coerce.ts';
import { compareNumbers, equalOperands } from './compare.ts';
import { Decimal } from './decimal.ts';
import type { SqlType } from './sql-type.ts';
import type { Int64, Value } from './value.ts';
import { RecordError } from './value.ts';
import { textOf } from './value-text.ts';

/** A number of any type as a DOUBLE. */
export const double = (value: Int64 | Decimal): number =>
  typeof value === 'number' ? value : value instanceof Decimal ? value.toNumber() : Number(value);

export const numberOrder = (a: Int64 | Decimal, b: Int64 | Decimal): number =>
  typeof a === 'number' && typeof b === 'number' && a === b ? 0 : compareNumbers(a, b);

/** A schema-less value where a condition is wanted. */
export const truth = (value: Value): boolean | null =>
  value === null || typeof value === 'boolean' ? value : toBoolean(value);

/** Both NULL is the same, one NULL is not. */
export const same = (a: Value, b: Value): boolean => (a === null || b === null ? a === b : equalOperands(a, b));

export function safeCast(value: Value, type: SqlType): Value {
  try {
    return castValue(value, type);
  } catch (error) {
    if (error instanceof RecordError) return null;
    throw error;
  }
}

/** NULL for a field that is not there and for a value without fields. */
export const fieldOf = (base: Value, name: string): Value =>
  base instanceof Map ? ((base as ReadonlyMap<string, Value>).get(name) ?? null) : null;

/** An item of an array counted from `first`, or a member by key; NULL when there is none. */
export function elementOf(base: Value, index: Value, first: 0 | 1): Value {
  if (base === null || index === null) return null;
  if (base instanceof Map) return (base as ReadonlyMap<string, Value>).get(textOf(index)) ?? null;
  if (!Array.isArray(base)) return null;
  const at = typeof index === 'number' ? index : Number(textOf(index));
  return (base as readonly Value[])[at - first] ?? null;
}

/**
 * ARRAY[…], MAP[…] (keys and values in turn; of equal keys the last wins) or STRUCT(…) by its fields.
 * @throws RecordError for a NULL key
 */
export function collectionOf(type: SqlType, items: readonly Value[]): Value {
  if (type.kind === 'STRUCT') return new Map(type.fields.map(({ name }, i) => [name, items[i] ?? null]));
  if (type.kind !== 'MAP') return items;
  const map = new Map<string, Value>();
  for (let i = 0; i + 1 < items.length; i += 2) {
    const key = items[i]!;
    if (key === null) throw new RecordError('argument', 'A key of a MAP cannot be NULL');
    map.set(textOf(key), items[i + 1]!);
  }
  return map;
}
