/** Moments as JSON has them, read from the bytes. */
import { DAY_MICROS, daysOf, isCivilDate } from '../../../src/language/types/calendar.ts';

const ZERO = 0x30;
const LETTER_Z = 0x5a;
/** Of `yyyy-mm-ddThh:mm:ss`. */
const TO_THE_SECOND = 19;

/** The day read last: rows of a stream nearly all fall on one. */
let lastDate = -1;
let lastDays = 0;

/** Microseconds since 1970 of `yyyy-mm-ddThh:mm:ss[.f…][Z]`, at most six digits of fraction; NaN for anything else. */
export function momentAt(bytes: Uint8Array, at: number, end: number): number {
  const stop = bytes[end - 1] === LETTER_Z ? end - 1 : end;
  if (stop - at < TO_THE_SECOND || bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d) return Number.NaN;
  if (bytes[at + 10] !== 0x54 || bytes[at + 13] !== 0x3a || bytes[at + 16] !== 0x3a) return Number.NaN;
  const century = twoDigits(bytes, at);
  const year = twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  const hour = twoDigits(bytes, at + 11);
  const minute = twoDigits(bytes, at + 14);
  const second = twoDigits(bytes, at + 17);
  if ((century | year | month | day | hour | minute | second) < 0) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  let micros = 0;
  if (stop > at + TO_THE_SECOND) {
    if (bytes[at + 19] !== 0x2e || stop === at + 20 || stop > at + 26) return Number.NaN;
    let unit = 100_000;
    for (let i = at + 20; i < stop; i++) {
      const digit = bytes[i]! - ZERO;
      if (digit < 0 || digit > 9) return Number.NaN;
      micros += digit * unit;
      unit = (unit / 10) | 0;
    }
  }
  const date = ((century * 100 + year) * 100 + month) * 100 + day;
  if (date !== lastDate) {
    if (!isCivilDate(century * 100 + year, month, day)) return Number.NaN;
    lastDays = daysOf(century * 100 + year, month, day);
    lastDate = date;
  }
  const whole = lastDays * DAY_MICROS + (hour * 3600 + minute * 60 + second) * 1_000_000 + micros;
  // Past the year 2255 they are no longer exact; 0 has no sign.
  return Number.isSafeInteger(whole) ? whole + 0 : Number.NaN;
}

/** Whether a text of which `momentAt` gives the moment is what is written for it. */
export function isWrittenMoment(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[end - 1] !== LETTER_Z) return false;
  switch (end - at - TO_THE_SECOND) {
    case 1:
      return true;
    case 5:
      return bytes[end - 2] !== ZERO || bytes[end - 3] !== ZERO || bytes[end - 4] !== ZERO;
    case 8:
      return bytes[end - 2] !== ZERO || bytes[end - 3] !== ZERO || bytes[end - 4] !== ZERO;
    default:
      return false;
  }
}

/** Negative when they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}
