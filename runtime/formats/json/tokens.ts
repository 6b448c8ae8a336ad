/** JSON text as bytes, passed over token by token: exactly what JSON allows, and nothing is made of it. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Not JSON, or nothing for a quick path: something slower must say which. */
export const NOT = -1;

/** As many levels are passed over here; what is deeper is rare. */
const DEEPEST = 100;
/** Longer numbers may have more digits than are read at all. */
const LONGEST_NUMBER = 300;

/** Of each byte within a string: nothing special, or what ends the quick run over it. */
const PLAIN = 0;
const SPECIAL = 1;
const HIGH = 2;
/** 0: nothing special. */
export const within = new Uint8Array(256).fill(PLAIN);
within.fill(SPECIAL, 0, 0x20);
within[QUOTE] = SPECIAL;
within[BACKSLASH] = SPECIAL;
within.fill(HIGH, 0x80);

const SPACES = new Uint8Array(256);
for (const code of [0x20, 0x0a, 0x0d, 0x09]) SPACES[code] = 1;

/** What the strings passed over since it was last cleared held. */
export const met = {
  /** A byte past ASCII: whether all of it is UTF-8 was not looked at. */
  high: false,
  escape: false,
};

/** From behind the opening quote to behind the closing one. */
export function skipString(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (;;) {
    let kind = PLAIN;
    while (at < end) {
      kind = within[bytes[at]!]!;
      if (kind !== PLAIN) break;
      at++;
    }
    if (at >= end) return NOT;
    if (kind === HIGH) {
      met.high = true;
      at++;
      continue;
    }
    const code = bytes[at]!;
    if (code === QUOTE) return at + 1;
    if (code !== BACKSLASH) return NOT;
    met.escape = true;
    at = skipEscape(bytes, at, end);
    if (at === NOT) return NOT;
  }
}

function skipEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return NOT;
  switch (bytes[at + 1]) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 2;
    case 0x75:
      if (at + 6 > end) return NOT;
      for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i]!)) return NOT;
      return at + 6;
    default:
      return NOT;
  }
}

const isHex = (code: number): boolean =>
  (code >= ZERO && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);

export const isDigit = (code: number): boolean => code >= ZERO && code <= 0x39;

/** Of numbers with an exponent only those of which nothing can be said against: small exponents. */
function skipNumber(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  if (bytes[at] === MINUS) at++;
  const whole = at;
  while (at < end && isDigit(bytes[at]!)) at++;
  if (at === whole || (bytes[whole] === ZERO && at > whole + 1)) return NOT;
  if (at < end && bytes[at] === POINT) {
    const fraction = ++at;
    while (at < end && isDigit(bytes[at]!)) at++;
    if (at === fraction) return NOT;
  }
  if (at < end && (bytes[at]! | 0x20) === 0x65) {
    at++;
    if (at < end && (bytes[at] === MINUS || bytes[at] === 0x2b)) at++;
    const exponent = at;
    while (at < end && isDigit(bytes[at]!)) at++;
    if (at === exponent || at > exponent + 2 || exponent > from + 100) return NOT;
  }
  return at - from > LONGEST_NUMBER ? NOT : at;
}

const skipTrue = (bytes: Uint8Array, at: number, end: number): number =>
  at + 4 <= end && bytes[at + 1] === 0x72 && bytes[at + 2] === 0x75 && bytes[at + 3] === 0x65 ? at + 4 : NOT;

const skipFalse = (bytes: Uint8Array, at: number, end: number): number =>
  at + 5 <= end && bytes[at + 1] === 0x61 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x73 && bytes[at + 4] === 0x65
    ? at + 5
    : NOT;

const skipNull = (bytes: Uint8Array, at: number, end: number): number =>
  at + 4 <= end && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c ? at + 4 : NOT;

export function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && SPACES[bytes[at]!] === 1) at++;
  return at;
}

/** A value that begins at `at`, to behind its last byte. */
export function skipValue(bytes: Uint8Array, at: number, end: number, depth: number): number {
  if (at >= end) return NOT;
  switch (bytes[at]) {
    case QUOTE:
      return skipString(bytes, at + 1, end);
    case 0x7b:
      return skipObject(bytes, at, end, depth);
    case 0x5b:
      return skipArray(bytes, at, end, depth);
    case 0x74:
      return skipTrue(bytes, at, end);
    case 0x66:
      return skipFalse(bytes, at, end);
    case 0x6e:
      return skipNull(bytes, at, end);
    default:
      return skipNumber(bytes, at, end);
  }
}

function skipObject(bytes: Uint8Array, from: number, end: number, depth: number): number {
  if (depth > DEEPEST) return NOT;
  let at = skipSpace(bytes, from + 1, end);
  if (at < end && bytes[at] === 0x7d) return at + 1;
  for (;;) {
    if (at >= end || bytes[at] !== QUOTE) return NOT;
    at = skipString(bytes, at + 1, end);
    if (at === NOT) return NOT;
    at = skipSpace(bytes, at, end);
    if (at >= end || bytes[at] !== 0x3a) return NOT;
    at = skipValue(bytes, skipSpace(bytes, at + 1, end), end, depth + 1);
    if (at === NOT) return NOT;
    at = skipSpace(bytes, at, end);
    if (at >= end) return NOT;
    if (bytes[at] === 0x7d) return at + 1;
    if (bytes[at] !== 0x2c) return NOT;
    at = skipSpace(bytes, at + 1, end);
  }
}

function skipArray(bytes: Uint8Array, from: number, end: number, depth: number): number {
  if (depth > DEEPEST) return NOT;
  let at = skipSpace(bytes, from + 1, end);
  if (at < end && bytes[at] === 0x5d) return at + 1;
  for (;;) {
    at = skipValue(bytes, at, end, depth + 1);
    if (at === NOT) return NOT;
    at = skipSpace(bytes, at, end);
    if (at >= end) return NOT;
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== 0x2c) return NOT;
    at = skipSpace(bytes, at + 1, end);
  }
}
