/** Avro types → code that writes SQL values as them: exactly, or RecordError. */
import type { AvroLogical, AvroRecord, AvroType } from '../../../src/language/schemas/avro-type.ts';
import { avroTypeName } from '../../../src/language/schemas/avro-type.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { Interval, SqlDate, SqlTime, Timestamp } from '../../../src/language/types/temporal.ts';
import type { Int64, Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import { describe } from '../../../src/language/types/value-text.ts';
import { memberFinder } from '../json/convert.ts';
import { jsonText } from '../json/encode.ts';
import { defaultValue } from './default.ts';
import { bytesOfUnscaled, durationBytes, fixedBytes, uuidBytes } from './logical.ts';
import type { Output } from './output.ts';

export type Write = (value: Value, output: Output) => void;

export class Writing {
  private readonly known = new Map<AvroType, Write>();

  of(type: AvroType): Write {
    const known = this.known.get(type);
    if (known) return known;
    let made: Write | undefined;
    this.known.set(type, (value, output) => made!(value, output));
    made = this.make(type);
    this.known.set(type, made);
    return made;
  }

  private make(type: AvroType): Write {
    switch (type.kind) {
      case 'primitive':
        return type.logical ? logical(type, type.logical) : PRIMITIVES[type.name];
      case 'fixed':
        return type.logical ? logical(type, type.logical) : fixed(type.size);
      case 'enum': {
        const places = new Map(type.symbols.map((symbol, i) => [symbol, i]));
        return (value, output) => {
          const place = typeof value === 'string' ? places.get(value) : undefined;
          if (place === undefined)
            throw new RecordError(
              'cast',
              `${shown(value)} is no symbol of ${type.name}, which has ${type.symbols.join(', ')}`,
            );
          output.long(place);
        };
      }
      case 'array': {
        const item = this.of(type.items);
        return (value, output) => {
          if (!Array.isArray(value)) throw misfit(value, type);
          if (value.length > 0) output.long(value.length);
          for (const one of value) item(one, output);
          output.byte(0);
        };
      }
      case 'map': {
        const item = this.of(type.values);
        return (value, output) => {
          if (!(value instanceof Map)) throw misfit(value, type);
          if (value.size > 0) output.long(value.size);
          for (const [name, member] of value as ReadonlyMap<string, Value>) {
            output.string(name);
            item(member, output);
          }
          output.byte(0);
        };
      }
      case 'record':
        return this.record(type);
      case 'union':
        return this.union(type.branches);
      case 'invalid':
        return value => {
          throw misfit(value, type);
        };
    }
  }

  private record(type: AvroRecord): Write {
    const fields = type.fields.map(field => ({
      name: field.name,
      find: memberFinder(field.name),
      write: this.of(field.type),
      fallback: field.fallback && { value: defaultValue(field.type, field.fallback) },
    }));
    return (value, output) => {
      if (!(value instanceof Map)) throw misfit(value, type);
      for (const { name, find, write, fallback } of fields) {
        const member = find(value);
        if (member !== undefined) within(name, member, write, output);
        else if (fallback) write(fallback.value, output);
        else within(name, null, write, output);
      }
    };
  }

  private union(branches: readonly AvroType[]): Write {
    const writes = branches.map(branch => this.of(branch));
    const empty = branches.findIndex(isNull);
    if (branches.length === 2 && empty >= 0) {
      const other = 1 - empty;
      const write = writes[other]!;
      return (value, output) => {
        if (value === null) {
          output.byte(empty << 1);
          return;
        }
        output.byte(other << 1);
        write(value, output);
      };
    }
    return (value, output) => {
      const chosen = branchOf(value, branches);
      if (chosen < 0)
        throw new RecordError('cast', `${shown(value)} is none of ${branches.map(avroTypeName).join(', ')}`);
      output.long(chosen);
      writes[chosen]!(value, output);
    };
  }
}

/** Writes a part, and says of which field it was where it does not fit. */
export function within(name: string, value: Value, write: Write, output: Output): void {
  try {
    write(value, output);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new RecordError(error.code, `'${name}': ${error.message}`);
  }
}

const isNull = (type: AvroType): boolean => type.kind === 'primitive' && type.name === 'null';

/** The branch that is this value's own kind, else the first that can hold it; −1: none. */
function branchOf(value: Value, branches: readonly AvroType[]): number {
  const own = branches.findIndex(branch => holds(branch, value) === 'own');
  return own >= 0 ? own : branches.findIndex(branch => holds(branch, value) !== undefined);
}

function holds(type: AvroType, value: Value): 'own' | 'possible' | undefined {
  const when = (is: boolean): 'own' | undefined => (is ? 'own' : undefined);
  if (value === null) return when(isNull(type));
  switch (type.kind) {
    case 'enum':
      return when(typeof value === 'string' && type.symbols.includes(value));
    case 'array':
      return when(Array.isArray(value));
    case 'map':
      return value instanceof Map ? 'possible' : undefined;
    case 'record':
      return value instanceof Map
        ? type.fields.every(({ name, fallback }) => fallback !== undefined || value.has(name)) &&
          [...value.keys()].every(key => type.fields.some(({ name }) => name === key))
          ? 'own'
          : undefined
        : undefined;
    case 'fixed':
    case 'primitive':
      if (type.logical) return holdsLogical(type.logical, value);
      if (type.kind === 'fixed') return when(value instanceof Uint8Array && value.length === type.size);
      return holdsPrimitive(type.name, value);
    default:
      return undefined;
  }
}

function holdsPrimitive(name: string, value: Value): 'own' | 'possible' | undefined {
  const when = (is: boolean): 'own' | undefined => (is ? 'own' : undefined);
  const whole = typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));
  switch (name) {
    case 'boolean':
      return when(typeof value === 'boolean');
    case 'int':
      return when(typeof value === 'number' && value === (value | 0));
    case 'long':
      return when(whole);
    case 'float':
      return typeof value === 'number' ? 'possible' : undefined;
    case 'double':
      return typeof value === 'number' && !whole ? 'own' : typeof value === 'number' ? 'possible' : undefined;
    case 'bytes':
      return when(value instanceof Uint8Array);
    case 'string':
      return when(typeof value === 'string');
    default:
      return undefined;
  }
}

function holdsLogical({ kind }: AvroLogical, value: Value): 'own' | 'possible' | undefined {
  const is =
    kind === 'decimal'
      ? value instanceof Decimal
      : kind === 'date'
        ? value instanceof SqlDate
        : kind.startsWith('time-')
          ? value instanceof SqlTime
          : kind === 'uuid'
            ? typeof value === 'string'
            : kind === 'duration'
              ? value instanceof Interval
              : value instanceof Timestamp;
  return is ? 'own' : undefined;
}

const shown = (value: Value): string => (value === null ? 'NULL' : describe(value));

const misfit = (value: Value, type: AvroType): RecordError =>
  new RecordError('cast', `${shown(value)} does not fit ${avroTypeName(type)}`);

type Primitives = Extract<AvroType, { kind: 'primitive' }>['name'];

const writer = (name: Primitives, write: (value: Exclude<Value, null>, output: Output) => boolean): Write => {
  const type: AvroType = { kind: 'primitive', name };
  return (value, output) => {
    if (value === null || !write(value, output)) throw misfit(value, type);
  };
};

/** Undefined for what is no whole number. A moment is milliseconds, as it is read from a number. */
function wholeOf(value: Exclude<Value, null>): Int64 | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (value instanceof Decimal) {
    const trimmed = value.trimmed();
    return trimmed.scale === 0 ? trimmed.unscaled : undefined;
  }
  if (value instanceof Timestamp) return thousandth(value.micros);
  return undefined;
}

const fits64 = (whole: Int64): boolean => typeof whole === 'number' || BigInt.asIntN(64, whole) === whole;

function numberOf(value: Exclude<Value, null>): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || value instanceof Decimal) return Number(String(value));
  return undefined;
}

const PRIMITIVES: Readonly<Record<Primitives, Write>> = {
  null: value => {
    if (value !== null) throw new RecordError('cast', `${shown(value)} is not NULL`);
  },
  boolean: writer('boolean', (value, output) => {
    if (typeof value !== 'boolean') return false;
    output.byte(value ? 1 : 0);
    return true;
  }),
  int: writer('int', (value, output) => {
    const whole = wholeOf(value);
    if (whole === undefined) return false;
    if (typeof whole === 'bigint' || whole < -0x80000000 || whole > 0x7fffffff)
      throw new RecordError('overflow', `${whole} does not fit an int of 32 bits`);
    output.long(whole);
    return true;
  }),
  long: writer('long', (value, output) => {
    const whole = wholeOf(value);
    if (whole === undefined) return false;
    if (!fits64(whole)) throw new RecordError('overflow', `${whole} does not fit a long of 64 bits`);
    output.long(whole);
    return true;
  }),
  float: writer('float', (value, output) => {
    const number = numberOf(value);
    if (number === undefined) return false;
    output.float(number);
    return true;
  }),
  double: writer('double', (value, output) => {
    const number = numberOf(value);
    if (number === undefined) return false;
    output.double(number);
    return true;
  }),
  bytes: writer('bytes', (value, output) => {
    if (!(value instanceof Uint8Array)) return false;
    output.blob(value);
    return true;
  }),
  // What has no type of its own in Avro is text there, as it would be in JSON.
  string: writer('string', (value, output) => {
    if (value instanceof Uint8Array) return false;
    output.string(
      typeof value === 'string'
        ? value
        : value instanceof Map || Array.isArray(value)
          ? jsonText(value, false)
          : String(value),
    );
    return true;
  }),
};

const fixed =
  (size: number): Write =>
  (value, output) => {
    if (!(value instanceof Uint8Array)) throw new RecordError('cast', `${shown(value)} is no ${size} bytes`);
    if (value.length !== size) throw new RecordError('cast', `${value.length} bytes do not fit a fixed of ${size}`);
    output.fixed(value);
  };

function logical(type: Extract<AvroType, { kind: 'primitive' | 'fixed' }>, { kind, ...size }: AvroLogical): Write {
  const fail = (value: Value): RecordError => new RecordError('cast', `${shown(value)} is no ${kind}`);
  switch (kind) {
    case 'decimal': {
      const { precision, scale } = size as { precision: number; scale: number };
      return (value, output) => {
        const decimal = decimalOf(value);
        if (!decimal) throw fail(value);
        const scaled = decimal.scale === scale ? decimal : decimal.rescale(scale);
        if (scaled !== decimal && scaled.compare(decimal) !== 0)
          throw new RecordError('overflow', `${decimal} has more than ${scale} digits behind the point: ROUND it`);
        if (!scaled.fits(precision))
          throw new RecordError('overflow', `${decimal} does not fit decimal(${precision}, ${scale})`);
        if (type.kind === 'fixed') output.fixed(fixedBytes(BigInt(scaled.unscaled), type.size));
        else output.blob(bytesOfUnscaled(scaled.unscaled));
      };
    }
    case 'date':
      return (value, output) => {
        if (!(value instanceof SqlDate)) throw fail(value);
        output.long(value.days);
      };
    case 'time-millis':
    case 'time-micros':
      return (value, output) => {
        if (!(value instanceof SqlTime)) throw fail(value);
        output.long(kind === 'time-millis' ? Math.floor(value.micros / 1000) : value.micros);
      };
    case 'uuid':
      return (value, output) => {
        if (typeof value !== 'string') throw fail(value);
        if (type.kind === 'fixed') output.fixed(uuidBytes(value));
        else output.string(value);
      };
    case 'duration':
      return (value, output) => {
        if (!(value instanceof Interval)) throw fail(value);
        output.fixed(durationBytes(value));
      };
    default: {
      const unit = kind.replace('local-', '');
      return (value, output) => {
        if (!(value instanceof Timestamp)) throw fail(value);
        const { micros } = value;
        const written =
          unit === 'timestamp-micros'
            ? micros
            : unit === 'timestamp-millis'
              ? thousandth(micros)
              : BigInt(micros) * 1000n;
        if (!fits64(written)) throw new RecordError('overflow', `${value} does not fit ${kind} of 64 bits`);
        output.long(written);
      };
    }
  }
}

/** Of a moment before 1970 too the millisecond that it is in. */
function thousandth(micros: Int64): Int64 {
  if (typeof micros === 'number') return Math.floor(micros / 1000);
  const millis = micros / 1000n;
  return Number(micros % 1000n < 0n ? millis - 1n : millis);
}

function decimalOf(value: Value): Decimal | undefined {
  if (value instanceof Decimal) return value;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value)))
    return Decimal.of(value, 0);
  return undefined;
}
