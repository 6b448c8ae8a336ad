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
import { KINDS } from './kinds.ts';
import { isWrittenMoment, momentAt } from './moment.ts';
import { DONE, type Left, type ShapeScanner, shapeScanner } from './shape.ts';
import { type Notes, type Scanner, simdScanner } from './simd/scanner.ts';
import { systemReader } from './system-columns.ts';
import { asciiText, checkUtf8, keyText, utf8Text } from './text.ts';
import { isDigit, met, NOT, skipSpace, skipString, skipValue, within } from './tokens.ts';
import { negate, scaledUnits, units, unitsOfText } from './units-text.ts';

const { MISSING, WHOLE, FRACTION, TEXT, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING, TRUE, FALSE, NULL, MOMENT } = KINDS;

/** What is made of a field. */
const AS_IT_IS = 0;
const BIGINT = 1;
const DOUBLE = 2;
const DECIMAL = 3;
const STRING = 4;
const TIMESTAMP = 5;
const BOOLEAN = 6;
const OTHER = 7;
/** The record's place and key. */
const SYSTEM = 8;
const MAKES: Readonly<Record<string, number>> = {
  ANY: 0,
  JSON: 0,
  BIGINT,
  DOUBLE,
  DECIMAL,
  STRING,
  TIMESTAMP,
  BOOLEAN,
};

/** By what is made and the kind: whether that cannot fail. */
const KIND_COUNT = 16;
const CERTAIN = new Uint8Array((SYSTEM + 1) * KIND_COUNT);
for (const [make, ...kinds] of [
  [AS_IT_IS, WHOLE, FRACTION, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING, TRUE, FALSE],
  [BIGINT, WHOLE],
  [DOUBLE, WHOLE, FRACTION],
  [STRING, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING],
  [TIMESTAMP, MOMENT],
  [BOOLEAN, TRUE, FALSE],
  [SYSTEM, ...Object.values(KINDS)],
] as const)
  for (const kind of kinds) CERTAIN[make * KIND_COUNT + kind] = 1;

/** Of units. */
const MOST_DIGITS = 18;
/** Digits of a number that is exact as a double whatever they are. */
const SAFE_DIGITS = 15;
const POWERS = Array.from({ length: SAFE_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/** A member's name as it is written, its quotes with it. */
interface Name {
  readonly bytes: Uint8Array;
  /** One past the columns: of none. */
  readonly column: number;
  /** The column's in another case: its field counts only when there is no other. */
  readonly inexact: boolean;
}

const ZERO = 0x30;
const WORD = 2 ** 32;
const PART = 2 ** -32;
/** For a value that is of the fields alone. */
const NONE: SourceRecord = { offset: 0, timestamp: 0, key: null, value: null, headers: [] };

/** Names that are remembered: records may have any number of them. */
const MOST_NAMES = 1000;

/** So many alike before code is made, for so many members and so many times at most. */
const SAME_BEFORE_SHAPED = 50;
const MOST_MEMBERS = 64;
const MOST_SHAPES = 3;

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
  return new FieldScanner(columns);
}

class FieldScanner implements Fields {
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
  private readonly names = new Map<string, Name>();
  /** The names of the record before, in their order: the next record nearly always has the same. */
  private readonly expected: Name[] = [];

  /** How many records in a row had the same members. */
  private same = 0;
  private shapes = 0;
  private misses = 0;
  private shaped: ShapeScanner | undefined;
  private seeMoment: Scanner['moment'] | undefined;
  from = 0;
  to = 0;
  private readonly left: Left = { position: 0, behindValue: false };

  private bytes: Uint8Array = new Uint8Array(0);
  /** How many columns; what is of none is noted behind them. */
  private readonly wanted: number;
  private kinds: Uint8Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  /** Of WHOLE the number, of FRACTION its digits as one number, of MOMENT microseconds. */
  private numbers: Float64Array;
  /** How many of its digits are a fraction. */
  private scales: Uint8Array;

  constructor(columns: readonly PlanColumn[]) {
    const { length } = columns;
    this.columns = columns;
    this.makes = Uint8Array.from(columns, ({ type, origin }) =>
      origin.kind === 'system' ? SYSTEM : (MAKES[type.kind] ?? OTHER),
    );
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
    this.wanted = length;
    ({
      kinds: this.kinds,
      starts: this.starts,
      ends: this.ends,
      numbers: this.numbers,
      scales: this.scales,
    } = notesOf(length + 1));
  }

  scan(bytes: Uint8Array): boolean {
    const { kinds, wanted } = this;
    const end = bytes.length;
    this.bytes = bytes;
    for (let i = 0; i < wanted; i++) kinds[i] = MISSING;
    met.high = false;
    if (this.shaped !== undefined && end > 1 && bytes[0] === 0x7b) {
      const reached = this.shaped(bytes, end);
      if (reached === DONE) return !met.high || checkUtf8(bytes);
      if (reached === NOT) return false;
      this.forget();
      return this.scanOn(bytes, reached, this.left.position, this.left.behindValue);
    }
    let at = skipSpace(bytes, 0, end);
    if (at >= end || bytes[at] !== 0x7b) return false;
    at = skipSpace(bytes, at + 1, end);
    if (at < end && bytes[at] === 0x7d) return skipSpace(bytes, at + 1, end) === end;
    if (!this.scanOn(bytes, at, 0, false)) return false;
    this.learn();
    return true;
  }

  /** From the name of the member at `position`, or from behind its value, to the end. */
  private scanOn(bytes: Uint8Array, from: number, first: number, behindValue: boolean): boolean {
    const { expected } = this;
    const end = bytes.length;
    let at = from;
    let position = first;
    if (!behindValue) {
      at = this.member(at, end, position);
      if (at === NOT) return false;
    }
    for (;;) {
      at = skipSpace(bytes, at, end);
      if (at >= end) return false;
      const code = bytes[at]!;
      at++;
      position++;
      if (code === 0x7d) {
        if (expected.length !== position) {
          expected.length = position;
          this.same = 0;
        }
        return skipSpace(bytes, at, end) === end && (!met.high || checkUtf8(bytes));
      }
      if (code !== 0x2c) return false;
      at = this.member(at, end, position);
      if (at === NOT) return false;
    }
  }

  /** Notes the member that begins at `from`, or after spaces; to behind its value, or NOT. */
  private member(from: number, end: number, position: number): number {
    const { bytes, kinds } = this;
    let at = skipSpace(bytes, from, end);
    let name: Name | undefined = this.expected[position];
    if (name === undefined || !startsWith(bytes, name.bytes, at, end)) {
      name = this.nameAt(at, end, position);
      if (name === undefined) return NOT;
      this.same = 0;
    }
    at = skipSpace(bytes, at + name.bytes.length, end);
    if (at >= end || bytes[at] !== 0x3a) return NOT;
    at = skipSpace(bytes, at + 1, end);
    if (at >= end) return NOT;
    const { column } = name;
    if (name.inexact && kinds[column] !== MISSING) return NOT;
    if (bytes[at] !== 0x22) return this.other(column, at, end);
    this.starts[column] = ++at;
    while (at < end && within[bytes[at]!] === 0) at++;
    if (at >= end) return NOT;
    if (bytes[at] !== 0x22) return this.unplainString(column, at, end);
    this.ends[column] = at;
    kinds[column] = PLAIN_STRING;
    return at + 1;
  }

  /** Records have had the same members in the same order for a while: code is made for that. */
  private learn(): void {
    const { expected, wanted } = this;
    this.same++;
    if (this.same < SAME_BEFORE_SHAPED || this.shapes === MOST_SHAPES || expected.length > MOST_MEMBERS) return;
    if (expected.some(({ inexact }) => inexact)) return;
    this.shapes++;
    const members = expected.map(({ bytes, column }) => ({ name: bytes, slot: column, noted: column < wanted }));
    const simd = simdScanner(
      members.map(({ name, slot, noted }) => ({
        name,
        slot: noted ? slot : undefined,
        isMoment: this.makes[slot] === TIMESTAMP,
      })),
      this.left,
      wanted + 1,
    );
    if (simd) {
      this.noteIn(simd.notes);
      this.shaped = simd.scan;
      this.seeMoment = simd.moment;
      return;
    }
    this.shaped = shapeScanner({
      members,
      kinds: this.kinds,
      starts: this.starts,
      ends: this.ends,
      left: this.left,
      other: (column, at, end) => this.other(column, at, end),
      unplainString: (column, at, end) => this.unplainString(column, at, end),
    });
  }

  /** Here from now on; what was noted goes with it. */
  private noteIn({ kinds, starts, ends, numbers, scales }: Notes): void {
    kinds.set(this.kinds);
    starts.set(this.starts);
    ends.set(this.ends);
    numbers.set(this.numbers);
    scales.set(this.scales);
    this.kinds = kinds;
    this.starts = starts;
    this.ends = ends;
    this.numbers = numbers;
    this.scales = scales;
  }

  /** A record was not as expected. */
  private forget(): void {
    this.misses++;
    if (this.misses < SAME_BEFORE_SHAPED || this.shapes === MOST_SHAPES) return;
    this.shaped = undefined;
    this.seeMoment = undefined;
    this.noteIn(notesOf(this.wanted + 1));
    this.misses = 0;
    this.same = 0;
  }

  /** A value that is no string. */
  private other(column: number, at: number, end: number): number {
    const { bytes } = this;
    const code = bytes[at]!;
    if (code === 0x2d || isDigit(code)) return this.number(column, at, end);
    this.starts[column] = at;
    this.kinds[column] = code === 0x74 ? TRUE : code === 0x66 ? FALSE : code === 0x6e ? NULL : TEXT;
    const after = skipValue(bytes, at, end, 1);
    this.ends[column] = after;
    return after;
  }

  certain(column: number): boolean {
    const make = this.makes[column]!;
    if (make === DECIMAL) return this.isSizedNumber(column);
    return CERTAIN[make * KIND_COUNT + this.kinds[column]!] === 1 || (make === TIMESTAMP && this.isMoment(column));
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

  /** A string with escapes or bytes past ASCII, from the first of them. */
  private unplainString(column: number, at: number, end: number): number {
    const { high } = met;
    met.high = false;
    met.escape = false;
    const after = skipString(this.bytes, at, end);
    this.kinds[column] = met.escape ? ESCAPED_STRING : UTF8_STRING;
    this.ends[column] = after - 1;
    met.high ||= high;
    return after;
  }

  private number(column: number, from: number, end: number): number {
    const { bytes } = this;
    const negative = bytes[from] === 0x2d;
    const start = negative ? from + 1 : from;
    let at = start;
    let number = 0;
    let point = -1;
    for (; at < end; at++) {
      const code = bytes[at]!;
      if (isDigit(code)) number = number * 10 + (code - 0x30);
      else if (code === 0x2e && point < 0) point = at;
      else break;
    }
    const digits = at - start - (point < 0 ? 0 : 1);
    const exponent = at < end && (bytes[at]! | 0x20) === 0x65;
    if (digits > SAFE_DIGITS || exponent) {
      const after = skipValue(bytes, from, end, 1);
      this.starts[column] = from;
      this.ends[column] = after;
      this.kinds[column] = TEXT;
      return after;
    }
    const whole = (point < 0 ? at : point) - start;
    // A number begins with a digit, with 0 only before the point, and has digits behind it.
    if (whole === 0 || (whole > 1 && bytes[start] === 0x30) || point === at - 1) return NOT;
    this.numbers[column] = negative ? 0 - number : number;
    this.scales[column] = point < 0 ? 0 : at - point - 1;
    this.kinds[column] = point < 0 ? WHOLE : FRACTION;
    this.starts[column] = from;
    this.ends[column] = at;
    return at;
  }

  /** The name that begins at `at`; undefined when there is none, or none for here. */
  private nameAt(at: number, end: number, position: number): Name | undefined {
    if (at >= end || this.bytes[at] !== 0x22) return undefined;
    met.escape = false;
    const after = skipString(this.bytes, at + 1, end);
    if (after === NOT || met.escape) return undefined;
    const text = utf8Text(this.bytes.subarray(at + 1, after - 1));
    let name = this.names.get(text);
    if (!name) {
      name = this.known(text, Uint8Array.from(this.bytes.subarray(at, after)));
      if (this.names.size < MOST_NAMES) this.names.set(text, name);
    }
    if (position < MOST_NAMES) this.expected[position] = name;
    return name;
  }

  private known(text: string, bytes: Uint8Array): Name {
    const isField = ({ origin }: PlanColumn) => origin.kind === 'field';
    const same = this.columns.findIndex(column => isField(column) && column.name === text);
    if (same >= 0) return { bytes, column: same, inexact: false };
    const lower = text.toLowerCase();
    const alike = this.columns.findIndex(
      column => isField(column) && column.name.length === text.length && column.name.toLowerCase() === lower,
    );
    return alike < 0 ? { bytes, column: this.wanted, inexact: false } : { bytes, column: alike, inexact: true };
  }
}

const notesOf = (slots: number): Notes => ({
  kinds: new Uint8Array(slots),
  starts: new Uint32Array(slots),
  ends: new Uint32Array(slots),
  numbers: new Float64Array(slots),
  scales: new Uint8Array(slots),
});

function startsWith(bytes: Uint8Array, text: Uint8Array, at: number, end: number): boolean {
  const { length } = text;
  if (at + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** Whether JavaScript writes a double without an exponent; it has no more than 15 digits. */
const isWrittenPlain = (value: Value): boolean => Math.abs(value as number) >= 1e-6;
