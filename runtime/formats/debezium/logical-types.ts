/** What the schema inside a record of Kafka Connect says of numbers that are dates, times and decimals. */
import { Decimal } from '../../../src/language/types/decimal.ts';
import { SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import type { Members } from '../json/convert.ts';

type Present = Exclude<Value, null>;
export type Read = (value: Present, field: Members) => Value;

const big = (value: Present): bigint => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'bigint') return value;
  throw new RecordError('decode', `${describe(value)} is no whole number`);
};
const floor = (value: bigint, by: bigint): bigint => value / by - (value % by < 0n ? 1n : 0n);
const narrow = (value: bigint): Int64 => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
const moment =
  (toMicros: (value: bigint) => bigint): Read =>
  value =>
    Timestamp.of(narrow(toMicros(big(value))));
const time =
  (toMicros: (value: bigint) => bigint): Read =>
  value =>
    SqlTime.of(Number(toMicros(big(value))));
const day: Read = value => SqlDate.of(Number(big(value)));

/** Digits of a scale: beyond it a record could ask for a megabyte of zeros. */
const LARGEST_SCALE = 1000;

function unscaled(value: Present, scale: number): Decimal {
  const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), 'base64');
  if (!(scale >= 0 && scale <= LARGEST_SCALE)) throw new RecordError('decode', `A decimal with a scale of ${scale}`);
  if (bytes.length === 0) return Decimal.of(0, scale);
  const digits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return Decimal.of(BigInt.asIntN(bytes.length * 8, digits), scale);
}

const decimal: Read = (value, field) => {
  // With decimal.format=numeric it is a number already.
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return value;
  const parameters = field.get('parameters');
  const scale = parameters instanceof Map ? (parameters as Members).get('scale') : undefined;
  return unscaled(value, Number(scale ?? 0));
};

const variableDecimal: Read = value => {
  if (!(value instanceof Map)) return value;
  const members = value as Members;
  return unscaled(members.get('value') ?? '', Number(members.get('scale') ?? 0));
};

/** By the name of the schema. */
const LOGICAL: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['org.apache.kafka.connect.data.Decimal', decimal],
  ['org.apache.kafka.connect.data.Date', day],
  ['org.apache.kafka.connect.data.Time', time(millis => millis * 1000n)],
  ['org.apache.kafka.connect.data.Timestamp', moment(millis => millis * 1000n)],
  ['io.debezium.data.VariableScaleDecimal', variableDecimal],
  ['io.debezium.time.Date', day],
  ['io.debezium.time.Time', time(millis => millis * 1000n)],
  ['io.debezium.time.MicroTime', time(micros => micros)],
  ['io.debezium.time.NanoTime', time(nanos => floor(nanos, 1000n))],
  ['io.debezium.time.Timestamp', moment(millis => millis * 1000n)],
  ['io.debezium.time.MicroTimestamp', moment(micros => micros)],
  ['io.debezium.time.NanoTimestamp', moment(nanos => floor(nanos, 1000n))],
]);

export const byConnectName = (name: string): Read | undefined => LOGICAL.get(name);

/** The row with its values as its schema means them; as it is where there is no schema. */
export function withLogicalTypes(row: Members, schema: Members | undefined, name: 'before' | 'after'): Members {
  const fields = schema && fieldsOf(fieldsOf(schema).find(field => field.get('field') === name));
  if (!fields) return row;
  const result = new Map(row);
  for (const field of fields) {
    const read = LOGICAL.get(String(field.get('name') ?? ''));
    const column = String(field.get('field') ?? '');
    const value = row.get(column);
    if (read && value !== undefined && value !== null) result.set(column, read(value, field));
  }
  return result;
}

const fieldsOf = (schema: Members | undefined): readonly Members[] => {
  const fields = schema?.get('fields');
  return Array.isArray(fields) ? fields.filter((field: Value): field is Members => field instanceof Map) : [];
};
