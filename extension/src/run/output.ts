/** Reads what `ferris-sql stream --format json-lines --metadata` prints: the schema, rows, and how it is going. */

export interface Schema {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What the statement writes to. */
  readonly topic: string;
}

/** Counts since the start. */
export interface Progress {
  readonly in: number;
  readonly out: number;
  readonly late: number;
  readonly failed: number;
  /** Milliseconds since the epoch; null before the first record. */
  readonly watermark: number | null;
}

export interface OutputEvents {
  schema(schema: Schema): void;
  /** The line as it was printed: it is decoded where it is shown, so that numbers stay exact and unseen rows cost nothing. */
  row(line: string): void;
  progress(progress: Progress): void;
  /** Something else, to be shown as it is. */
  text(line: string): void;
}

/** A longer line without an end is not one of ours: characters. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** @returns takes what the process printed, in chunks of any size */
export function outputReader(events: OutputEvents): (chunk: string) => void {
  let rest = '';
  return chunk => {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      readLine(rest + chunk.slice(start, end), events);
      rest = '';
      start = end + 1;
    }
    rest += chunk.slice(start);
    if (rest.length > LONGEST_LINE) {
      events.text(`a line of more than ${LONGEST_LINE} characters was left out`);
      rest = '';
    }
  };
}

function readLine(line: string, events: OutputEvents): void {
  if (line.startsWith('{"topic":')) events.row(line);
  else if (line.startsWith('{"status":')) told(line, 'status', events.progress, events);
  else if (line.startsWith('{"schema":')) told(line, 'schema', events.schema, events);
  else if (line.trim() !== '') events.text(line.replace(/\r$/, ''));
}

function told<T>(line: string, member: 'status' | 'schema', tell: (value: T) => void, events: OutputEvents): void {
  let value: unknown;
  try {
    value = (JSON.parse(line) as Readonly<Record<string, unknown>>)[member];
  } catch {
    events.text(line);
    return;
  }
  tell(value as T);
}
