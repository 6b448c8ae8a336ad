/** Says what a cursor stands in, from the pieces alone: a hint's key or value, a comment, a string, or the SQL itself. */
import type { Annotation } from '../annotations/line.ts';
import type { HintLine, Piece } from '../text/scan.ts';
import type { Span } from '../text/span.ts';
import { annotationAt, isInValue, startedName } from './annotations.ts';

export type Place =
  | { readonly kind: 'hint-key'; readonly hint: HintLine; readonly piece: Piece }
  | { readonly kind: 'hint-value'; readonly hint: HintLine; readonly span: Span; readonly piece: Piece }
  /** Behind `--`, where nothing but the start of `@ferris:` is written so far; `span` covers that start. */
  | { readonly kind: 'hint-marker'; readonly span: Span }
  /** In the name of an annotation, or where one may begin: `typed` is its part before the cursor, `span` all of it. */
  | {
      readonly kind: 'annotation-name';
      readonly typed: string;
      readonly span: Span;
      readonly piece: Piece | undefined;
      /** The whole line when it is one already. */
      readonly annotation: Annotation | undefined;
    }
  | { readonly kind: 'annotation-value'; readonly annotation: Annotation }
  | { readonly kind: 'comment' }
  /** `span` is what stands between the quotes; without an end when it is still open. `quote` is the mark. */
  | { readonly kind: 'string'; readonly piece: Piece | undefined; readonly span: Span; readonly quote: string }
  /** `word` covers the letters around the cursor, empty where there are none. */
  | { readonly kind: 'sql'; readonly piece: Piece | undefined; readonly word: Span };

export function placeAt(text: string, pieces: readonly Piece[], offset: number): Place {
  const piece =
    pieces.find(one => offset <= one.span.end && (offset < one.span.end || !one.terminated)) ?? pieces.at(-1);
  if (piece) {
    const hint = hintsOf(piece).find(line => line.span.start <= offset && offset <= line.span.end);
    if (hint) return placeInHint(hint, piece, offset);
    const annotation = annotationAt(piece, offset);
    if (annotation) return placeInAnnotation(text, annotation, piece, offset);
  }
  return placeInText(text, piece, offset);
}

/** Every hint line of a piece, misplaced ones included. */
export const hintsOf = (piece: Piece): readonly HintLine[] => [
  ...piece.hintBlocks.flatMap(block => block.lines),
  ...piece.strayHints,
];

function placeInHint(hint: HintLine, piece: Piece, offset: number): Place {
  if (hint.valueSpan && offset >= hint.valueSpan.start) {
    // Behind the value (in its trailing comment) nothing is offered.
    return offset <= hint.valueSpan.end || hint.value === ''
      ? { kind: 'hint-value', hint, span: hint.valueSpan, piece }
      : { kind: 'comment' };
  }
  if (offset >= hint.keySpan.start && offset <= hint.keySpan.end) return { kind: 'hint-key', hint, piece };
  return { kind: 'comment' };
}

function placeInAnnotation(text: string, annotation: Annotation, piece: Piece, offset: number): Place {
  const { nameSpan: span } = annotation;
  if (offset >= span.start && offset <= span.end)
    return { kind: 'annotation-name', typed: text.slice(span.start, offset), span, piece, annotation };
  return isInValue(annotation, offset) ? { kind: 'annotation-value', annotation } : { kind: 'comment' };
}

/** Walks the piece once, as the scanner does, to the token that holds the cursor. */
function placeInText(text: string, piece: Piece | undefined, offset: number): Place {
  TOKEN.lastIndex = piece?.span.start ?? 0;
  for (let match = TOKEN.exec(text); match && match.index < offset; match = TOKEN.exec(text)) {
    const end = match.index + match[0].length;
    if (end < offset) continue;
    const [token] = match;
    if (token.startsWith('--')) {
      const marker = /^--[ \t]*(@?[a-z]*)$/.exec(text.slice(match.index, offset));
      if (marker && '@ferris:'.startsWith(marker[1]!) && offset === end)
        return { kind: 'hint-marker', span: { start: offset - marker[1]!.length, end: offset } };
      // Behind the first word of its statement an annotation is a comment like any other.
      const isAbove = !piece || piece.body.end <= piece.body.start || offset <= piece.body.start;
      const typed = isAbove && offset === end ? startedName(text.slice(match.index, offset)) : undefined;
      if (typed === undefined) return { kind: 'comment' };
      const span = { start: offset - typed.length, end: offset };
      return { kind: 'annotation-name', typed, span, piece, annotation: undefined };
    }
    // Behind the closing mark one is out again.
    if (end === offset && closed(token)) break;
    if (token.startsWith('/*')) return { kind: 'comment' };
    const quote = token[0]!;
    const inner = { start: match.index + 1, end: closed(token) ? end - 1 : Math.min(end, endOfLine(text, offset)) };
    return { kind: 'string', piece, span: inner, quote };
  }
  let start = offset;
  while (start > 0 && WORD.test(text[start - 1]!)) start--;
  let end = offset;
  while (end < text.length && WORD.test(text[end]!)) end++;
  return { kind: 'sql', piece, word: { start, end } };
}

const WORD = /[\w$\u0080-\uFFFF]/;
const TOKEN = /--[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?/g;

/** Where an open string ends for a reader. */
function endOfLine(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n,;)]/);
  return end < 0 ? text.length : from + end;
}

const closed = (token: string): boolean =>
  token.startsWith('/*') ? token.length > 3 && token.endsWith('*/') : token.length > 1 && token.endsWith(token[0]!);
