/** What stands where a member's value is, as a scan notes it. */
export const KINDS = {
  MISSING: 0,
  /** Numbers of up to 15 digits are read at once. */
  WHOLE: 1,
  FRACTION: 2,
  /** Other numbers, objects and arrays: their text must be read. */
  TEXT: 3,
  /** Of ASCII, without escapes. */
  PLAIN_STRING: 4,
  UTF8_STRING: 5,
  ESCAPED_STRING: 6,
  TRUE: 7,
  FALSE: 8,
  NULL: 9,
  /** A string that was read as a TIMESTAMP. */
  MOMENT: 10,
} as const;

export const NUMBERS = {
  /** Digits of a number that is exact as a double whatever they are. */
  SAFE_DIGITS: 15,
} as const;
