/** Where state goes that does not fit into memory: a file of tables, which is a cache and begins empty. */

/** What stands under a key, in the order in which keys came to be there. */
export interface Spilled {
  readonly key: Uint8Array;
  /** Its place in that order; whole numbers, each once in a table. */
  readonly place: number;
  readonly value: Uint8Array;
}

/** Rows by a number (of a window, say) and a key. All of these throw SpillError. */
export interface SpillTable {
  /** Of a key that is not there. */
  put(id: number, row: Spilled): void;
  get(id: number, key: Uint8Array): Spilled | undefined;
  /** Takes it out. */
  take(id: number, key: Uint8Array): Spilled | undefined;
  /** At most so many of those after a place, in their order. */
  after(id: number, place: number, most: number): readonly Spilled[];
  /** All of the number. */
  drop(id: number): void;
}

export interface SpillFile {
  /** Throws SpillError. */
  table(): SpillTable;
  /** How many bytes of the disk it takes. */
  bytes(): number;
  /** It is no more. */
  close(): void;
}

/** The disk does not take or give what it was asked to. */
export class SpillError extends Error {
  override readonly name = 'SpillError';
}
