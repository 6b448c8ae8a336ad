/** Changes of texts in several files, and where a place is after them. */
import type { Span } from '../text/span.ts';

export interface FileEdit {
  readonly path: string;
  /** In the file as it is; empty where something is put in. */
  readonly span: Span;
  readonly text: string;
}

/** By file, in the order of the text. No two touch the same characters. */
export function byFile(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
  const files = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const list = files.get(edit.path);
    if (list) list.push(edit);
    else files.set(edit.path, [edit]);
  }
  for (const list of files.values()) list.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return files;
}

/** @param edits of this text, in its order */
export function applied(text: string, edits: readonly FileEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text: put } of edits) {
    parts.push(text.slice(at, span.start), put);
    at = span.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Where a position is after edits; what is put in at it comes before it. */
export function movedBy(edits: readonly FileEdit[]): (position: number) => number {
  return position => {
    let by = 0;
    for (const { span, text } of edits) {
      if (span.start > position || (span.start === position && span.end > position)) break;
      by += text.length - (span.end - span.start);
    }
    return position + by;
  };
}
