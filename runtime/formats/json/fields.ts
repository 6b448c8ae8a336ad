/**
 * The fields of JSON records that columns want, read from the bytes without making anything of the rest. Where a record
 * is not of the plain kind (broken, deep, names that differ in case, escapes in names) it says so and decides nothing:
 * `members.ts` reads it then, so there is one place that knows what is wrong and in which words.
 */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import { readJson } from '../../../src/language/types/json.ts';
import { Timestamp } from '../../../src/language/types/temporal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { RecordError } from '../../../src/language/types/value.ts';
import type { SourceRecord } from '../../connectors/port.ts';
import { converter, isExact, named } from './convert.ts';
import { FieldScanner, notesOf } from './field-scanner.ts';
import { KINDS, NUMBERS } from './kinds.ts';
import { isCertain, MAKES, makeOf } from './makes.ts';
import { isWrittenMoment, momentAt } from './moment.ts';
import type { Scanner } from './simd/scanner.ts';
import { systemReader } from './system-columns.ts';
import { asciiText, keyText, utf8Text } from './text.ts';
import { negate, scaledUnits, units, unitsOfText } from './units-text.ts';

const { MISSING, WHOLE, FRACTION, TEXT, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING, TRUE, FALSE, NULL, MOMENT } = KINDS;
const { AS_IT_IS, BIGINT, DOUBLE, DECIMAL, STRING, TIMESTAMP, BOOLEAN, SYSTEM } = MAKES;
const { SAFE_DIGITS } = NUMBERS;

/** Of units. */
const MOST_DIGITS = 18;
const POWERS = Array.from({ length: SAFE_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

const ZERO = 0x30;
const WORD = 2 ** 32;
const PART = 2 ** -32;
/** For a value that is of the fields alone. */
const NONE: SourceRecord = { offset: 0, timestamp: 0, key: null, value: null, headers: [] };

export interface Fields {
  /** Notes where the fields stand. False: nothing is known, and nothing may be asked. */
  scan(bytes: Uint8Array): boolean;
  /** Whether `value` cannot fail for this column and the record that was scanned. */
  certain(column: number): boolean;
  /** Of the record that was scanned. Throws RecordError when there is no such value; which error counts is not known. */
  value(column: number, record: SourceRecord, topic: string, partition: number): Value;
  /** Of a TIMESTAMP milliseconds since 1970, cut towards the past; NaN where its value must be asked for. */
  millis(column: number): number;
  /** Whether the text of the field, from `from` to `to`, is what is written for its value, byte for byte. */
  isWritten(column: number): boolean;
  readonly from: number;
  readonly to: number;
  /** Whether its value is a Decimal. */
  isDecimal(column: number): boolean;
  /**
   * Of a DECIMAL or BIGINT units of the last digit that its type has, into `row` from `slot` on, in two limbs of 32 bits where it is
   * `wide`; NaN where its value must be asked for. Of a DECIMAL of more than 18 digits always NaN.
   */
  units(column: number, row: Float64Array, slot: number, wide: boolean): void;
}

/** Undefined when the columns want more than single fields, or two of them may want the same. */
export function fieldsOf(columns: readonly PlanColumn[]): Fields | undefined {
  if (columns.some(({ origin }) => origin.kind === 'record')) return undefined;
  const wanted = columns.filter(({ origin }) => origin.kind === 'field').map(({ name }) => name.toLowerCase());
  if (new Set(wanted).size < wanted.length) return undefined;
  return new ScannedFields(columns);
}

class ScannedFields implements Fields {
  private readonly columns: readonly PlanColumn[];
  private readonly makes: Uint8Array;
  private readonly converters: readonly ReturnType<typeof converter>[];
  private readonly exponents: readonly ('double' | 'exact')[];
  /** Of DECIMALs the digits of the fraction, and what their units must be below to be taken at once. */
  private readonly fractions: Uint8Array;
  private readonly limits: Float64Array;
  /** Of DECIMALs what their units must be below; 0 of those with more digits than units have. */
  private readonly mosts: Float64Array;
  private readonly systems: readonly (ReturnType<typeof systemReader> | undefined)[];
  private seeMoment: Scanner['moment'] | undefined;
  from = 0;
  to = 0;

  private readonly scanner: FieldScanner;
  private bytes: Uint8Array = new Uint8Array(0);
  private kinds: Uint8Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  /** Of WHOLE the number, of FRACTION its digits as one number, of MOMENT microseconds. */
  private numbers: Float64Array;
  /** How many of its digits are a fraction. */
  private scales: Uint8Array;

  constructor(columns: readonly PlanColumn[]) {
    this.columns = columns;
    this.makes = Uint8Array.from(columns, makeOf);
    this.converters = columns.map(({ type }) => converter(type));
    this.exponents = columns.map(({ type }) => (isExact(type) ? 'exact' : 'double'));
    this.fractions = Uint8Array.from(columns, ({ type }) => (type.kind === 'DECIMAL' ? type.scale : 0));
    this.limits = Float64Array.from(columns, ({ type }) =>
      type.kind === 'DECIMAL' ? POWERS[Math.min(type.precision, SAFE_DIGITS)]! : 0,
    );
    this.mosts = Float64Array.from(columns, ({ type }) =>
      type.kind === 'DECIMAL' && type.precision <= MOST_DIGITS ? 10 ** type.precision : 0,
    );
    this.systems = columns.map(({ name, origin }) => (origin.kind === 'system' ? systemReader(name) : undefined));
    const notes = notesOf(columns.length);
    this.kinds = notes.kinds;
    this.starts = notes.starts;
    this.ends = notes.ends;
    this.numbers = notes.numbers;
    this.scales = notes.scales;
    this.scanner = new FieldScanner(
      columns,
      notes,
      column => this.makes[column] === TIMESTAMP,
      ({ kinds, starts, ends, numbers, scales }, seeMoment) => {
        this.kinds = kinds;
        this.starts = starts;
        this.ends = ends;
        this.numbers = numbers;
        this.scales = scales;
        this.seeMoment = seeMoment;
      },
    );
  }

  scan(bytes: Uint8Array): boolean {
    this.bytes = bytes;
    return this.scanner.scan(bytes);
  }

  certain(column: number): boolean {
    const make = this.makes[column]!;
    if (make === DECIMAL) return this.isSizedNumber(column);
    return isCertain(make, this.kinds[column]!) || (make === TIMESTAMP && this.isMoment(column));
  }

  units(column: number, row: Float64Array, slot: number, wide: boolean): void {
    const make = this.makes[column]!;
    if (make !== DECIMAL)
      row[slot] = make === BIGINT && this.kinds[column] === WHOLE ? this.numbers[column]! : Number.NaN;
    else if (this.isSizedNumber(column)) {
      const number = this.numbers[column]! * POWERS[this.fractions[column]! - this.scales[column]!]!;
      if (wide) {
        const high = Math.floor(number * PART);
        row[slot] = number - high * WORD;
        row[slot + 1] = high;
      } else row[slot] = number;
    } else {
      const known = this.isUnits(column);
      if (wide) row[slot + 1] = known ? units.high : Number.NaN;
      row[slot] = known ? units.low + (wide ? 0 : units.high * WORD) : Number.NaN;
    }
  }

  private isSizedNumber(column: number): boolean {
    const kind = this.kinds[column]!;
    return (kind === WHOLE || kind === FRACTION) && this.isSized(column);
  }

  /** Whether a DECIMAL has units, which are in `units` then. */
  private isUnits(column: number): boolean {
    const kind = this.kinds[column]!;
    const fraction = this.fractions[column]!;
    const most = this.mosts[column]!;
    if (kind === WHOLE || kind === FRACTION) {
      const number = this.numbers[column]!;
      const shift = fraction - this.scales[column]!;
      if (shift < 0 || shift > SAFE_DIGITS) return false;
      scaledUnits(number < 0 ? -number : number, shift, most);
      if (number < 0) negate();
    } else if ((kind === PLAIN_STRING || kind === TEXT) && most > 0)
      unitsOfText(this.bytes, this.starts[column]!, this.ends[column]!, fraction, most);
    else return false;
    return !Number.isNaN(units.high);
  }

  millis(column: number): number {
    if (this.makes[column] !== TIMESTAMP || !this.isMoment(column)) return Number.NaN;
    return Math.floor(this.numbers[column]! / 1000);
  }

  isWritten(column: number): boolean {
    const kind = this.kinds[column]!;
    const start = this.starts[column]!;
    const end = this.ends[column]!;
    this.from = start;
    this.to = end;
    switch (this.makes[column]) {
      case STRING:
        return (kind === PLAIN_STRING || kind === UTF8_STRING) && this.isQuoted();
      case BIGINT:
        return kind === WHOLE && this.isWrittenNumber(column);
      case DOUBLE:
        if (kind === WHOLE) return this.isWrittenNumber(column);
        return kind === FRACTION && this.isWrittenNumber(column) && isWrittenPlain(this.value(column, NONE, '', 0));
      case DECIMAL:
        return this.isSizedNumber(column) && this.isWrittenNumber(column);
      case TIMESTAMP:
        return this.isMoment(column) && isWrittenMoment(this.bytes, start, end) && this.isQuoted();
      case BOOLEAN:
        return kind === TRUE || kind === FALSE;
      case AS_IT_IS:
        if (kind === WHOLE || kind === FRACTION) return this.isWrittenNumber(column);
        if (kind === PLAIN_STRING || kind === UTF8_STRING) return this.isQuoted();
        return kind === TRUE || kind === FALSE;
      default:
        return false;
    }
  }

  isDecimal(column: number): boolean {
    const make = this.makes[column];
    return make === DECIMAL || (make === AS_IT_IS && this.kinds[column] === FRACTION);
  }

  private isQuoted(): boolean {
    this.from--;
    this.to++;
    return true;
  }

  /** No -0, and no 0 at the end of a fraction. */
  private isWrittenNumber(column: number): boolean {
    if (this.numbers[column] === 0) return this.to - this.from === 1;
    return this.kinds[column] === WHOLE || this.bytes[this.to - 1] !== ZERO;
  }

  /** Of a TIMESTAMP: whether its text is of the usual form. Its microseconds are kept. */
  private isMoment(column: number): boolean {
    const kind = this.kinds[column]!;
    if (kind !== PLAIN_STRING) return kind === MOMENT;
    const micros = momentAt(this.bytes, this.starts[column]!, this.ends[column]!);
    if (Number.isNaN(micros)) return false;
    this.seeMoment?.(column, this.bytes, this.starts[column]!, micros);
    this.numbers[column] = micros;
    this.kinds[column] = MOMENT;
    return true;
  }

  value(column: number, record: SourceRecord, topic: string, partition: number): Value {
    const kind = this.kinds[column]!;
    const make = this.makes[column]!;
    if (make === SYSTEM) return this.systems[column]!(record, topic, partition);
    if (kind === NULL || kind === MISSING) return this.absent(column, record);
    switch (make) {
      case BIGINT:
        if (kind === WHOLE) return this.numbers[column]!;
        break;
      case DOUBLE:
        if (kind === WHOLE) return this.numbers[column]!;
        if (kind === FRACTION) return this.numbers[column]! / POWERS[this.scales[column]!]!;
        break;
      case STRING:
        if (kind === PLAIN_STRING) return asciiText(this.bytes, this.starts[column]!, this.ends[column]!);
        break;
      case DECIMAL:
        if (this.isSizedNumber(column)) {
          const fraction = this.fractions[column]!;
          return Decimal.ofUnits(this.numbers[column]! * POWERS[fraction - this.scales[column]!]!, fraction);
        }
        break;
      case TIMESTAMP:
        if (this.isMoment(column)) return Timestamp.of(this.numbers[column]!);
        break;
      case BOOLEAN:
        if (kind === TRUE) return true;
        if (kind === FALSE) return false;
        break;
    }
    const given = this.given(column, kind);
    return make === AS_IT_IS ? given : named(this.columns[column]!.name, given, this.converters[column]!);
  }

  private absent(column: number, record: SourceRecord): Value {
    const { name, origin } = this.columns[column]!;
    if (origin.kind !== 'field') return null;
    if (origin.keyFallback && record.key !== null) {
      // Which of its members it is, the plain way says.
      if (origin.keyMember) throw new RecordError('decode', `'${name}' is in the key`);
      return named(name, keyText(record.key), this.converters[column]!);
    }
    if (origin.required) throw new RecordError('decode', `'${name}' is NOT NULL`);
    return null;
  }

  /** Whether a number fits its DECIMAL as it is, in digits that are taken at once. */
  private isSized(column: number): boolean {
    const shift = this.fractions[column]! - this.scales[column]!;
    if (shift < 0 || shift > SAFE_DIGITS) return false;
    const unscaled = this.numbers[column]! * POWERS[shift]!;
    const limit = this.limits[column]!;
    return unscaled < limit && unscaled > -limit;
  }

  /** As JSON has it. */
  private given(column: number, kind: number): Exclude<Value, null> {
    const start = this.starts[column]!;
    const end = this.ends[column]!;
    switch (kind) {
      case WHOLE:
        return this.numbers[column]!;
      case FRACTION:
        return Decimal.of(this.numbers[column]!, this.scales[column]!);
      case PLAIN_STRING:
        return asciiText(this.bytes, start, end);
      case UTF8_STRING:
        return utf8Text(this.bytes.subarray(start, end));
      case ESCAPED_STRING:
        return JSON.parse(utf8Text(this.bytes.subarray(start - 1, end + 1))) as string;
      case TRUE:
        return true;
      case FALSE:
        return false;
      default:
        return readJson(utf8Text(this.bytes.subarray(start, end)), this.exponents[column]) as Exclude<Value, null>;
    }
  }
}

/** Whether JavaScript writes a double without an exponent; it has no more than 15 digits. */
const isWrittenPlain = (value: Value): boolean => Math.abs(value as number) >= 1e-6;
