/** A row in the panel, as it was printed; what is found out about it is kept beside it. */
import { type Row, readRow } from './row.ts';

export interface Entry {
  /** Among all rows of its query, from 0. */
  readonly number: number;
  readonly line: string;
  /** JSON text of its key; undefined without one. */
  readonly key: string | undefined;
  /** Its value is null: what its key stood for is gone. */
  readonly deletion: boolean;
}

/** Rows that are drawn, filtered by or sorted by are decoded once; memory for those that are not kept is given back. */
const decoded = new WeakMap<Entry, Row>();

export function rowOf(entry: Entry): Row {
  let row = decoded.get(entry);
  if (!row) {
    row = readRow(entry.line);
    decoded.set(entry, row);
  }
  return row;
}

const BEFORE_KEY = ',"key":';
const BEHIND_KEY = ',"value":';

/** The key's text is found without decoding the line, which would cost every row ten times as much. */
export function entryOf(number: number, line: string): Entry {
  const before = line.indexOf(BEFORE_KEY);
  const start = before + BEFORE_KEY.length;
  const end = before < 0 ? 0 : endOfJson(line, start);
  if (before < 0 || !line.startsWith(BEHIND_KEY, end)) return { number, line, key: undefined, deletion: false };
  const key = line.slice(start, end);
  return {
    number,
    line,
    key: key === 'null' ? undefined : key,
    deletion: line.startsWith('null', end + BEHIND_KEY.length),
  };
}

/** Behind the JSON value that begins at `start`. */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"') i = endOfString(text, i);
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (char === ',' && depth === 0) return i;
    if (depth < 0) return i;
  }
  return text.length;
}

/** The closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
