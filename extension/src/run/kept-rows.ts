/** The last rows of a run, as many as a panel shows, however many there were. */

export interface KeptRows {
  /** All rows so far. */
  readonly total: number;
  add(line: string): void;
  /** The rows from number `from` (the first is 0) on, as far as they are kept, in order. */
  since(from: number): { readonly first: number; readonly lines: readonly string[] };
}

/** @param most how many are kept */
export function keptRows(most: number): KeptRows {
  const ring: string[] = [];
  let total = 0;
  return {
    get total() {
      return total;
    },
    add(line) {
      ring[total % most] = line;
      total++;
    },
    since(from) {
      const first = Math.max(from, total - most, 0);
      const lines: string[] = [];
      for (let i = first; i < total; i++) lines.push(ring[i % most]!);
      return { first, lines };
    },
  };
}
