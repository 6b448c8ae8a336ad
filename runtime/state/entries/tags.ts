/** What a byte in front of encoded data says follows. Never renumbered: topics hold them. */

/** In front of every entry's value; raised when one could not be read as before. */
export const VERSION = 1;

export const Tag = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** A safe integer of 0 or more: its size as groups of 7 bits, the lowest first. */
  whole: 4,
  /** A safe integer below 0, without its sign. */
  negative: 5,
  /** 8 bytes, the highest first; −0 too. */
  double: 6,
  nan: 7,
  /** A bigint as text. */
  big: 8,
  /** Length and UTF-8. */
  text: 9,
  /** A string that UTF-8 cannot say: length and 2 bytes a unit. */
  units: 10,
  bytes: 11,
  decimal: 12,
  timestamp: 13,
  date: 14,
  time: 15,
  interval: 16,
  array: 17,
  map: 18,
  set: 19,
  /** An object by its members' names. */
  object: 20,
  /** A row: its members without their names, as `ROW` has them. */
  row: 21,
  /** A row that also has the time it had, and one that also carries its record. */
  rowWas: 22,
  rowRecord: 23,
  rowWasRecord: 24,
} as const;

/** Members of a row that all rows have, in the order in which they are written. */
export const ROW = ['values', 'time', 'late', 'topic', 'partition', 'offset', 'key', 'headers', 'deleted'] as const;
