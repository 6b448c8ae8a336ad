/** Rows to JSON text, and keys to bytes: integers in full, decimals exact, times as ISO 8601. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import type { JsonWriter } from './writer.ts';

/** One JSON object: members in the order of `columns`; of equal names the first gives the place, the last the value. */
export function jsonEncoder({
  columns,
  decimalAsString,
}: Pick<PlanQuery['output'], 'columns' | 'decimalAsString'>): (values: readonly Value[]) => string {
  const names = new Set(columns.map(({ name }) => name));
  if (names.size < columns.length || columns.some(({ spread }) => spread)) {
    const toMap = recordOf(columns);
    return values => jsonText(toMap(values), decimalAsString);
  }
  const starts = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  return values => {
    let text = '';
    for (let i = 0; i < starts.length; i++) text += starts[i]! + jsonText(values[i]!, decimalAsString);
    return starts.length === 0 ? '{}' : `${text}}`;
  };
}

/** As `jsonEncoder`, in bytes: the text that the writer has written last. */
export function rowWriter(output: PlanQuery['output'], writer: JsonWriter): (values: readonly Value[]) => void {
  if (!isWrittenAlone(output)) {
    const encode = jsonEncoder(output);
    return values => {
      writer.begin();
      writer.text(encode(values));
    };
  }
  const starts = memberStarts(output);
  return values => {
    writer.begin();
    for (let i = 0; i < starts.length; i++) {
      writer.raw(starts[i]!);
      writer.value(values[i]!);
    }
    writer.raw(END);
  };
}

/** Whether each column is a member of its own. */
export function isWrittenAlone({ columns }: PlanQuery['output']): boolean {
  const names = new Set(columns.map(({ name }) => name));
  return columns.length > 0 && names.size === columns.length && !columns.some(({ spread }) => spread);
}

/** What is written before the value of each column. */
export const memberStarts = ({ columns }: PlanQuery['output']): readonly Uint8Array[] =>
  columns.map(({ name }, i) => UTF_8_BYTES.encode(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`));

const UTF_8_BYTES = new TextEncoder();
const END = UTF_8_BYTES.encode('}');

/** The output as one record: spread columns replaced by their fields. */
export function recordOf(columns: PlanQuery['output']['columns']): (values: readonly Value[]) => Map<string, Value> {
  return values => {
    const record = new Map<string, Value>();
    for (let i = 0; i < columns.length; i++) {
      const value = values[i]!;
      if (!columns[i]!.spread) record.set(columns[i]!.name, value);
      else if (value instanceof Map)
        for (const [name, member] of value as ReadonlyMap<string, Value>) record.set(name, member);
    }
    return record;
  };
}

/** `text` is the key as JSON for a person; a key that was read and is passed on is shown as a string. */
export interface EncodedKey {
  readonly bytes: Uint8Array | null;
  readonly text: string;
}

const NO_KEY: EncodedKey = { bytes: null, text: 'null' };
const UTF_8 = new TextDecoder();

/** A string is its UTF-8, a number its digits, several columns a JSON object. */
export function encodeKey(key: Value): EncodedKey {
  if (key === null) return NO_KEY;
  if (key instanceof Uint8Array) return { bytes: key, text: JSON.stringify(UTF_8.decode(key)) };
  if (typeof key === 'string') return { bytes: Buffer.from(key), text: JSON.stringify(key) };
  const text = jsonText(key, false);
  return { bytes: Buffer.from(text.startsWith('"') ? text.slice(1, -1) : text), text };
}

/** Of any value. */
export function jsonText(value: Value, decimalAsString: boolean): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : `"${value}"`;
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      if (value === null) return 'null';
      if (value instanceof Decimal) return decimalAsString ? `"${value}"` : String(value);
      if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
      if (Array.isArray(value)) return `[${value.map((item: Value) => jsonText(item, decimalAsString)).join(',')}]`;
      if (value instanceof Map) {
        let text = '';
        for (const [name, member] of value as ReadonlyMap<string, Value>)
          text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${jsonText(member, decimalAsString)}`;
        return `{${text}}`;
      }
      return JSON.stringify(String(value));
  }
}

/** The bytes of `encodeKey`, by way of a writer where that is quicker. */
export function keyBytes(key: Value, writer: JsonWriter): Uint8Array | null {
  if (key === null || key instanceof Uint8Array) return key;
  if (!(key instanceof Map) && !Number.isSafeInteger(key)) return encodeKey(key).bytes;
  writer.begin();
  writer.value(key);
  return writer.chunk.subarray(writer.start, writer.at);
}
