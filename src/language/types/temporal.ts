/** DATE, TIME, TIMESTAMP and INTERVAL values: UTC, to the microsecond, years -9999 to 9999, written as ISO 8601. */
import { civilOf, DAY_MICROS, daysOf, isCivilDate, MAX_YEAR, MIN_YEAR } from './calendar.ts';
import type { Int64 } from './value.ts';
import { RecordError } from './value.ts';

const FIRST_DAY = daysOf(MIN_YEAR, 1, 1);
const LAST_DAY = daysOf(MAX_YEAR, 12, 31);
const FIRST_MICRO = BigInt(FIRST_DAY) * BigInt(DAY_MICROS);
const LAST_MICRO = BigInt(LAST_DAY + 1) * BigInt(DAY_MICROS) - 1n;

const outOfRange = (what: string): RecordError =>
  new RecordError('time', `${what} is outside the years ${MIN_YEAR} to ${MAX_YEAR}`);

/** A moment, in microseconds since 1970-01-01T00:00:00Z. */
export class Timestamp {
  /** A number while safe (until the year 2255), else a bigint. */
  readonly micros: Int64;

  private constructor(micros: Int64) {
    this.micros = micros;
  }

  /** Throws RecordError outside the years that can be written. */
  static of(micros: Int64): Timestamp {
    if (typeof micros === 'number' && Number.isSafeInteger(micros)) return new Timestamp(micros === 0 ? 0 : micros);
    const exact = BigInt(micros);
    if (exact < FIRST_MICRO || exact > LAST_MICRO) throw outOfRange(`${micros} microseconds since 1970`);
    const small = Number(exact);
    return new Timestamp(Number.isSafeInteger(small) ? small : exact);
  }

  /** From milliseconds since 1970, which may have a fraction; what is below a microsecond is cut. */
  static ofMillis(millis: number): Timestamp {
    const micros = Math.floor(millis * 1000);
    if (Number.isSafeInteger(micros)) return new Timestamp(micros === 0 ? 0 : micros);
    if (!Number.isFinite(millis)) throw outOfRange(`${millis} milliseconds since 1970`);
    return Timestamp.of(BigInt(Math.floor(millis)) * 1000n);
  }

  /** Midnight UTC of a day. */
  static ofDays(days: number, microsOfDay = 0): Timestamp {
    const micros = days * DAY_MICROS + microsOfDay;
    if (Number.isSafeInteger(micros)) return new Timestamp(micros === 0 ? 0 : micros);
    return Timestamp.of(BigInt(days) * BigInt(DAY_MICROS) + BigInt(microsOfDay));
  }

  /**
   * ISO 8601: `2023-11-14T22:13:20.123456Z`, with `T` or a space, seconds and fraction optional, an offset (`Z`, `+02`,
   * `+0200`, `+02:00`; none is UTC), or a date alone. Digits below a microsecond are cut. Undefined for anything else.
   */
  static parse(text: string): Timestamp | undefined {
    const date = readDate(text);
    if (!date) return undefined;
    if (date.end === text.length) return Timestamp.ofDays(date.days);
    const separator = text.charCodeAt(date.end);
    if (separator !== LETTER_T && separator !== LETTER_SMALL_T && separator !== SPACE) return undefined;
    const time = readTime(text, date.end + 1);
    if (!time) return undefined;
    const offset = readOffset(text, time.end);
    if (offset === undefined) return undefined;
    const micros = time.micros - offset * MINUTE;
    const day = date.days + Math.floor(micros / DAY_MICROS);
    if (day < FIRST_DAY || day > LAST_DAY) return undefined;
    return Timestamp.ofDays(date.days, micros);
  }

  /** Milliseconds since 1970, of a moment between two the earlier. */
  get millis(): number {
    const { micros } = this;
    return typeof micros === 'number' ? Math.floor(micros / 1000) : Number(floorDivide(micros, 1000n));
  }

  /** The day it falls on, since 1970-01-01. */
  get days(): number {
    const { micros } = this;
    return typeof micros === 'number'
      ? Math.floor(micros / DAY_MICROS)
      : Number(floorDivide(micros, BigInt(DAY_MICROS)));
  }

  /** Microseconds since its midnight. */
  get microsOfDay(): number {
    const { micros } = this;
    if (typeof micros === 'number') {
      const rest = micros % DAY_MICROS;
      return rest < 0 ? rest + DAY_MICROS : rest + 0;
    }
    return Number(micros - floorDivide(micros, BigInt(DAY_MICROS)) * BigInt(DAY_MICROS));
  }

  /** `2023-11-14T22:13:20Z`; a fraction only when there is one, in 3 or 6 digits. */
  toString(): string {
    return `${dateText(this.days)}T${timeText(this.microsOfDay)}Z`;
  }
}

/** A day of the calendar. */
export class SqlDate {
  /** Since 1970-01-01. */
  readonly days: number;

  private constructor(days: number) {
    this.days = days;
  }

  /** Throws RecordError outside the years that can be written. */
  static of(days: number): SqlDate {
    if (days >= FIRST_DAY && days <= LAST_DAY) return new SqlDate(days);
    throw outOfRange(`Day ${days} since 1970`);
  }

  /** `2023-11-14`. Undefined for anything else, also for a date with a time after it. */
  static parse(text: string): SqlDate | undefined {
    const date = readDate(text);
    return date && date.end === text.length ? new SqlDate(date.days) : undefined;
  }

  toString(): string {
    return dateText(this.days);
  }
}

/** A time of day. */
export class SqlTime {
  /** Since midnight: 0 to 86,399,999,999. */
  readonly micros: number;

  private constructor(micros: number) {
    this.micros = micros;
  }

  /** Throws RecordError when it is no time of day. */
  static of(micros: number): SqlTime {
    if (Number.isInteger(micros) && micros >= 0 && micros < DAY_MICROS) return new SqlTime(micros);
    throw new RecordError('time', `${micros} microseconds is no time of day`);
  }

  /** `22:13`, `22:13:20`, `22:13:20.123456`. Undefined for anything else. */
  static parse(text: string): SqlTime | undefined {
    const time = readTime(text, 0);
    return time && time.end === text.length ? new SqlTime(time.micros) : undefined;
  }

  toString(): string {
    return timeText(this.micros);
  }
}

/** A length of time: months, whose days differ, apart from what can be counted in microseconds. */
export class Interval {
  readonly months: number;
  readonly micros: number;

  private constructor(months: number, micros: number) {
    this.months = months;
    this.micros = micros;
  }

  /** Throws RecordError when either part is not a safe integer (some 285 years in microseconds). */
  static of(months: number, micros: number): Interval {
    if (Number.isSafeInteger(months) && Number.isSafeInteger(micros)) return new Interval(months + 0, micros + 0);
    throw new RecordError('overflow', 'An interval of more than 285 years does not fit: compare the times instead');
  }

  /** `5s`, `10 minutes`, `1 day 2 hours`, `-1.5h`, or ISO 8601 `P1Y2M3DT4H5M6.5S`. Undefined for anything else. */
  static parse(text: string): Interval | undefined {
    const trimmed = text.trim();
    return /^[+-]?P/i.test(trimmed) ? parseIso(trimmed) : parseWords(trimmed);
  }

  negate(): Interval {
    return new Interval(0 - this.months, 0 - this.micros);
  }

  /** In microseconds, a month taken as 30 days: what intervals are compared by. */
  approximateMicros(): number {
    return this.months === 0 ? this.micros : this.months * 30 * DAY_MICROS + this.micros;
  }

  /** ISO 8601: `P1Y2M`, `PT5M`, `P1DT12H`, `-PT0.5S`, `PT0S`. */
  toString(): string {
    const { months, micros } = this;
    if (months <= 0 && micros <= 0 && (months < 0 || micros < 0)) return `-${this.negate()}`;
    const seconds = micros % MINUTE;
    const part = (n: number, unit: string) => (n === 0 ? '' : `${n}${unit}`);
    const time =
      part(Math.trunc((micros % DAY_MICROS) / HOUR), 'H') +
      part(Math.trunc((micros % HOUR) / MINUTE), 'M') +
      (seconds === 0 ? '' : `${seconds < 0 ? '-' : ''}${secondsText(Math.abs(seconds))}S`);
    const date =
      part(Math.trunc(months / 12), 'Y') + part(months % 12, 'M') + part(Math.trunc(micros / DAY_MICROS), 'D');
    return date || time ? `P${date}${time && `T${time}`}` : 'PT0S';
  }
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const LETTER_T = 84;
const LETTER_SMALL_T = 116;
const SPACE = 32;
const DASH = 45;
const COLON = 58;
const DOT = 46;

/** The day asked for last: rows of a stream nearly all fall on one. */
let lastDay = Number.NaN;
let lastDayText = '';

export function dateText(days: number): string {
  if (days !== lastDay) {
    const { year, month, day } = civilOf(days);
    lastDayText = `${yearText(year)}-${two(month)}-${two(day)}`;
    lastDay = days;
  }
  return lastDayText;
}

/** At least four digits, a minus before the year 0. */
export const yearText = (year: number): string =>
  year >= 1000 && year <= 9999 ? String(year) : `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

function timeText(micros: number): string {
  const fraction = micros % SECOND;
  const text = `${two(Math.floor(micros / HOUR))}:${two(Math.floor(micros / MINUTE) % 60)}:${two(Math.floor(micros / SECOND) % 60)}`;
  if (fraction === 0) return text;
  return fraction % 1000 === 0
    ? `${text}.${String(fraction / 1000).padStart(3, '0')}`
    : `${text}.${String(fraction).padStart(6, '0')}`;
}

/** `6.5` without zeros at the end. */
function secondsText(micros: number): string {
  const fraction = micros % SECOND;
  const whole = Math.floor(micros / SECOND);
  return fraction === 0 ? String(whole) : `${whole}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
};

/** The number that `count` digits from `at` make, or -1. */
function digits(text: string, at: number, count: number): number {
  let n = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    // NaN past the end of the text.
    if (!(digit >= 0 && digit <= 9)) return -1;
    n = n * 10 + digit;
  }
  return n;
}

/** `[-]yyyy-mm-dd` at the start of the text. */
function readDate(text: string): { readonly days: number; readonly end: number } | undefined {
  const at = text.charCodeAt(0) === DASH ? 1 : 0;
  const year = digits(text, at, 4);
  const month = digits(text, at + 5, 2);
  const day = digits(text, at + 8, 2);
  if (year < 0 || text.charCodeAt(at + 4) !== DASH || text.charCodeAt(at + 7) !== DASH) return undefined;
  const signed = at === 1 ? -year : year;
  return isCivilDate(signed, month, day) ? { days: daysOf(signed, month, day), end: at + 10 } : undefined;
}

/** `hh:mm[:ss[.fraction]]` from `at`. */
function readTime(text: string, at: number): { readonly micros: number; readonly end: number } | undefined {
  const hour = digits(text, at, 2);
  const minute = digits(text, at + 3, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text.charCodeAt(at + 2) !== COLON) return undefined;
  let micros = hour * HOUR + minute * MINUTE;
  let end = at + 5;
  if (text.charCodeAt(end) !== COLON) return { micros, end };
  const second = digits(text, end + 1, 2);
  if (second < 0 || second > 59) return undefined;
  micros += second * SECOND;
  end += 3;
  if (text.charCodeAt(end) !== DOT) return { micros, end };
  let unit = SECOND / 10;
  const start = ++end;
  for (let digit = digits(text, end, 1); digit >= 0; digit = digits(text, ++end, 1)) {
    if (unit >= 1) micros += digit * unit;
    unit /= 10;
  }
  return end === start ? undefined : { micros, end };
}

/** Minutes east of UTC, from `at` to the end of the text. */
export function readOffset(text: string, at: number): number | undefined {
  if (at === text.length) return 0;
  const rest = text.slice(at);
  if (rest === 'Z' || rest === 'z') return 0;
  const match = OFFSET.exec(rest);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

const OFFSET = /^([+-])([01]\d)(?::?([0-5]\d))?$/;

const UNITS: Readonly<Record<string, readonly [months: number, micros: number]>> = {
  microsecond: [0, 1],
  us: [0, 1],
  millisecond: [0, 1000],
  ms: [0, 1000],
  second: [0, SECOND],
  sec: [0, SECOND],
  s: [0, SECOND],
  minute: [0, MINUTE],
  min: [0, MINUTE],
  m: [0, MINUTE],
  hour: [0, HOUR],
  hr: [0, HOUR],
  h: [0, HOUR],
  day: [0, DAY_MICROS],
  d: [0, DAY_MICROS],
  week: [0, 7 * DAY_MICROS],
  w: [0, 7 * DAY_MICROS],
  month: [1, 0],
  quarter: [3, 0],
  year: [12, 0],
  y: [12, 0],
};

/** What one of a unit is: `MINUTE`, `minutes`, `m`. Undefined for a word that is no unit. */
export function unitInterval(word: string): Interval | undefined {
  const lower = word.toLowerCase();
  const unit = Object.hasOwn(UNITS, lower) ? UNITS[lower] : UNITS[lower.replace(/s$/, '')];
  return unit && Interval.of(unit[0], unit[1]);
}

/** Undefined when parts of a month or of a microsecond are asked for. */
function times(count: string, unit: Interval): Interval | undefined {
  // Six digits of fraction of the largest unit are exact in a double; Math.round takes off what the product added.
  const exact = (n: number) => {
    const product = Number(count) * n;
    const rounded = Math.round(product);
    return Math.abs(product - rounded) < 1e-3 && Number.isSafeInteger(rounded) ? rounded : undefined;
  };
  const months = exact(unit.months);
  const micros = exact(unit.micros);
  return months === undefined || micros === undefined ? undefined : Interval.of(months, micros);
}

function plus(a: Interval | undefined, b: Interval | undefined): Interval | undefined {
  if (!a || !b) return undefined;
  const months = a.months + b.months;
  const micros = a.micros + b.micros;
  return Number.isSafeInteger(months) && Number.isSafeInteger(micros) ? Interval.of(months, micros) : undefined;
}

const NONE = Interval.of(0, 0);

function parseWords(text: string): Interval | undefined {
  let sum: Interval | undefined = NONE;
  let rest = text;
  if (rest === '') return undefined;
  while (rest !== '') {
    const part = /^([+-]?\d+(?:\.\d+)?)\s*([a-z]+)\s*,?\s*/i.exec(rest);
    const unit = part && unitInterval(part[2]!);
    if (!unit) return undefined;
    sum = plus(sum, times(part[1]!, unit));
    rest = rest.slice(part[0].length);
  }
  return sum;
}

const ISO =
  /^([+-])?P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$/i;
const ISO_UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'].map(unit => unitInterval(unit)!);

function parseIso(text: string): Interval | undefined {
  const match = ISO.exec(text);
  if (!match || /[PT]$/i.test(text)) return undefined;
  let sum: Interval | undefined = NONE;
  ISO_UNITS.forEach((unit, i) => {
    const count = match[i + 2];
    if (count !== undefined) sum = plus(sum, times(count, unit));
  });
  return match[1] === '-' ? sum?.negate() : sum;
}
