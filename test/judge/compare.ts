/** Whether two answers hold the same rows, in any order: exact but for DOUBLE, which is equal within rounding. */
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import type { JsonRow, JsonValue } from './ferris.ts';
import type { Expr, Type } from './tree.ts';

/** A value as text that is the same for equal values; a DOUBLE as the number. */
export type Canonical = string | number | null;

/** A decimal or integer without leading and trailing zeros. */
function plainNumber(text: string): string {
  const scientific = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text);
  if (scientific) {
    const [, sign, whole, fraction = '', exponent] = scientific;
    const digits = whole! + fraction;
    const point = whole!.length + Number(exponent);
    const padded = digits.padEnd(point, '0').padStart(digits.length - Math.min(0, point), '0');
    const at = Math.max(0, point);
    return plainNumber(`${sign}${padded.slice(0, at) || '0'}.${padded.slice(at)}`);
  }
  const [, sign, whole, fraction = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === undefined) return `not a number: ${text}`;
  const magnitude = fraction === '' ? whole : `${whole}.${fraction}`;
  return magnitude === '0' ? '0' : sign + magnitude;
}

export function ofFerris(value: JsonValue, { kind }: Type): Canonical {
  if (value === null) return null;
  switch (kind) {
    case 'DOUBLE':
      return typeof value === 'object' ? Number(value.digits) : `not a number: ${String(value)}`;
    case 'BIGINT':
    case 'DECIMAL':
      return typeof value === 'object' ? plainNumber(value.digits) : `not a number: ${String(value)}`;
    case 'TIMESTAMP':
      return String(microsOf(String(value)));
    default:
      return typeof value === 'object' ? `a number: ${value.digits}` : String(value);
  }
}

/** Of ISO 8601 with up to six digits of fraction. */
function microsOf(text: string): bigint {
  const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  const millis = Date.parse(`${seconds}Z`);
  return BigInt(millis) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

export function ofDuck(value: DuckDBValue, { kind }: Type): Canonical {
  if (value === null) return null;
  if (kind === 'DOUBLE') {
    if (value instanceof DuckDBDecimalValue) return value.toDouble();
    return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : `not a number: ${value}`;
  }
  if (kind === 'BIGINT' || kind === 'DECIMAL') return plainNumber(String(value));
  if (value instanceof DuckDBTimestampValue) return kind === 'DATE' ? `a time: ${value}` : String(value.micros);
  if (value instanceof DuckDBDateValue) {
    if (kind !== 'DATE') return String(BigInt(value.days) * 86_400_000_000n);
    return new Date(value.days * 86_400_000).toISOString().slice(0, 10);
  }
  return String(value);
}

const RELATIVE = 1e-9;
/** Beside the magnitudes that went in: what remains where large numbers cancel out. */
const ABSOLUTE = 1e-12;

function sameValue(a: Canonical, b: Canonical, { bound }: Expr): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  if (a === b) return true;
  return Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * RELATIVE + bound * ABSOLUTE;
}

export type CanonicalRow = readonly Canonical[];

export interface Difference {
  /** Rows that only this one gave. */
  readonly ferris: readonly CanonicalRow[];
  readonly duck: readonly CanonicalRow[];
}

export const canonicalFerris = (rows: readonly JsonRow[], columns: readonly Expr[]): CanonicalRow[] =>
  rows.map(row => row.map((value, i) => ofFerris(value, columns[i]!.type)));

export const canonicalDuck = (rows: readonly (readonly DuckDBValue[])[], columns: readonly Expr[]): CanonicalRow[] =>
  rows.map(row => row.map((value, i) => ofDuck(value, columns[i]!.type)));

/** Undefined when they are the same rows, each as often. */
export function difference(
  ferris: readonly CanonicalRow[],
  duck: readonly CanonicalRow[],
  columns: readonly Expr[],
): Difference | undefined {
  const same = (a: CanonicalRow, b: CanonicalRow) => a.every((value, i) => sameValue(value, b[i]!, columns[i]!));
  /** Of the values that are compared exactly. */
  const keyOf = (row: CanonicalRow) => JSON.stringify(row.map(value => (typeof value === 'number' ? 0 : value)));
  const left = new Map<string, CanonicalRow[]>();
  for (const row of duck) {
    const key = keyOf(row);
    const there = left.get(key);
    if (there) there.push(row);
    else left.set(key, [row]);
  }
  const only: CanonicalRow[] = [];
  for (const row of ferris) {
    const candidates = left.get(keyOf(row)) ?? [];
    const at = candidates.findIndex(other => same(row, other));
    if (at < 0) only.push(row);
    else candidates.splice(at, 1);
  }
  const missing = [...left.values()].flat();
  return only.length === 0 && missing.length === 0 ? undefined : { ferris: only, duck: missing };
}

/** Whether rows that ORDER BY sorted stand in the same order. */
export const sameOrder = (ferris: readonly CanonicalRow[], duck: readonly CanonicalRow[], columns: readonly Expr[]) =>
  ferris.every((row, at) => row.every((value, i) => sameValue(value, duck[at]![i]!, columns[i]!)));
