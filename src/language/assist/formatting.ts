/** A file, a selection or a statement just ended in its canonical form, as small edits: cursors stay where they are. */
import { type Edit, rewrite } from '../format/format.ts';
import { addEdit, smallEdits } from '../format/small-edits.ts';
import type { Piece } from '../text/scan.ts';
import type { Span } from '../text/span.ts';

/** Statements with syntax errors stay as they are. @param pieces of the text */
export const formatFile = (text: string, pieces: readonly Piece[]): readonly Edit[] => edits(text, pieces, () => true);

/**
 * Whole statements, with the comments and hints in front of them: all that the selection has a part of, or the one that
 * an empty selection stands in.
 */
export function formatSelection(text: string, pieces: readonly Piece[], { start, end }: Span): readonly Edit[] {
  return edits(text, pieces, ({ span }, i) => {
    const from = i === 0 ? span.start : afterSpace(text, span);
    return start === end ? from <= start && start <= span.end : from < end && start < span.end;
  });
}

/**
 * The statement that a `;` has just ended, without what stands above it: one who types looks at the line.
 * @param offset behind the `;`
 */
export function formatEnded(text: string, pieces: readonly Piece[], offset: number): readonly Edit[] {
  const ended = pieces.find(({ span }) => span.end >= offset);
  if (!ended?.terminated || ended.span.end !== offset) return [];
  const { parts } = rewrite(text, pieces, piece => piece === ended);
  // Nor anything behind it: a line break that a file should end with would take the cursor along.
  return small(
    text,
    parts.filter(({ span }) => span.start === ended.body.start),
  ).filter(({ span }) => span.start < offset);
}

function edits(
  text: string,
  pieces: readonly Piece[],
  wanted: (piece: Piece, index: number) => boolean,
): readonly Edit[] {
  const chosen = new Set(pieces.filter(wanted));
  return small(text, rewrite(text, pieces, piece => chosen.has(piece)).parts);
}

function small(text: string, parts: readonly Edit[]): readonly Edit[] {
  const all: Edit[] = [];
  for (const { span, text: written } of parts)
    for (const edit of smallEdits(text.slice(span.start, span.end), written, span.start)) addEdit(all, edit);
  return all;
}

/** Where something stands in a piece: the space in front of it belongs to nobody. */
function afterSpace(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && /\s/.test(text[at]!)) at++;
  return at;
}
