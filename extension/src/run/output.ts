/** Reads what `ferris-sql stream --blocks` prints: schemas, rows in counted blocks, and how it is going. */

export interface Schema {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What the statement writes to. */
  readonly topic: string;
  /** Its number among those whose rows are shown, from 0. */
  readonly query: number;
  /** Index of the statement in its text. */
  readonly statement: number;
  readonly name: string;
  readonly kind: 'stream' | 'table';
  /** Whether the statement gives its rows their keys, by grouping for instance; else they have those of what was read. */
  readonly keyed: boolean;
}

export interface Progress {
  /** Counts since the start. */
  readonly in: number;
  readonly out: number;
  readonly late: number;
  readonly failed: number;
  /** Milliseconds since the epoch; null before the first record. */
  readonly watermark: number | null;
  /** Records that are there and not yet worked off; null while that is not known. */
  readonly lag: number | null;
  /** Records a second over the last minute. */
  readonly rate: number;
  /**
   * Milliseconds from a record being read to its results being put out: the longest since the last time (null without
   * records), and the 99th percentile of the last minute.
   */
  readonly latency: { readonly now: number | null; readonly p99: number };
  /** Milliseconds of the process when this was so. */
  readonly elapsed: number;
}

/** Rows of one query as they were printed: a line each. Nobody looks into them before they are shown. */
export interface PrintedBlock {
  readonly query: number;
  readonly rows: number;
  /** Rows left out before these. */
  readonly skipped: number;
  /** Their lines; a buffer of its own. */
  readonly lines: Uint8Array<ArrayBuffer>;
}

interface OutputEvents {
  schema(schema: Schema): void;
  block(block: PrintedBlock): void;
  progress(progress: Progress): void;
  /** Something else, to be shown as it is. */
  text(line: string): void;
}

interface Told {
  readonly schema?: Schema;
  readonly status?: Progress;
  readonly block?: Pick<PrintedBlock, 'query' | 'rows' | 'skipped'> & { readonly bytes: number };
}

/** A longer line without an end is not one of ours: bytes. */
const LONGEST_LINE = 1024 * 1024;
const NEWLINE = 10;

/** @returns takes what the process printed, in chunks of any size */
export function outputReader(events: OutputEvents): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  let line: Uint8Array[] = [];
  let lineLength = 0;
  let block: { readonly head: NonNullable<Told['block']>; readonly lines: Uint8Array<ArrayBuffer> } | undefined;
  let filled = 0;

  const endBlock = (): void => {
    if (!block || filled < block.lines.length) return;
    const { query, rows, skipped } = block.head;
    events.block({ query, rows, skipped, lines: block.lines });
    block = undefined;
  };
  const endLine = (): void => {
    const text = line.map(piece => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
    line = [];
    lineLength = 0;
    const told = readLine(text);
    if (told?.block) {
      block = { head: told.block, lines: new Uint8Array(told.block.bytes) };
      filled = 0;
      endBlock();
    } else if (told?.status) events.progress(told.status);
    else if (told?.schema) events.schema(told.schema);
    else if (text.trim() !== '') events.text(text.replace(/\r$/, ''));
  };
  return chunk => {
    for (let at = 0; at < chunk.length; ) {
      if (block) {
        const piece = chunk.subarray(at, at + block.lines.length - filled);
        block.lines.set(piece, filled);
        filled += piece.length;
        at += piece.length;
        endBlock();
        continue;
      }
      const end = chunk.indexOf(NEWLINE, at);
      const piece = chunk.subarray(at, end < 0 ? chunk.length : end);
      line.push(piece);
      lineLength += piece.length;
      at += piece.length + (end < 0 ? 0 : 1);
      if (lineLength > LONGEST_LINE) {
        events.text(`a line of more than ${LONGEST_LINE} bytes was left out`);
        line = [];
        lineLength = 0;
      } else if (end >= 0) endLine();
    }
  };
}

/** Undefined for a line that is none of ours. */
function readLine(text: string): Told | undefined {
  if (!/^\{"(?:block|status|schema)":/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Told;
  } catch {
    return undefined;
  }
}
