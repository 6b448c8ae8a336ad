/** From a text to the same text laid out otherwise, in edits so small that cursors and marks in it stay where they are. */
import { type Token, tokensOf } from '../grammar/parse.ts';
import type { Span } from '../text/span.ts';
import type { Edit } from './format.ts';
import { longestCommon } from './longest-common.ts';

/**
 * Tokens that both have stay; what differs is mostly the space between them.
 * @param offset where `before` begins in its file: positions of the edits count from the file's start
 * @returns in order, without overlaps; two never touch
 */
export function smallEdits(before: string, after: string, offset = 0): readonly Edit[] {
  if (before === after) return [];
  const old = tokensOf(before);
  const now = tokensOf(after);
  const pairs = longestCommon(
    old.map(token => sameness(before, token)),
    now.map(token => sameness(after, token)),
  );
  const edits: Edit[] = [];
  let from = 0;
  let to = 0;
  const between = (end: number, endNow: number): void =>
    note(edits, before, { start: from, end }, after.slice(to, endNow));
  for (const [i, j] of pairs) {
    const [a, b] = [old[i]!, now[j]!];
    between(a.start, b.start);
    const written = after.slice(b.start, b.end);
    if (before.slice(a.start, a.end) !== written)
      addEdit(edits, { span: { start: a.start, end: a.end }, text: written });
    from = a.end;
    to = b.end;
  }
  between(before.length, after.length);
  return edits.map(({ span, text }) => ({ span: { start: span.start + offset, end: span.end + offset }, text }));
}

/** A word stays the same word in another case; a comment without the space at its end. */
const sameness = (text: string, { kind, start, end }: Token): string => {
  const written = text.slice(start, end);
  return kind === 'HINT' || kind === 'LINE_COMMENT' ? written.trimEnd() : written.toUpperCase();
};

/** Notes the change of what stands between two tokens, without what stays the same at its two ends. */
function note(edits: Edit[], before: string, { start, end }: Span, written: string): void {
  const was = before.slice(start, end);
  if (was === written) return;
  const most = Math.min(was.length, written.length);
  let head = 0;
  while (head < most && was[head] === written[head]) head++;
  let tail = 0;
  while (tail < most - head && was.at(-1 - tail) === written.at(-1 - tail)) tail++;
  // No editor has a place between the two characters of a line break, or of one beyond the basic plane.
  while (head > 0 && (splits(was, head) || splits(written, head))) head--;
  while (tail > 0 && (splits(was, was.length - tail) || splits(written, written.length - tail))) tail--;
  addEdit(edits, { span: { start: start + head, end: end - tail }, text: written.slice(head, written.length - tail) });
}

const splits = (text: string, at: number): boolean =>
  /^(?:\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/.test(text.slice(at - 1, at + 1));

/** Notes an edit behind those before it. Edits that touch become one: who applies them need not know their order. */
export function addEdit(edits: Edit[], { span, text }: Edit): void {
  const last = edits.at(-1);
  if (last?.span.end === span.start)
    edits[edits.length - 1] = { span: { start: last.span.start, end: span.end }, text: last.text + text };
  else edits.push({ span, text });
}
