/** What stands in front of a statement: comments, annotations and hints, from the first column on. */
import { type Token, tokensOf } from '../grammar/parse.ts';
import { orderedHints } from './hint-order.ts';
import { breaksBetween } from './token-list.ts';

/** Comments that share a line. */
interface Row {
  readonly text: string;
  /** A hint and nothing else. */
  readonly hint: boolean;
  readonly blankBefore: boolean;
}

/**
 * The space and the comments between two statements, one empty line after the first of them. An empty line within stays,
 * and none is added: they decide whose a block of hints is.
 * @param text from the end of the statement before to the first token of the next, or to the end of the file
 * @param place where it stands: no empty line opens a file, no statement follows at its end
 */
export function formatFront(
  text: string,
  place: { readonly first: boolean; readonly last: boolean },
  eol: string,
): string {
  const comments = tokensOf(text);
  const beside = place.first ? 0 : countBeside(text, comments);
  const rows = rowsOf(text, comments.slice(beside));
  const opening = place.first
    ? text.startsWith(BYTE_ORDER_MARK)
      ? BYTE_ORDER_MARK
      : ''
    : comments
        .slice(0, beside)
        .map(one => ` ${textOf(text, one)}`)
        .join('') + eol;

  const parts = [opening];
  if (!place.first && (rows.length > 0 || !place.last)) parts.push(eol);
  const written = withHintsInOrder(rows);
  for (const [i, row] of written.entries()) {
    if (i > 0) parts.push(row.blankBefore ? eol + eol : eol);
    parts.push(row.text);
  }
  const end = comments.at(-1)?.end ?? 0;
  if (rows.length > 0) {
    const breaks = breaksBetween(text, end, text.length);
    // A statement may stand behind a comment on its line.
    parts.push(place.last ? eol : breaks > 1 ? eol + eol : breaks > 0 ? eol : ' ');
  }
  return parts.join('');
}

const BYTE_ORDER_MARK = '\uFEFF';

const textOf = (text: string, { start, end }: Token): string => text.slice(start, end).trimEnd();

/** Comments on the line where the statement before ends: they speak of it. */
function countBeside(text: string, comments: readonly Token[]): number {
  let at = 0;
  for (const [i, { start, end }] of comments.entries()) {
    if (breaksBetween(text, at, start) > 0) return i;
    at = end;
  }
  // What is followed by a statement on the same line speaks of that one.
  const last = comments.at(-1);
  return last && last.kind === 'BLOCK_COMMENT' && at < text.length && breaksBetween(text, at, text.length) === 0
    ? comments.length - 1
    : comments.length;
}

function rowsOf(text: string, comments: readonly Token[]): readonly Row[] {
  const rows: Row[] = [];
  let end = 0;
  for (const comment of comments) {
    const breaks = breaksBetween(text, end, comment.start);
    const before = rows.at(-1);
    if (before && breaks === 0)
      rows[rows.length - 1] = { ...before, text: `${before.text} ${textOf(text, comment)}`, hint: false };
    else rows.push({ text: textOf(text, comment), hint: comment.kind === 'HINT', blankBefore: breaks > 1 });
    end = comment.end;
  }
  return rows;
}

/** Hints change places with their neighbours only: a comment between them is a heading of what is below it. */
function withHintsInOrder(rows: readonly Row[]): readonly Row[] {
  const out: Row[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    to++;
    while (rows[from]!.hint && rows[to]?.hint && !rows[to]!.blankBefore) to++;
    const run = rows.slice(from, to);
    const texts = rows[from]!.hint ? orderedHints(run.map(row => row.text)) : run.map(row => row.text);
    for (const [i, text] of texts.entries()) out.push({ ...run[i]!, text });
  }
  return out;
}
