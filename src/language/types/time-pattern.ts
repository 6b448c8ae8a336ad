/**
 * Times written by a pattern: Java's letters (`yyyy-MM-dd HH:mm:ss.SSS`) or, when there is a `%` in it, strftime's
 * (`%Y-%m-%d %H:%M:%S`). In UTC and English. Other text stands for itself; letters in Java's go into quotes ('T').
 */
import { civilOf, dayOfYear, daysOf, isCivilDate, isoDayOfWeek, isoWeek } from './calendar.ts';
import { readOffset, Timestamp, yearText } from './temporal.ts';
import { RecordError } from './value.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

type Field =
  | 'year'
  | 'year-of-century'
  | 'iso-year'
  | 'quarter'
  | 'month'
  | 'month-name'
  | 'month-short'
  | 'iso-week'
  | 'day'
  | 'day-of-year'
  | 'day-name'
  | 'day-short'
  | 'day-of-week'
  | 'hour'
  | 'hour-from-1'
  | 'hour-of-half'
  | 'hour-of-half-from-1'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'offset'
  | 'offset-colon'
  | 'offset-z'
  | 'epoch';

interface Part {
  /** Undefined for text that stands for itself. */
  readonly field: Field | undefined;
  readonly text: string;
  /** Digits to pad with zeros to (a fraction has exactly so many), or 0. */
  readonly width: number;
  /** Whether spaces pad instead of zeros. */
  readonly spaces: boolean;
}

export type TimePattern = readonly Part[];

const compiled = new Map<string, TimePattern>();
/** Patterns are nearly always literals; a query that makes one per row must not keep them all. */
const KEPT = 200;

/** Throws RecordError('argument') naming the letter that means nothing. */
export function timePattern(pattern: string): TimePattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const parts = pattern.includes('%') ? strftimeParts(pattern) : javaParts(pattern);
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(pattern, parts);
  return parts;
}

const part = (field: Field, width = 0): Part => ({ field, text: '', width, spaces: false });
const literal = (text: string): Part => ({ field: undefined, text, width: 0, spaces: false });

function javaParts(pattern: string): Part[] {
  const parts: Part[] = [];
  for (const [token] of pattern.matchAll(/''|'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+|'/g)) {
    if (token === "'") throw new RecordError('argument', `A quote in the time pattern '${pattern}' is not closed`);
    if (token === "''") parts.push(literal("'"));
    else if (token.startsWith("'")) parts.push(literal(token.slice(1, -1).replaceAll("''", "'")));
    else if (/[a-zA-Z]/.test(token)) parts.push(javaField(token, pattern));
    else parts.push(literal(token));
  }
  return parts;
}

function javaField(token: string, pattern: string): Part {
  const { length } = token;
  switch (token[0]) {
    case 'y':
    case 'u':
      return length === 2 ? part('year-of-century', 2) : part('year', length);
    case 'Y':
      return part('iso-year', length);
    case 'Q':
    case 'q':
      return part('quarter');
    case 'M':
    case 'L':
      return length > 3 ? part('month-name') : length === 3 ? part('month-short') : part('month', length);
    case 'w':
      return part('iso-week', length);
    case 'd':
      return part('day', length);
    case 'D':
      return part('day-of-year', length);
    case 'E':
      return length > 3 ? part('day-name') : part('day-short');
    case 'e':
      return part('day-of-week');
    case 'H':
      return part('hour', length);
    case 'k':
      return part('hour-from-1', length);
    case 'K':
      return part('hour-of-half', length);
    case 'h':
      return part('hour-of-half-from-1', length);
    case 'm':
      return part('minute', length);
    case 's':
      return part('second', length);
    case 'S':
      return part('fraction', length);
    case 'a':
      return part('half');
    case 'X':
      return length >= 3 ? part('offset-colon', 1) : part('offset-z');
    case 'x':
      return length >= 3 ? part('offset-colon') : part('offset');
    case 'Z':
      return length >= 4 ? part('offset-colon') : part('offset');
    case 'z':
    case 'V':
      return part('offset-z', 3);
    default:
      throw new RecordError(
        'argument',
        `'${token}' in the time pattern '${pattern}' means nothing; put text into quotes`,
      );
  }
}

const STRFTIME: Readonly<Record<string, readonly Part[]>> = {
  Y: [part('year', 4)],
  y: [part('year-of-century', 2)],
  G: [part('iso-year', 4)],
  m: [part('month', 2)],
  B: [part('month-name')],
  b: [part('month-short')],
  h: [part('month-short')],
  V: [part('iso-week', 2)],
  d: [part('day', 2)],
  e: [{ ...part('day', 2), spaces: true }],
  j: [part('day-of-year', 3)],
  A: [part('day-name')],
  a: [part('day-short')],
  u: [part('day-of-week')],
  H: [part('hour', 2)],
  k: [{ ...part('hour', 2), spaces: true }],
  I: [part('hour-of-half-from-1', 2)],
  l: [{ ...part('hour-of-half-from-1', 2), spaces: true }],
  M: [part('minute', 2)],
  S: [part('second', 2)],
  s: [part('epoch')],
  f: [part('fraction', 6)],
  '3f': [part('fraction', 3)],
  '6f': [part('fraction', 6)],
  L: [part('fraction', 3)],
  '.3f': [literal('.'), part('fraction', 3)],
  '.6f': [literal('.'), part('fraction', 6)],
  p: [part('half')],
  z: [part('offset')],
  ':z': [part('offset-colon')],
  Z: [part('offset-z', 3)],
  '%': [literal('%')],
  n: [literal('\n')],
  t: [literal('\t')],
};

const COMBINED: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  i: '%M',
  r: '%I:%M:%S %p',
};

function strftimeParts(pattern: string): Part[] {
  const parts: Part[] = [];
  const expanded = pattern.replace(/%([FTRDir%])/g, (whole, letter: string) => COMBINED[letter] ?? whole);
  for (const [token] of expanded.matchAll(/%-?(?:\.?[36]f|:z|[\s\S])|[^%]+|%/g)) {
    if (!token.startsWith('%')) {
      parts.push(literal(token));
      continue;
    }
    const unpadded = token.startsWith('%-');
    const name = token.slice(unpadded ? 2 : 1);
    const fields = Object.hasOwn(STRFTIME, name) ? STRFTIME[name]! : undefined;
    if (!fields)
      throw new RecordError(
        'argument',
        `'${token}' in the time pattern '${pattern}' means nothing; %% is a percent sign`,
      );
    for (const field of fields) parts.push(unpadded ? { ...field, width: 0, spaces: false } : field);
  }
  return parts;
}

/** Throws RecordError('argument') for a pattern that is none. */
export function formatWithPattern(time: Timestamp, pattern: string): string {
  const { days, microsOfDay } = time;
  const date = civilOf(days);
  let text = '';
  for (const { field, text: own, width, spaces } of timePattern(pattern)) {
    if (field === undefined) text += own;
    else if (field === 'fraction') text += fractionText(microsOfDay % 1_000_000, width);
    else {
      const value = fieldValue(field, time, days, microsOfDay, date, width);
      text += typeof value === 'string' ? value : pad(value, width, spaces);
    }
  }
  return text;
}

const pad = (n: number, width: number, spaces: boolean): string =>
  n < 0 ? `-${pad(-n, width, spaces)}` : String(n).padStart(width, spaces ? ' ' : '0');

const fractionText = (micros: number, width: number): string =>
  String(micros).padStart(6, '0').slice(0, width).padEnd(width, '0');

function fieldValue(
  field: Exclude<Field, 'fraction'>,
  time: Timestamp,
  days: number,
  micros: number,
  { year, month, day }: { readonly year: number; readonly month: number; readonly day: number },
  width: number,
): string | number {
  const hour = Math.floor(micros / 3_600_000_000);
  switch (field) {
    case 'year':
      return width === 4 ? yearText(year) : year;
    case 'year-of-century':
      return ((year % 100) + 100) % 100;
    case 'iso-year':
      return isoWeek(days).year;
    case 'quarter':
      return Math.ceil(month / 3);
    case 'month':
      return month;
    case 'month-name':
      return MONTHS[month - 1]!;
    case 'month-short':
      return MONTHS[month - 1]!.slice(0, 3);
    case 'iso-week':
      return isoWeek(days).week;
    case 'day':
      return day;
    case 'day-of-year':
      return dayOfYear(days, year);
    case 'day-name':
      return DAYS[isoDayOfWeek(days) - 1]!;
    case 'day-short':
      return DAYS[isoDayOfWeek(days) - 1]!.slice(0, 3);
    case 'day-of-week':
      return isoDayOfWeek(days);
    case 'hour':
      return hour;
    case 'hour-from-1':
      return hour === 0 ? 24 : hour;
    case 'hour-of-half':
      return hour % 12;
    case 'hour-of-half-from-1':
      return hour % 12 === 0 ? 12 : hour % 12;
    case 'minute':
      return Math.floor(micros / 60_000_000) % 60;
    case 'second':
      return Math.floor(micros / 1_000_000) % 60;
    case 'half':
      return hour < 12 ? 'AM' : 'PM';
    case 'offset':
      return '+0000';
    case 'offset-colon':
      return width === 1 ? 'Z' : '+00:00';
    case 'offset-z':
      return width === 3 ? 'UTC' : 'Z';
    case 'epoch':
      return Math.floor(time.millis / 1000);
  }
}

/**
 * The time a text gives by a pattern: what the pattern does not name is 1970-01-01T00:00:00Z. Undefined when the text is
 * not so written or names no day of the calendar. Throws RecordError('argument') for a pattern that is none.
 */
export function parseWithPattern(text: string, pattern: string): Timestamp | undefined {
  const parts = timePattern(pattern);
  const read: Partial<Record<Field, number>> = {};
  let at = 0;
  for (const [i, { field, text: own, width }] of parts.entries()) {
    if (field === undefined) {
      if (!text.startsWith(own, at)) return undefined;
      at += own.length;
      continue;
    }
    const touching = isDigits(parts[i + 1]?.field);
    const found = readField(field, text, at, touching ? width : 0);
    if (!found) return undefined;
    read[field] = found.value;
    at = found.end;
  }
  return at === text.length ? assemble(read) : undefined;
}

const NAMES: Readonly<Partial<Record<Field, readonly string[]>>> = {
  'month-name': MONTHS,
  'month-short': MONTHS.map(name => name.slice(0, 3)),
  'day-name': DAYS,
  'day-short': DAYS.map(name => name.slice(0, 3)),
  half: ['AM', 'PM'],
};

const isDigits = (field: Field | undefined): boolean =>
  field !== undefined && NAMES[field] === undefined && !field.startsWith('offset');

/** How many digits a field can have at most. */
const MOST: Readonly<Partial<Record<Field, number>>> = {
  year: 4,
  'iso-year': 4,
  quarter: 1,
  'day-of-year': 3,
  'day-of-week': 1,
  fraction: 9,
  epoch: 12,
};

/** `exactly` so many digits, or (0) as many as there are. */
function readField(
  field: Field,
  text: string,
  at: number,
  exactly: number,
): { readonly value: number; readonly end: number } | undefined {
  const names = NAMES[field];
  if (names) {
    const index = names.findIndex(name => text.slice(at, at + name.length).toLowerCase() === name.toLowerCase());
    return index < 0 ? undefined : { value: index, end: at + names[index]!.length };
  }
  if (field.startsWith('offset')) {
    const zone = /^(?:UTC|GMT|Z|[+-]\d\d(?::?\d\d)?)/i.exec(text.slice(at))?.[0];
    const offset = zone && (/^[+-]/.test(zone) ? readOffset(zone, 0) : 0);
    return zone && offset !== undefined && offset !== '' ? { value: offset, end: at + zone.length } : undefined;
  }
  const signed = (field === 'year' || field === 'epoch') && text[at] === '-';
  let start = signed ? at + 1 : at;
  while (text[start] === ' ') start++;
  const most = exactly || (MOST[field] ?? 2);
  let end = start;
  while (end < text.length && end - start < most && text[end]! >= '0' && text[end]! <= '9') end++;
  if (end === start || end - start < exactly) return undefined;
  const digits = text.slice(start, end);
  const value = field === 'fraction' ? Number(digits.slice(0, 6).padEnd(6, '0')) : Number(digits);
  return { value: signed ? -value : value, end };
}

function assemble(read: Partial<Record<Field, number>>): Timestamp | undefined {
  const fraction = read.fraction ?? 0;
  const offset = (read.offset ?? read['offset-colon'] ?? read['offset-z'] ?? 0) * 60_000_000;
  if (read.epoch !== undefined) return Timestamp.ofDays(0, read.epoch * 1_000_000 + fraction);
  const century = read['year-of-century'];
  const year = read.year ?? (century === undefined ? 1970 : 2000 + century);
  const name = read['month-name'] ?? read['month-short'];
  const month = read.month ?? (name === undefined ? 1 : name + 1);
  const hour = hourOf(read);
  const minute = read.minute ?? 0;
  const second = read.second ?? 0;
  if (hour > 23 || minute > 59 || second > 59 || !isCivilDate(year, month, read.day ?? 1)) return undefined;
  const nth = read['day-of-year'];
  const days = nth === undefined ? daysOf(year, month, read.day ?? 1) : daysOf(year, 1, 1) + nth - 1;
  if (nth !== undefined && civilOf(days).year !== year) return undefined;
  return Timestamp.ofDays(days, ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction - offset);
}

/** Beyond 23 when there is no such hour. */
function hourOf(read: Partial<Record<Field, number>>): number {
  const half = read.half ?? 0;
  const fromOne = read['hour-of-half-from-1'];
  const ofHalf = fromOne === undefined ? read['hour-of-half'] : fromOne === 12 ? 0 : fromOne;
  if (ofHalf !== undefined) return ofHalf > 11 || fromOne === 0 ? 24 : ofHalf + 12 * half;
  const from1 = read['hour-from-1'];
  if (from1 !== undefined) return from1 === 24 ? 0 : from1 === 0 ? 24 : from1;
  return read.hour ?? 0;
}
