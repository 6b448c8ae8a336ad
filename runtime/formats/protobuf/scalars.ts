/** Protobuf's scalar types: how one is read, written, and which value an absent one has. */
import { Decimal } from '../../../src/language/types/decimal.ts';
import { INT64_MAX, INT64_MIN } from '../../../src/language/types/int64.ts';
import type { SqlType } from '../../../src/language/types/sql-type.ts';
import { BIGINT, BOOLEAN, BYTES, DOUBLE, decimal, STRING } from '../../../src/language/types/sql-type.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { converter } from '../json/convert.ts';
import type { Input } from './input.ts';
import * as wire from './input.ts';
import type { Output } from './output.ts';

type Present = Exclude<Value, null>;

export interface Scalar {
  readonly wire: number;
  /** What it is as a value, unless a column says otherwise. */
  readonly type: SqlType;
  read(input: Input): Value;
  /** Throws RecordError when the value does not fit. */
  write(value: Present, output: Output): void;
  /** What an absent one means where absence is no NULL. */
  readonly zero: Present;
  /** Whether writing it is the same as leaving it out, where absence is no NULL. */
  isZero(value: Present): boolean;
}

const TWO_31 = 2 ** 31;
const UINT64 = decimal(20, 0);
const MAX_UINT64 = 18_446_744_073_709_551_615n;
const LARGEST_FLOAT = 3.4028234663852886e38;

type Whole =
  | 'int32'
  | 'uint32'
  | 'sint32'
  | 'fixed32'
  | 'sfixed32'
  | 'int64'
  | 'uint64'
  | 'sint64'
  | 'fixed64'
  | 'sfixed64';

const RANGES: Readonly<Record<Whole, readonly [least: Int64, most: Int64]>> = {
  int32: [-TWO_31, TWO_31 - 1],
  sint32: [-TWO_31, TWO_31 - 1],
  sfixed32: [-TWO_31, TWO_31 - 1],
  uint32: [0, 2 * TWO_31 - 1],
  fixed32: [0, 2 * TWO_31 - 1],
  int64: [INT64_MIN, INT64_MAX],
  sint64: [INT64_MIN, INT64_MAX],
  sfixed64: [INT64_MIN, INT64_MAX],
  uint64: [0, MAX_UINT64],
  fixed64: [0, MAX_UINT64],
};

const toBigint = converter(BIGINT);
const toUnsigned = converter(UINT64);

/** A whole number of any of the types; RecordError when it is none or beyond the type. */
function whole(value: Present, name: Whole): Int64 {
  const [least, most] = RANGES[name];
  // A safe integer is one of 64 bits; comparing it with a bigint costs more than all the rest.
  if (typeof value === 'number' && Number.isSafeInteger(value) && typeof least === 'bigint') return value;
  const wide = name === 'uint64' || name === 'fixed64';
  const number =
    typeof value === 'number' && Number.isSafeInteger(value)
      ? value
      : ((wide ? exactly(value) : toBigint(value)) as Int64);
  if (number < least || number > most) throw new RecordError('overflow', `${number} does not fit ${name}`);
  return number;
}

function exactly(value: Present): Int64 {
  const read = toUnsigned(value) as Decimal;
  if (value instanceof Decimal && value.trimmed().scale > 0)
    throw new RecordError('decode', `${value} is no whole number`);
  return read.unscaled;
}

function integer(
  name: Whole,
  at: number,
  read: (input: Input) => Int64,
  write: (value: Int64, output: Output) => void,
): [string, Scalar] {
  const wide = name === 'uint64' || name === 'fixed64';
  return [
    name,
    {
      wire: at,
      type: wide ? UINT64 : BIGINT,
      read: wide ? input => Decimal.of(read(input), 0) : read,
      write: (value, output) => write(whole(value, name), output),
      zero: wide ? Decimal.ZERO : 0,
      isZero: value => value === 0 || (typeof value !== 'number' && whole(value, name) === 0),
    },
  ];
}

const zigzag = (value: Int64): Int64 => {
  if (typeof value === 'number' && Math.abs(value) < 2 ** 52) return value < 0 ? -2 * value - 1 : 2 * value;
  const big = BigInt(value);
  return BigInt.asUintN(64, (big << 1n) ^ (big >> 63n));
};

/** In its place: what was read without a sign becomes what it stands for. */
function unzigzag(input: Input): Int64 {
  input.varint();
  const { low, high } = input;
  const sign = -(low & 1);
  input.low = (((low >>> 1) | (high << 31)) ^ sign) >>> 0;
  input.high = ((high >>> 1) ^ sign) >>> 0;
  return input.signed();
}

const toDouble = converter(DOUBLE);

function float(value: Present): number {
  const double = toDouble(value) as number;
  if (Number.isFinite(double) && Math.abs(Math.fround(double)) > LARGEST_FLOAT)
    throw new RecordError('overflow', `${double} does not fit float (32 bits)`);
  return double;
}

/** 0, but not -0, which is another number in bytes. */
const isPlainZero = (value: Present): boolean =>
  typeof value === 'number' ? Object.is(value, 0) : Object.is(toDouble(value), 0);

const toText = converter(STRING);
const toBytes = converter(BYTES);
const toBoolean = converter(BOOLEAN);

/** By the names they have in .proto files: those of SCALARS in src/language/schemas/proto-known.ts. */
export const SCALAR_TYPES: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  integer(
    'int32',
    wire.VARINT,
    input => input.varint32(),
    (value, output) => output.varint64(value),
  ),
  integer(
    'uint32',
    wire.VARINT,
    input => input.varint32() >>> 0,
    (value, output) => output.varint64(value),
  ),
  integer(
    'sint32',
    wire.VARINT,
    input => {
      const bits = input.varint32();
      return (bits >>> 1) ^ -(bits & 1);
    },
    (value, output) => output.varint64(zigzag(value)),
  ),
  integer(
    'fixed32',
    wire.FIXED32,
    input => input.fixed32(),
    (value, output) => output.fixed32(Number(value)),
  ),
  integer(
    'sfixed32',
    wire.FIXED32,
    input => input.fixed32() | 0,
    (value, output) => output.fixed32(Number(value)),
  ),
  integer(
    'int64',
    wire.VARINT,
    input => {
      input.varint();
      return input.signed();
    },
    (value, output) => output.varint64(value),
  ),
  integer(
    'uint64',
    wire.VARINT,
    input => {
      input.varint();
      return input.unsigned();
    },
    (value, output) => output.varint64(value),
  ),
  integer('sint64', wire.VARINT, unzigzag, (value, output) => output.varint64(zigzag(value))),
  integer(
    'fixed64',
    wire.FIXED64,
    input => {
      input.fixed64();
      return input.unsigned();
    },
    (value, output) => output.fixed64(value),
  ),
  integer(
    'sfixed64',
    wire.FIXED64,
    input => {
      input.fixed64();
      return input.signed();
    },
    (value, output) => output.fixed64(value),
  ),
  [
    'double',
    {
      wire: wire.FIXED64,
      type: DOUBLE,
      read: input => input.double(),
      write: (value, output) => output.double(typeof value === 'number' ? value : (toDouble(value) as number)),
      zero: 0,
      isZero: isPlainZero,
    },
  ],
  [
    'float',
    {
      wire: wire.FIXED32,
      type: DOUBLE,
      read: input => input.float(),
      write: (value, output) => output.float(float(value)),
      zero: 0,
      isZero: isPlainZero,
    },
  ],
  [
    'bool',
    {
      wire: wire.VARINT,
      type: BOOLEAN,
      read: input => {
        input.varint();
        return (input.low | input.high) !== 0;
      },
      write: (value, output) => output.varint(toBoolean(value) ? 1 : 0),
      zero: false,
      isZero: value => toBoolean(value) === false,
    },
  ],
  [
    'string',
    {
      wire: wire.BYTES,
      type: STRING,
      read: input => input.string(),
      write: (value, output) => output.string(typeof value === 'string' ? value : (toText(value) as string)),
      zero: '',
      isZero: value => value === '',
    },
  ],
  [
    'bytes',
    {
      wire: wire.BYTES,
      type: BYTES,
      read: input => input.slice(),
      write: (value, output) => output.bytes(toBytes(value) as Uint8Array),
      zero: new Uint8Array(0),
      isZero: value => value instanceof Uint8Array && value.length === 0,
    },
  ],
]);
