/** Avro's logical types: what is encoded ⇄ SQL values. */
import type { AvroLogical } from '../../../src/language/schemas/avro-type.ts';
import { DAY_MICROS } from '../../../src/language/types/calendar.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';

/** What is read of the underlying type → the SQL value. Throws RecordError for what it cannot be. */
export function fromLogical(logical: AvroLogical): (raw: Value) => Value {
  switch (logical.kind) {
    case 'decimal': {
      const { scale } = logical;
      return raw => Decimal.of(unscaledOf(raw as Uint8Array), scale);
    }
    case 'date':
      return raw => SqlDate.of(raw as number);
    case 'time-millis':
      return raw => SqlTime.of((raw as number) * 1000);
    case 'time-micros':
      return raw => SqlTime.of(Number(raw));
    case 'timestamp-millis':
    case 'local-timestamp-millis':
      return raw => (typeof raw === 'number' ? Timestamp.ofMillis(raw) : Timestamp.of((raw as bigint) * 1000n));
    case 'timestamp-micros':
    case 'local-timestamp-micros':
      return raw => Timestamp.of(raw as Int64);
    case 'timestamp-nanos':
    case 'local-timestamp-nanos':
      return raw => Timestamp.of(floorThousandth(raw as Int64));
    case 'uuid':
      return raw => (raw instanceof Uint8Array ? uuidText(raw) : raw);
    case 'duration':
      return raw => intervalOf(raw as Uint8Array);
  }
}

/** Digits below a microsecond are cut towards the past, as those of times are everywhere. */
const floorThousandth = (nanos: Int64): Int64 => {
  if (typeof nanos === 'number') return Math.floor(nanos / 1000);
  const micros = nanos / 1000n;
  return nanos % 1000n < 0n ? micros - 1n : micros;
};

/** Two's complement, the greatest byte first, as Java's BigInteger. */
function unscaledOf(bytes: Uint8Array): Int64 {
  const size = bytes.length;
  if (size === 0) return 0;
  if (size <= 6) {
    let value = bytes[0]! < 0x80 ? bytes[0]! : bytes[0]! - 0x100;
    for (let i = 1; i < size; i++) value = value * 0x100 + bytes[i]!;
    return value;
  }
  let hex = '';
  for (let i = 0; i < size; i++) hex += BYTES_HEX[bytes[i]!]!;
  return BigInt.asIntN(size * 8, BigInt(`0x${hex}`));
}

const BYTES_HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** As few bytes as possible, as Java's BigInteger.toByteArray. */
export function bytesOfUnscaled(unscaled: Int64): Uint8Array {
  if (typeof unscaled === 'number' && unscaled >= -SMALL && unscaled < SMALL) return bytesOfSmall(unscaled);
  const value = BigInt(unscaled);
  const magnitude = value < 0n ? -value - 1n : value;
  const size = (magnitude === 0n ? 0 : magnitude.toString(2).length) + 1;
  return fixedBytes(value, Math.ceil(size / 8));
}

const SMALL = 2 ** 47;

/** Of up to six bytes. */
function bytesOfSmall(value: number): Uint8Array {
  let size = 1;
  for (let limit = 0x80; value >= limit || value < -limit; limit *= 0x100) size++;
  const bytes = new Uint8Array(size);
  let rest = value;
  for (let i = size - 1; i >= 0; i--) {
    bytes[i] = rest & 0xff;
    rest = Math.floor(rest / 0x100);
  }
  return bytes;
}

/** Of exactly so many bytes; the caller knows that it fits. */
export function fixedBytes(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const hex = BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, '0');
  for (let i = 0; i < size; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => BYTES_HEX[byte]!).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Months, days, milliseconds: three numbers of four bytes, the least byte first, without a sign. */
function intervalOf(bytes: Uint8Array): Interval {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const micros = view.getUint32(4, true) * DAY_MICROS + view.getUint32(8, true) * 1000;
  return Interval.of(view.getUint32(0, true), micros);
}

export function durationBytes({ months, micros }: Interval): Uint8Array {
  const days = Math.floor(micros / DAY_MICROS);
  const millis = (micros % DAY_MICROS) / 1000;
  if (months < 0 || micros < 0 || !Number.isInteger(millis) || months > 0xffffffff || days > 0xffffffff)
    throw new RecordError('overflow', 'a duration of Avro has whole milliseconds and no sign');
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, months, true);
  view.setUint32(4, days, true);
  view.setUint32(8, millis, true);
  return bytes;
}

export function uuidBytes(text: string): Uint8Array {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RecordError('cast', `'${text}' is no UUID`);
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
