/** The last rows of a run, in the blocks in which they came: as many as a panel shows, however many there were. */
import type { PrintedBlock } from './output.ts';

export interface RowBlock {
  readonly query: number;
  /** The number of its first row among all of its query, from 0; rows that were left out are counted. */
  readonly first: number;
  readonly rows: number;
  /** A line each. */
  readonly lines: Uint8Array<ArrayBuffer>;
}

export interface KeptRows {
  /** All rows so far, also those left out. */
  readonly total: number;
  /** The same of each query. */
  readonly totals: readonly number[];
  add(block: PrintedBlock): void;
  /** Blocks from number `from` on (the first one of the run is 0), as far as they are kept; at most `bytes` and one block more. */
  since(from: number, bytes: number): { readonly blocks: readonly RowBlock[]; readonly next: number };
  /** The number of the next block to come. */
  readonly next: number;
}

/**
 * @param most how many rows are kept of each query
 * @param mostBytes of all of them together
 */
export function keptRows(most: number, mostBytes: number): KeptRows {
  const blocks: RowBlock[] = [];
  /** How many blocks are gone. */
  let gone = 0;
  let bytes = 0;
  const totals: number[] = [];
  const kept: number[] = [];
  const dropOldest = (): void => {
    const [oldest] = blocks.splice(0, 1);
    gone++;
    bytes -= oldest!.lines.length;
    kept[oldest!.query]! -= oldest!.rows;
  };
  return {
    get total() {
      return totals.reduce((sum, one) => sum + one, 0);
    },
    get next() {
      return gone + blocks.length;
    },
    totals,
    add({ query, rows, skipped, lines }) {
      const first = (totals[query] ?? 0) + skipped;
      totals[query] = first + rows;
      kept[query] = (kept[query] ?? 0) + rows;
      bytes += lines.length;
      blocks.push({ query, first, rows, lines });
      // A quiet query keeps its rows while another one floods: what is dropped is of one that has more than enough.
      while (blocks.length > 1 && (bytes > mostBytes || hasTooMany(blocks[0]!))) dropOldest();
    },
    since(from, limit) {
      const taken: RowBlock[] = [];
      let size = 0;
      let next = Math.max(from, gone);
      for (; next < gone + blocks.length && size < limit; next++) {
        const block = blocks[next - gone]!;
        taken.push(block);
        size += block.lines.length;
      }
      return { blocks: taken, next };
    },
  };

  function hasTooMany({ query, rows }: RowBlock): boolean {
    return kept[query]! - rows >= most;
  }
}
