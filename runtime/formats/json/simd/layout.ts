/** Where things stand in the memory that WebAssembly works in. */

const PAGE = 65_536;

/** Of each byte behind a backslash: 1, it is an escape of one letter; of each byte: 2, it is a hexadecimal digit. */
export const TABLE = 0;

/** Regions, which hold a shape and what is noted of its members, or the pieces of rows that are always the same. */
export const REGIONS = 4096;
export const REGIONS_SIZE = 32 * PAGE - REGIONS;

/** Texts of values that were computed, for one row. */
export const COMPUTED = REGIONS + REGIONS_SIZE;
export const COMPUTED_SIZE = PAGE;

/** Rows that are put together. */
export const ROWS = COMPUTED + COMPUTED_SIZE;
export const ROWS_SIZE = PAGE;

/** The record that is scanned. Behind it stand a 0 and what sixteen bytes at a time may read further. */
export const RECORD = ROWS + ROWS_SIZE;
export const LONGEST_RECORD = 16 * PAGE - 64;

export const PAGES = RECORD / PAGE + 16;

/** A shape: offsets of whole numbers of 4 bytes, then its members. */
export const HEAD = {
  count: 0,
  /** Of a record that was left: how many members were not scanned. */
  left: 4,
  /** Where the first of these begins. */
  at: 8,
  /** Whether there was a byte past ASCII. */
  high: 12,
  members: 16,
} as const;

/**
 * A member of a shape: its name with its quotes, where its value is noted, the member after it. Of a moment also the minute
 * that was read last, as the 16 letters it is written in and in microseconds since 1970: moments of a stream are near each other.
 */
export const MEMBER = {
  length: 0,
  kind: 4,
  start: 8,
  end: 12,
  number: 16,
  scale: 20,
  next: 24,
  isMoment: 28,
  minute: 32,
  minuteMicros: 48,
  name: 64,
} as const;
