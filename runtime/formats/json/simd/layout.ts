/** Where things stand in the memory of the scan: a table of bytes, regions of scanners, the record that is scanned. */

const PAGE = 65_536;
export const PAGES = 34;

/** Of each byte behind a backslash: 1, it is an escape of one letter; of each byte: 2, it is a hexadecimal digit. */
export const TABLE = 0;

/** A region holds a shape and what is noted of its members. */
export const REGION = 8192;
export const REGIONS = 127;
export const FIRST_REGION = REGION;

export const RECORD = FIRST_REGION + REGIONS * REGION;
/** In bytes. Behind it stand a 0 and what sixteen bytes at a time may read further. */
export const LONGEST_RECORD = PAGES * PAGE - RECORD - 64;

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

/** A member of a shape: its name with its quotes, where its value is noted, the member after it. */
export const MEMBER = { length: 0, kind: 4, start: 8, end: 12, number: 16, scale: 20, next: 24, name: 32 } as const;
