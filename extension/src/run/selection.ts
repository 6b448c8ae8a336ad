/** Which statements a selection means, and the text that is run for a part of one. Pure, so that it is tested without a window. */

/** Offsets in the text, the end behind the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Selected<S> =
  /** One query inside a statement: `text` is the whole file with the rest of that statement blanked, so places stay true. */
  | { readonly kind: 'part'; readonly statement: S; readonly text: string }
  | { readonly kind: 'statements'; readonly statements: readonly S[] };

/** A word that happens to be marked is not meant to be run. */
const QUERY = /^\s*\(?\s*(?:SELECT|WITH)\b/i;

/** @param statements each from its first token to its last */
export function selected<S extends { readonly span: Span }>(
  text: string,
  selection: Span,
  statements: readonly S[],
): Selected<S> {
  const touched = statements.filter(({ span }) => span.start < selection.end && span.end > selection.start);
  const [only, ...others] = touched;
  const isPart =
    only !== undefined && others.length === 0 && (selection.start > only.span.start || selection.end < only.span.end);
  if (!isPart || !QUERY.test(text.slice(selection.start, selection.end)))
    return { kind: 'statements', statements: touched };
  const { start, end } = only.span;
  const kept = { start: Math.max(start, selection.start), end: Math.min(end, selection.end) };
  return {
    kind: 'part',
    statement: only,
    text:
      text.slice(0, start) +
      blank(text.slice(start, kept.start)) +
      text.slice(kept.start, kept.end) +
      blank(text.slice(kept.end, end)) +
      text.slice(end),
  };
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
