/** How far a new line is indented: as the formatter would lay out what stands above it. */
import type { Edit } from '../format/format.ts';
import { type Token, tokensOf } from '../grammar/parse.ts';
import type { Piece } from '../text/scan.ts';

const STEP = 2;

/**
 * The change of the white space at the head of the line that a line break has just begun; none in strings and comments,
 * and none among the comments above a statement.
 * @param offset anywhere in that white space, or where it ends
 */
export function indentNewLine(text: string, pieces: readonly Piece[], offset: number): readonly Edit[] {
  const start = lineStart(text, offset);
  const end = afterBlanks(text, start);
  if (offset > end) return [];
  const piece = pieces.find(({ span }) => span.start < start && start <= span.end);
  if (!piece || piece.problems.length > 0) return [];
  const behindOther = text.slice(piece.span.start, start).trim() === '';
  if (start <= piece.body.start && !behindOther) return [];
  const width = behindOther ? 0 : widthAt(text, piece, start, end);
  if (width === undefined || text.slice(start, end) === ' '.repeat(width)) return [];
  return [{ span: { start, end }, text: ' '.repeat(width) }];
}

/** What is open at some place of a statement: the statement itself, brackets, a CASE. */
interface Level {
  /** Of the line on which it opens. */
  readonly indent: number;
  /** What stands in it is a query, whose clauses begin at its left end. */
  query: boolean;
}

/** Undefined: the line begins within a string, a comment or a function's body. */
function widthAt(text: string, piece: Piece, start: number, end: number): number | undefined {
  const base = piece.body.start;
  const tokens = tokensOf(text.slice(base, piece.span.end));
  const levels: Level[] = [{ indent: indentOf(text, base), query: true }];
  let last: Token | undefined;
  for (const token of tokens) {
    if (base + token.start >= start) break;
    if (base + token.end > start) return undefined;
    if (isComment(token)) continue;
    last = token;
    if (OPENS.has(token.kind)) levels.push({ indent: indentOf(text, base + token.start), query: false });
    else if (CLOSES.has(token.kind) && levels.length > 1) levels.pop();
    else if (token.kind === 'SELECT') levels.at(-1)!.query = true;
  }
  const level = levels.at(-1)!;
  const inner = levels.length > 1 ? level.indent + STEP : level.indent;
  const next = tokensOf(text.slice(end, lineEnd(text, end)))[0]?.kind;
  if (next !== undefined && CLOSES.has(next) && levels.length > 1) return level.indent;
  if (!level.query || !last || !goesOn(last.kind)) return inner;
  // What goes on stands further in than the clause it is of, and items of a list below one another.
  return Math.max(inner + STEP, last.kind === ',' ? indentOf(text, base + last.start) : 0);
}

const OPENS: ReadonlySet<string> = new Set(['(', '[', 'CASE']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', 'END']);

const isComment = ({ kind }: Token): boolean => kind === 'LINE_COMMENT' || kind === 'BLOCK_COMMENT' || kind === 'HINT';

/** Something must follow it before a clause can begin. */
const goesOn = (kind: string): boolean => UNFINISHED.has(kind);

const UNFINISHED: ReadonlySet<string> = new Set([
  ...[',', '+', '-', '*', '/', '%', '||', '=', '<>', '!=', '<', '<=', '>', '>=', 'AND', 'OR', 'NOT'],
  ...[
    'SELECT',
    'DISTINCT',
    'FROM',
    'WHERE',
    'BY',
    'HAVING',
    'ON',
    'JOIN',
    'IN',
    'LIKE',
    'BETWEEN',
    'WHEN',
    'THEN',
    'ELSE',
  ],
]);

const indentOf = (text: string, offset: number): number => {
  const start = lineStart(text, offset);
  return afterBlanks(text, start) - start;
};

function lineStart(text: string, offset: number): number {
  let at = Math.min(offset, text.length);
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function afterBlanks(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
