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

/** What a scan says of a record besides its members: offsets of whole numbers of 4 bytes. */
export const HEAD = {
  /** Of a record that was left: the member, from 0. */
  member: 0,
  /** Where it begins. */
  at: 4,
  /** Whether there was a byte past ASCII. */
  high: 8,
  /** Of a value that was looked at apart. */
  kind: 12,
  size: 16,
} as const;

/**
 * The minute that a moment was in last: the 16 letters it is written in, and microseconds since 1970. Moments of a stream are
 * near each other.
 */
export const MINUTE = { letters: 0, micros: 16, size: 24 } as const;
