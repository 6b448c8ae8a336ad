/** Messages that are one value: Google's own (KNOWN_MESSAGES), and a decimal as units and scale. */
import type { WireField } from '../../../src/language/schemas/proto-wire.ts';
import { daysOf, isCivilDate } from '../../../src/language/types/calendar.ts';
import { toDate, toExactDecimal, toInterval, toTimestamp } from '../../../src/language/types/coerce.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { int64 } from '../../../src/language/types/int64.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe, textOf } from '../../../src/language/types/value-text.ts';

type Present = Exclude<Value, null>;

/** A message whose fields together are a value. */
export interface Composite {
  readonly fields: readonly WireField[];
  /** Of the values of its fields, in their order. RecordError for what is none of its values. */
  make(parts: readonly Value[]): Value;
  /** The values of its fields. RecordError for a value that it cannot hold. */
  parts(value: Present): readonly Value[];
}

const scalar = (number: number, name: string, type: string, rule: WireField['rule'] = 'implicit'): WireField => ({
  name,
  number,
  type: { kind: 'scalar', name: type },
  rule,
});

const MILLION = 1_000_000n;
const MICROS = 1_000_000;

/** Seconds and nanoseconds to microseconds; what is below one is cut towards the past. */
function microsOf([seconds, nanos]: readonly Value[], what: string, least: number): Int64 {
  const rest = nanos as number;
  if (rest < least || rest > 999_999_999) throw new RecordError('decode', `${rest} nanoseconds in a ${what}`);
  const micros = Math.floor(rest / 1000);
  const quick = typeof seconds === 'number' ? seconds * MICROS + micros : Number.NaN;
  if (Number.isSafeInteger(quick)) return quick;
  return BigInt(seconds as Int64) * MILLION + BigInt(micros);
}

/** Nanoseconds are from 0 to 999,999,999, also before 1970. */
function secondsOf(micros: Int64): readonly [Int64, number] {
  if (typeof micros === 'number') {
    const seconds = Math.floor(micros / MICROS);
    return [seconds, (micros - seconds * MICROS) * 1000];
  }
  const rest = ((micros % MILLION) + MILLION) % MILLION;
  return [int64((micros - rest) / MILLION), Number(rest) * 1000];
}

const wrapper = (type: string): Composite => ({
  fields: [scalar(1, 'value', type)],
  make: ([value]) => value!,
  parts: value => [value],
});

/** Fields with names, as a message of a file has them. */
function struct(...fields: WireField[]): Composite {
  return {
    fields,
    make: parts => new Map(fields.map(({ name }, i) => [name, parts[i]!])),
    parts: value => {
      if (!(value instanceof Map)) throw new RecordError('decode', `${describe(value)} is no STRUCT`);
      return fields.map(({ name }) => (value as ReadonlyMap<string, Value>).get(name) ?? null);
    },
  };
}

const valueType = { kind: 'known', name: 'google.protobuf.Value' } as const;
const valueField = (number: number, name: string, type: WireField['type']): WireField => ({
  name,
  number,
  type,
  rule: 'explicit',
  oneof: 'kind',
});

/** A number of google.protobuf.Value is a double: what one cannot hold is refused instead of rounded. */
function asDouble(value: Int64 | Decimal): number {
  const double = Number(String(value));
  if (Number.isFinite(double) && toExactDecimal(double).compare(toExactDecimal(value)) === 0) return double;
  throw new RecordError(
    'overflow',
    `${value} does not fit a double, which google.protobuf.Value has for numbers: write it as text`,
  );
}

function valueParts(value: Value): readonly Value[] {
  const parts: Value[] = [null, null, null, null, null, null];
  if (value === null) parts[0] = 0;
  else if (typeof value === 'boolean') parts[3] = value;
  else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    if (!Number.isFinite(value)) throw new RecordError('overflow', `google.protobuf.Value has no ${value}`);
    parts[1] = value;
  } else if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal)
    parts[1] = asDouble(value);
  else if (value instanceof Map) parts[4] = value;
  else if (Array.isArray(value)) parts[5] = value;
  else parts[2] = value instanceof Uint8Array ? Buffer.from(value).toString('base64') : textOf(value);
  return parts;
}

/** Written where NULL is an element of its own: in lists and maps of google.protobuf.Value. */
export const NULL_PARTS = valueParts(null);

export const KNOWN: ReadonlyMap<string, Composite> = new Map<string, Composite>([
  [
    'google.protobuf.Timestamp',
    {
      fields: [scalar(1, 'seconds', 'int64'), scalar(2, 'nanos', 'int32')],
      make: parts => Timestamp.of(microsOf(parts, 'Timestamp', 0)),
      parts: value => secondsOf(toTimestamp(value).micros),
    },
  ],
  [
    'google.protobuf.Duration',
    {
      fields: [scalar(1, 'seconds', 'int64'), scalar(2, 'nanos', 'int32')],
      make: parts => {
        const micros = microsOf(parts, 'Duration', -999_999_999);
        if (typeof micros === 'number') return Interval.of(0, micros);
        throw new RecordError('overflow', `A Duration of ${String(parts[0])} seconds is beyond INTERVAL`);
      },
      parts: value => {
        const { months, micros } = toInterval(value);
        if (months !== 0)
          throw new RecordError('decode', `${describe(value)} has months, whose days differ: a Duration has seconds`);
        // Both parts have the same sign.
        const seconds = Math.trunc(micros / MICROS);
        return [seconds + 0, (micros - seconds * MICROS) * 1000];
      },
    },
  ],
  ['google.protobuf.DoubleValue', wrapper('double')],
  ['google.protobuf.FloatValue', wrapper('float')],
  ['google.protobuf.Int64Value', wrapper('int64')],
  ['google.protobuf.UInt64Value', wrapper('uint64')],
  ['google.protobuf.Int32Value', wrapper('int32')],
  ['google.protobuf.UInt32Value', wrapper('uint32')],
  ['google.protobuf.BoolValue', wrapper('bool')],
  ['google.protobuf.StringValue', wrapper('string')],
  ['google.protobuf.BytesValue', wrapper('bytes')],
  [
    'google.protobuf.Struct',
    {
      fields: [{ name: 'fields', number: 1, type: valueType, rule: 'map', key: 'string' }],
      make: ([fields]) => fields!,
      parts: value => {
        if (!(value instanceof Map)) throw new RecordError('decode', `${describe(value)} is no JSON object`);
        return [value];
      },
    },
  ],
  [
    'google.protobuf.Value',
    {
      fields: [
        valueField(1, 'null_value', { kind: 'scalar', name: 'int32' }),
        valueField(2, 'number_value', { kind: 'scalar', name: 'double' }),
        valueField(3, 'string_value', { kind: 'scalar', name: 'string' }),
        valueField(4, 'bool_value', { kind: 'scalar', name: 'bool' }),
        valueField(5, 'struct_value', { kind: 'known', name: 'google.protobuf.Struct' }),
        valueField(6, 'list_value', { kind: 'known', name: 'google.protobuf.ListValue' }),
      ],
      make: ([, ...others]) => others.find(part => part !== null) ?? null,
      parts: valueParts,
    },
  ],
  [
    'google.protobuf.ListValue',
    {
      fields: [{ name: 'values', number: 1, type: valueType, rule: 'repeated' }],
      make: ([values]) => values!,
      parts: value => {
        if (!Array.isArray(value)) throw new RecordError('decode', `${describe(value)} is no list`);
        return [value];
      },
    },
  ],
  // Its message's file need not be at hand: the bytes are handed on as they are.
  ['google.protobuf.Any', struct(scalar(1, 'type_url', 'string'), scalar(2, 'value', 'bytes'))],
  ['google.protobuf.Empty', struct()],
  [
    'google.protobuf.FieldMask',
    {
      fields: [scalar(1, 'paths', 'string', 'repeated')],
      make: ([paths]) => (paths as readonly string[]).join(','),
      parts: value => [textOf(value) === '' ? [] : textOf(value).split(',')],
    },
  ],
  [
    'google.type.Decimal',
    {
      fields: [scalar(1, 'value', 'string')],
      make: ([value]) => {
        const text = value as string;
        if (text === '') return Decimal.ZERO;
        const read = Decimal.parse(text);
        if (!read) throw new RecordError('decode', `${describe(text)} is no decimal number`);
        return read;
      },
      parts: value => [toExactDecimal(value).toString()],
    },
  ],
  [
    'google.type.Date',
    {
      fields: [scalar(1, 'year', 'int32'), scalar(2, 'month', 'int32'), scalar(3, 'day', 'int32')],
      make: parts => {
        const [year, month, day] = parts as readonly [number, number, number];
        if (isCivilDate(year, month, day)) return SqlDate.of(daysOf(year, month, day));
        throw new RecordError(
          'decode',
          `${year}-${month}-${day} is no date: a google.type.Date needs year, month and day here`,
        );
      },
      parts: value => {
        const [, sign, year, month, day] = /^(-?)(\d+)-(\d+)-(\d+)$/.exec(toDate(value).toString())!;
        return [Number(year) * (sign ? -1 : 1), Number(month), Number(day)];
      },
    },
  ],
  [
    'google.type.TimeOfDay',
    {
      fields: [
        scalar(1, 'hours', 'int32'),
        scalar(2, 'minutes', 'int32'),
        scalar(3, 'seconds', 'int32'),
        scalar(4, 'nanos', 'int32'),
      ],
      make: parts => {
        const [hours, minutes, seconds, nanos] = parts as readonly [number, number, number, number];
        if (
          [hours, minutes, seconds, nanos].some(part => part < 0) ||
          hours > 23 ||
          minutes > 59 ||
          seconds > 59 ||
          nanos > 999_999_999
        )
          throw new RecordError('decode', `${hours}:${minutes}:${seconds} and ${nanos} nanoseconds is no time of day`);
        return SqlTime.of(((hours * 60 + minutes) * 60 + seconds) * MICROS + Math.floor(nanos / 1000));
      },
      parts: value => {
        const { micros } = timeOf(value);
        const seconds = Math.floor(micros / MICROS);
        return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, (micros % MICROS) * 1000];
      },
    },
  ],
  [
    'google.type.Money',
    struct(scalar(1, 'currency_code', 'string'), scalar(2, 'units', 'int64'), scalar(3, 'nanos', 'int32')),
  ],
  ['google.type.LatLng', struct(scalar(1, 'latitude', 'double'), scalar(2, 'longitude', 'double'))],
]);

function timeOf(value: Present): SqlTime {
  const time = value instanceof SqlTime ? value : typeof value === 'string' ? SqlTime.parse(value.trim()) : undefined;
  if (!time) throw new RecordError('decode', `${describe(value)} is no TIME`);
  return time;
}

/** Digits of a scale: beyond it a record could ask for a megabyte of zeros. */
const LARGEST_SCALE = 1000;

/** Units × 10^-scale. @param fields those of the message, units first */
export function decimalComposite(fields: readonly WireField[]): Composite {
  return {
    fields,
    make: parts => {
      const [units, scale] = parts as readonly [Int64 | null, number | null];
      const digits = scale ?? 0;
      if (Math.abs(digits) > LARGEST_SCALE) throw new RecordError('decode', `A decimal with a scale of ${digits}`);
      if (digits >= 0) return Decimal.of(units ?? 0, digits);
      return Decimal.of(BigInt(units ?? 0) * 10n ** BigInt(-digits), 0);
    },
    parts: value => {
      const number = toExactDecimal(value);
      // With the scale of its column while 64 bits hold that: 1000.00 of DECIMAL(18, 4) is 10000000 and 4.
      const whole = typeof number.unscaled === 'number' ? number : number.trimmed();
      if (BigInt.asIntN(64, BigInt(whole.unscaled)) !== BigInt(whole.unscaled))
        throw new RecordError(
          'overflow',
          `${value instanceof Decimal ? value : describe(value)} does not fit units of 64 bits`,
        );
      return [whole.unscaled, whole.scale];
    },
  };
}
