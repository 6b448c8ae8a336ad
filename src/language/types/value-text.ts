/** Values as text: what CAST to STRING gives, and how an error message names a value. */
import { writeJson } from './json.ts';
import type { Value } from './value.ts';

/** As CAST to STRING gives it: numbers in their shortest form, times as ISO 8601, arrays and maps as JSON. */
export function textOf(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return UTF_8.decode(value);
  return Array.isArray(value) || value instanceof Map ? writeJson(value) : String(value);
}

const UTF_8 = new TextDecoder();

/** For messages: its kind and what it is, cut when long. */
export function describe(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${short(value)}'`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return short(textOf(value));
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
