/** Values of the engine as JavaScript's own, and back; nothing is rounded either way. */
import { castValue } from '../src/language/types/coerce.ts';
import { Decimal } from '../src/language/types/decimal.ts';
import { int64 } from '../src/language/types/int64.ts';
import type { SqlType } from '../src/language/types/sql-type.ts';
import { typeText } from '../src/language/types/sql-type.ts';
import { Timestamp } from '../src/language/types/temporal.ts';
import { RecordError, type Value } from '../src/language/types/value.ts';
import { textOf } from '../src/language/types/value-text.ts';
import type { Cell } from './types.ts';

export function cellOf(value: Value, type: SqlType): Cell {
  if (value === null) return null;
  switch (type.kind) {
    case 'BIGINT':
      return BigInt(value as number | bigint);
    case 'DATE':
    case 'TIME':
    case 'INTERVAL':
      return textOf(value);
    case 'ARRAY':
      return (value as readonly Value[]).map(item => cellOf(item, type.element));
    case 'MAP':
      return new Map(Array.from(value as ReadonlyMap<string, Value>, ([key, item]) => [key, cellOf(item, type.value)]));
    case 'STRUCT':
      return objectOf(
        type.fields.map(({ name, type: field }) => [
          name,
          cellOf((value as ReadonlyMap<string, Value>).get(name) ?? null, field),
        ]),
      );
    case 'JSON':
    case 'ANY':
      return anyCell(value);
    default:
      return value as Cell;
  }
}

function anyCell(value: Value): Cell {
  if (Array.isArray(value)) return (value as readonly Value[]).map(anyCell);
  if (value instanceof Map)
    return objectOf(Array.from(value as Map<string, Value>, ([name, item]) => [name, anyCell(item)]));
  if (value instanceof Decimal) {
    const text = String(value);
    return String(Number(text)) === text ? Number(text) : value;
  }
  if (typeof value !== 'object' || value === null || value instanceof Timestamp || value instanceof Uint8Array)
    return value as Cell;
  return textOf(value);
}

/** Defines members: a name such as `__proto__` is one like any other. */
export const objectOf = (members: Iterable<readonly [string, Cell]>): { readonly [name: string]: Cell } =>
  Object.fromEntries(members);

/** What a function gave. Throws RecordError when it is no value of the type. */
export function valueOfResult(given: unknown, type: SqlType): Value {
  if (given === null || given === undefined) return null;
  switch (type.kind) {
    case 'BOOLEAN':
      if (typeof given === 'boolean') return given;
      break;
    case 'BIGINT':
      if (typeof given === 'bigint') return int64(given);
      if (Number.isSafeInteger(given)) return (given as number) + 0;
      break;
    case 'DOUBLE':
      if (typeof given === 'number' && Number.isFinite(given)) return given;
      if (typeof given === 'bigint' && BigInt(Number(given)) === given) return Number(given);
      break;
    case 'DECIMAL':
      if (given instanceof Decimal || typeof given === 'string') return castValue(given, type);
      if (typeof given === 'bigint' || Number.isSafeInteger(given)) return castValue(String(given), type);
      break;
    case 'BYTES':
      if (given instanceof Uint8Array) return given;
      break;
    case 'ARRAY':
      if (Array.isArray(given)) return given.map(item => valueOfResult(item, type.element));
      break;
    case 'MAP':
      if (typeof given === 'object')
        return new Map(
          (given instanceof Map ? [...given] : Object.entries(given)).map(([key, item]) => [
            String(key),
            valueOfResult(item, type.value),
          ]),
        );
      break;
    case 'STRUCT':
      if (typeof given === 'object')
        return new Map(
          type.fields.map(({ name, type: field }) => [
            name,
            valueOfResult((given as Record<string, unknown>)[name], field),
          ]),
        );
      break;
    case 'JSON':
    case 'ANY':
      return plainValue(given, type);
    default:
      if (typeof given === 'string') return type.kind === 'STRING' ? given : castValue(given, type);
      if (given instanceof Timestamp && type.kind !== 'STRING') return castValue(given, type);
      if (given instanceof Date && type.kind !== 'STRING') return castValue(Timestamp.ofMillis(given.getTime()), type);
  }
  throw new RecordError('function', `it gave ${shown(given)}; RETURNS says ${typeText(type)}`);
}

function plainValue(given: unknown, type: SqlType): Value {
  if (given === null || given === undefined) return null;
  if (Array.isArray(given)) return given.map(item => plainValue(item, type));
  if (typeof given === 'number' && Number.isFinite(given)) {
    if (Number.isSafeInteger(given)) return given + 0;
    const text = String(given);
    return text.includes('e') ? given : (Decimal.parse(text) ?? given);
  }
  if (typeof given === 'bigint') return int64(given);
  if (given instanceof Date) return given.toISOString();
  if (typeof given === 'string' || typeof given === 'boolean') return given;
  if (given instanceof Decimal || given instanceof Timestamp || given instanceof Uint8Array) return given;
  if (typeof given === 'object')
    return new Map(
      (given instanceof Map ? [...given] : Object.entries(given)).map(([name, item]) => [
        String(name),
        plainValue(item, type),
      ]),
    );
  throw new RecordError('function', `it gave ${shown(given)}; RETURNS says ${typeText(type)}`);
}

const shown = (given: unknown): string =>
  typeof given === 'string'
    ? JSON.stringify(given.slice(0, 40))
    : typeof given === 'bigint'
      ? `${given}n`
      : String(given);

/** A row as the JSON that the engine reads: integers in full, decimals as they are. Throws TypeError. */
export function jsonOf(given: unknown): string {
  switch (typeof given) {
    case 'string':
      return JSON.stringify(given);
    case 'boolean':
    case 'bigint':
      return String(given);
    case 'number':
      if (Number.isFinite(given)) return String(given);
      throw new TypeError(`${given} is no value of SQL`);
    case 'undefined':
      return 'null';
    case 'object':
      break;
    default:
      throw new TypeError(`a ${typeof given} is no value of SQL`);
  }
  if (given === null) return 'null';
  if (given instanceof Decimal) return String(given);
  if (given instanceof Timestamp) return JSON.stringify(textOf(given));
  if (given instanceof Date) return JSON.stringify(given.toISOString());
  // As the engine reads BYTES out of JSON: text is its UTF-8.
  if (given instanceof Uint8Array) return JSON.stringify(UTF_8.decode(given));
  if (Array.isArray(given)) return `[${given.map(jsonOf).join(',')}]`;
  const members = given instanceof Map ? [...given] : Object.entries(given).filter(([, item]) => item !== undefined);
  return `{${members.map(([name, item]) => `${JSON.stringify(String(name))}:${jsonOf(item)}`).join(',')}}`;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
