/**
 * Where the fields of a record stand, of which kind they are, and the digits of its numbers: one pass over the bytes. Once records
 * have had the same members for a while it is code made for them that does it (`shape.ts`, `simd/`).
 */
import type { PlanColumn } from '../../../src/compiler/plan/plan.ts';
import { KINDS, NUMBERS } from './kinds.ts';
import { isNamed, memberName, type Name } from './member-names.ts';
import { DONE, type Left, type ShapeScanner, shapeScanner } from './shape.ts';
import { type Notes, type Scanner, simdScanner } from './simd/scanner.ts';
import { checkUtf8, utf8Text } from './text.ts';
import { isDigit, met, NOT, skipSpace, skipString, skipValue, within } from './tokens.ts';

const { MISSING, WHOLE, FRACTION, TEXT, PLAIN_STRING, UTF8_STRING, ESCAPED_STRING, TRUE, FALSE, NULL } = KINDS;

const { SAFE_DIGITS } = NUMBERS;

/** Names that are remembered: records may have any number of them. */
const MOST_NAMES = 1000;

/** So many alike before code is made, for so many members and so many times at most. */
const SAME_BEFORE_SHAPED = 50;
const MOST_MEMBERS = 64;
const MOST_SHAPES = 3;

/** Told where the notes are from now on, and how a moment is noted there, if in a way of its own. */
type OnMoved = (notes: Notes, seeMoment: Scanner['moment'] | undefined) => void;

export class FieldScanner {
  private readonly columns: readonly PlanColumn[];
  private readonly isMoment: (column: number) => boolean;
  private readonly onMoved: OnMoved;
  private readonly names = new Map<string, Name>();
  /** The names of the record before, in their order: the next record nearly always has the same. */
  private readonly expected: Name[] = [];

  /** How many records in a row had the same members. */
  private same = 0;
  private shapes = 0;
  private misses = 0;
  private shaped: ShapeScanner | undefined;
  private readonly left: Left = { position: 0, behindValue: false };

  private bytes: Uint8Array = new Uint8Array(0);
  /** How many columns; what is of none is noted behind them. */
  private readonly wanted: number;
  private kinds: Uint8Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  private numbers: Float64Array;
  private scales: Uint8Array;

  /** @param notes where they are until `onMoved` is called @param isMoment whether text in the column is wanted as a moment */
  constructor(columns: readonly PlanColumn[], notes: Notes, isMoment: (column: number) => boolean, onMoved: OnMoved) {
    this.columns = columns;
    this.isMoment = isMoment;
    this.onMoved = onMoved;
    this.wanted = columns.length;
    this.kinds = notes.kinds;
    this.starts = notes.starts;
    this.ends = notes.ends;
    this.numbers = notes.numbers;
    this.scales = notes.scales;
  }

  /** False: nothing is known of it. */
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
    if (name === undefined || !isNamed(name, bytes, at, end)) {
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
        isMoment: this.isMoment(slot),
      })),
      this.left,
      wanted + 1,
    );
    if (simd) {
      this.noteIn(simd.notes, simd.moment);
      this.shaped = simd.scan;
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
  private noteIn(notes: Notes, seeMoment: Scanner['moment'] | undefined): void {
    const { kinds, starts, ends, numbers, scales } = notes;
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
    this.onMoved(notes, seeMoment);
  }

  /** A record was not as expected. */
  private forget(): void {
    this.misses++;
    if (this.misses < SAME_BEFORE_SHAPED || this.shapes === MOST_SHAPES) return;
    this.shaped = undefined;
    this.noteIn(notesOf(this.wanted), undefined);
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
      name = memberName(this.columns, text, Uint8Array.from(this.bytes.subarray(at, after)));
      if (this.names.size < MOST_NAMES) this.names.set(text, name);
    }
    if (position < MOST_NAMES) this.expected[position] = name;
    return name;
  }
}

/** @param columns how many; one more is noted, for what is of none */
export const notesOf = (columns: number): Notes => ({
  kinds: new Uint8Array(columns + 1),
  starts: new Uint32Array(columns + 1),
  ends: new Uint32Array(columns + 1),
  numbers: new Float64Array(columns + 1),
  scales: new Uint8Array(columns + 1),
});
