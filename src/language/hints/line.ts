/** Reads one hint line: key and value with exact ranges, also while it is being typed (`-- @ferris:sc`). */
import type { HintLine } from '../text/scan.ts';

/** How a hint line begins; the grammar's HINT terminal says the same. */
const OPENING = /^--[ \t]*@ferris:/;

/** Whether a `--` comment (its text from `--` on) is a hint line. */
export const isHintLine = (comment: string): boolean => OPENING.test(comment);

/**
 * @param line the line from `--` to its end, without the line break; one that `isHintLine`
 * @param offset where the line's `--` stands in the file: added to every range
 */
export function parseHintLine(line: string, offset: number): HintLine {
  const opening = OPENING.exec(line)?.[0].length ?? line.length;
  const keyStart = skipSpace(line, opening);
  let keyEnd = keyStart;
  while (keyEnd < line.length && line[keyEnd] !== '=' && !isSpace(line, keyEnd)) keyEnd++;
  const key = line.slice(keyStart, keyEnd);
  const afterKey = skipSpace(line, keyEnd);
  const span = { start: offset, end: offset + line.length };
  const keySpan =
    key === ''
      ? { start: offset + opening, end: offset + opening }
      : { start: offset + keyStart, end: offset + keyEnd };
  if (line[afterKey] !== '=') return { span, key, keySpan, value: undefined, valueSpan: undefined };
  const behindEquals = afterKey + 1;
  const comment = /\s#(?=\s)/.exec(line.slice(behindEquals));
  let end = comment ? behindEquals + comment.index : line.length;
  const start = Math.min(skipSpace(line, behindEquals), end);
  while (end > start && isSpace(line, end - 1)) end--;
  const value = line.slice(start, end);
  const valueSpan =
    value === ''
      ? { start: offset + behindEquals, end: offset + behindEquals }
      : { start: offset + start, end: offset + end };
  return { span, key, keySpan, value, valueSpan };
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text[at] ?? '');

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text, at)) at++;
  return at;
}
