/** What quoted texts of the grammar stand for: it hands literals and names on as they are written. */

/** A name without its back quotes. */
export const nameOf = (written: string): string =>
  written.startsWith('`') && written.length > 1 ? written.slice(1, -1).replaceAll('``', '`') : written;

/** A string without its quotes; `''` (or `""`) is the quote itself. */
export function stringOf(written: string): string {
  const quote = written[0]!;
  return written.slice(1, -1).replaceAll(quote + quote, quote);
}

/** A property's key, whichever way it is quoted. */
export const keyOf = (written: string): string =>
  written.startsWith("'") || written.startsWith('"') ? stringOf(written) : written.split('.').map(nameOf).join('.');

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

/** `5s`, `10 minutes`, `250ms` in milliseconds; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$/.exec(text);
  if (!match) return undefined;
  const word = match[2]!.toLowerCase();
  const unit = DURATION_UNITS[word] ?? DURATION_UNITS[word.replace(/s$/, '')];
  const ms = unit === undefined ? Number.NaN : Number(match[1]) * unit;
  return Number.isSafeInteger(ms) ? ms : undefined;
}
