/** Values on their way into a sandbox and out of it, exact: primitives as they are, the rest as text that `realm.ts` reads. */
import { castValue } from '../../src/language/types/coerce.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import { int64 } from '../../src/language/types/int64.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import { RecordError } from '../../src/language/types/value.ts';
import { textOf } from '../../src/language/types/value-text.ts';

/** What crosses the border. */
export type Wire = null | boolean | number | string;

type Json = Wire | readonly Json[] | { readonly [name: string]: Json };
type Present = Exclude<Value, null>;

/** For a parameter of the type; the value is of it. */
export function toWire(value: Value, type: SqlType): Wire {
  if (value === null) return null;
  const wire = jsonOf(value, type);
  if (isNested(type)) return JSON.stringify(wire);
  return typeof wire === 'string' ? escaped(wire) : (wire as Wire);
}

/** A result that RETURNS the type. Throws RecordError when it does not fit (`overflow`) or is no text of it (`cast`). */
export function fromWire(wire: Wire, type: SqlType): Value {
  if (wire === null) return null;
  if (isNested(type)) return valueFrom(JSON.parse(wire as string) as Json, type);
  return valueFrom(typeof wire === 'string' ? unescaped(wire) : wire, type);
}

const isNested = ({ kind }: SqlType): boolean =>
  kind === 'ARRAY' || kind === 'MAP' || kind === 'STRUCT' || kind === 'JSON' || kind === 'ANY';

// A C string ends at a NUL.
const escaped = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
  /[\0\x01]/.test(text) ? text.replaceAll(/[\0\x01]/g, one => (one === '\0' ? '\x010' : '\x011')) : text;
const unescaped = (text: string): string =>
  text.includes('\x01') ? text.replaceAll('\x010', '\0').replaceAll('\x011', '\x01') : text;

function jsonOf(value: Value, type: SqlType): Json {
  if (value === null) return null;
  switch (type.kind) {
    case 'BOOLEAN':
      return value as boolean;
    case 'BIGINT':
      return typeof value === 'bigint' ? String(value) : (value as number);
    case 'DOUBLE':
      return Number.isFinite(value) ? (value as number) : String(value as number);
    case 'TIMESTAMP':
      return microsOf(value as Timestamp);
    case 'BYTES':
      return latin(value as Uint8Array);
    case 'ARRAY':
      return (value as readonly Value[]).map(item => jsonOf(item, type.element));
    case 'MAP':
      // Keys are held as text.
      return Array.from(value as ReadonlyMap<string, Value>, ([key, item]) => [
        jsonOf(castValue(key, type.key), type.key),
        jsonOf(item, type.value),
      ]);
    case 'STRUCT':
      return type.fields.map(field =>
        jsonOf((value as ReadonlyMap<string, Value>).get(field.name) ?? null, field.type),
      );
    case 'JSON':
    case 'ANY':
      return anyOf(value);
    default:
      return textOf(value);
  }
}

/** A value of no declared type: numbers as Number wherever that is exact. */
function anyOf(value: Value): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $n: String(value) };
  if (typeof value === 'bigint') return { $i: String(value) };
  if (value instanceof Decimal) {
    const text = textOf(value);
    return String(Number(text)) === text ? Number(text) : { $d: text };
  }
  if (value instanceof Timestamp) return { $m: microsOf(value) };
  if (value instanceof Uint8Array) return { $b: latin(value) };
  if (value instanceof Map) return { $o: Array.from(value as Map<string, Value>, ([key, item]) => [key, anyOf(item)]) };
  if (Array.isArray(value)) return (value as readonly Value[]).map(anyOf);
  return textOf(value as Present);
}

function valueFrom(json: Json, type: SqlType): Value {
  if (json === null) return null;
  switch (type.kind) {
    case 'BOOLEAN':
    case 'DOUBLE':
    case 'STRING':
      return json as Value;
    case 'BIGINT':
      return typeof json === 'string' ? int64(BigInt(json)) : (json as number);
    case 'BYTES':
      return Uint8Array.from(json as string, one => one.charCodeAt(0));
    case 'ARRAY':
      return (json as readonly Json[]).map(item => valueFrom(item, type.element));
    case 'MAP':
      return new Map(
        (json as readonly (readonly [Json, Json])[]).map(([key, item]) => {
          const name = valueFrom(key, type.key);
          if (name === null) throw new RecordError('argument', 'a key of a MAP is NULL');
          return [textOf(name), valueFrom(item, type.value)];
        }),
      );
    case 'STRUCT':
      return new Map(
        type.fields.map(({ name, type: field }, i) => [name, valueFrom((json as readonly Json[])[i]!, field)]),
      );
    case 'JSON':
    case 'ANY':
      return anyFrom(json);
    default:
      return castValue(json as string, type);
  }
}

function anyFrom(json: Json): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') {
    // As a JSON record is read: a fraction is exact, an exponent a DOUBLE.
    if (Number.isSafeInteger(json)) return json + 0;
    const text = String(json);
    return text.includes('e') ? json : (Decimal.parse(text) ?? json);
  }
  if (isList(json)) return json.map(anyFrom);
  const [first] = Object.entries(json);
  if (first?.[0].startsWith('$')) {
    const [tag, held] = first;
    switch (tag) {
      case '$i':
        return int64(BigInt(held as string));
      case '$d':
        return Decimal.parse(held as string)!;
      case '$m':
        return Timestamp.of(BigInt(held as string));
      case '$b':
        return Uint8Array.from(held as string, one => one.charCodeAt(0));
      case '$o':
        return new Map((held as readonly (readonly [string, Json])[]).map(([name, item]) => [name, anyFrom(item)]));
    }
  }
  return new Map(Object.entries(json).map(([name, item]) => [name, anyFrom(item)]));
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

const microsOf = ({ micros }: Timestamp): number | string => (typeof micros === 'bigint' ? String(micros) : micros);

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const one of bytes) text += String.fromCharCode(one);
  return text;
}
