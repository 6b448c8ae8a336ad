/** FerrisSQL in its canonical form (DIALECT §3): same meaning, same comments, one layout. */
import { parsePiece } from '../grammar/parse.ts';
import { nameOf } from '../names/text-of.ts';
import { type Piece, scan } from '../text/scan.ts';
import type { Span } from '../text/span.ts';
import { formatFront } from './front.ts';
import { formatStatement, type Reason } from './statement.ts';

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Formatted {
  readonly text: string;
  /** What changes, as little as possible for each statement; in order, without overlaps. */
  readonly edits: readonly Edit[];
  /** Statements that stay as they are, and why. */
  readonly left: readonly { readonly span: Span; readonly why: Reason }[];
}

/** Never throws; linear in the length of the text. Formatting twice changes nothing more. */
export function format(text: string): Formatted {
  const { parts, left } = rewrite(text, scan(text), () => true);
  const edits: Edit[] = [];
  for (const { span, text: written } of parts) change(edits, text, span, written);
  return { text: applied(text, edits), edits, left };
}

/** What is written in place of parts of a text. */
export interface Rewritten {
  /** In order, without overlaps; also where nothing changes. */
  readonly parts: readonly Edit[];
  readonly left: Formatted['left'];
}

/**
 * The front of each wanted piece and its statement in their canonical form.
 * @param pieces of the text
 */
export function rewrite(text: string, pieces: readonly Piece[], wanted: (piece: Piece) => boolean): Rewritten {
  const eol = lineBreakOf(text);
  const declared = declaredFunctions(text, pieces);
  const parts: Edit[] = [];
  const left: { span: Span; why: Reason }[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (!wanted(piece)) continue;
    const { span, body } = piece;
    const before = pieces[i - 1];
    // Where something was left open, the scanner looks at the lines behind it to see where it ends.
    const kept = piece.problems.length > 0 || (before && before.problems.length > 0);
    const empty = body.start === body.end;
    if (!kept && empty && !piece.terminated) {
      parts.push({ span, text: formatFront(cut(text, span), { first: i === 0, last: true }, eol) });
      continue;
    }
    const whole = { start: body.start, end: span.end };
    const result = kept || empty ? { left: 'syntax' as const } : formatStatement(cut(text, whole), declared, eol);
    if ('left' in result) {
      if (!empty) left.push({ span: body, why: result.left });
      continue;
    }
    const front = { start: span.start, end: body.start };
    parts.push({ span: front, text: formatFront(cut(text, front), { first: i === 0, last: false }, eol) });
    parts.push({ span: whole, text: i === pieces.length - 1 ? result.text + eol : result.text });
  }
  return { parts, left };
}

const cut = (text: string, { start, end }: Span): string => text.slice(start, end);

/** CRLF when the first line ends with it. */
function lineBreakOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Names of the functions that a file declares, in upper case. */
function declaredFunctions(text: string, pieces: readonly Piece[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { words, body } of pieces) {
    if (words[0] !== 'CREATE' || !/\bFUNCTION\b/i.test(cut(text, body))) continue;
    const { statement } = parsePiece(cut(text, body)).tree;
    if (statement?.$type === 'CreateFunction' && statement.name) names.add(nameOf(statement.name).toUpperCase());
  }
  return names;
}

/** Notes the change of a part of the text, without what stays the same at its two ends. */
function change(edits: Edit[], text: string, { start, end }: Span, written: string): void {
  if (written.length === end - start && text.startsWith(written, start)) return;
  let from = 0;
  const most = Math.min(written.length, end - start);
  while (from < most && text[start + from] === written[from]) from++;
  let same = 0;
  while (same < most - from && text[end - 1 - same] === written[written.length - 1 - same]) same++;
  edits.push({ span: { start: start + from, end: end - same }, text: written.slice(from, written.length - same) });
}

function applied(text: string, edits: readonly Edit[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const { span, text: written } of edits) {
    parts.push(text.slice(at, span.start), written);
    at = span.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
