/** Lines of a text, as far as an edit has to know them. */
import type { Piece } from '../../text/scan.ts';

/** What ends the lines of a text. */
export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Where the line begins in which an offset is. */
export function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** Spaces and tabs that the line of an offset begins with. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(startOfLine(text, offset), offset))![0];

/** Whether a line can be put above a statement: not where the one before it was left open, and only a new statement ends it. */
export const takesLinesAbove = (text: string, { span }: Piece): boolean =>
  span.start === 0 || text[span.start - 1] === ';';

/** White space and comments, as a part of a regular expression. */
export const GAP = String.raw`(?:\s|--[^\r\n]*|/\*[^]*?\*/)*`;
