/** What a selection grows to from a cursor: word, expression, clause, query, statement, statement with its hints, file. */
import type { Analysis, Statement } from '../../analyze.ts';
import { type Token, tokensOf } from '../../grammar/parse.ts';
import { allNodes } from '../../rules/sql/syntax-nodes.ts';
import type { HintLine, Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { hull, placeOf } from './nodes.ts';

/** From inside out, each within the next and greater than it; the last one is the file. */
export function selectionsAt(text: string, { pieces, statements }: Analysis, offset: number): readonly Span[] {
  const file = { start: 0, end: text.length };
  const piece = pieceAt(pieces, offset);
  if (!piece) return [file];
  const candidates = [file, ...ofPiece(text, piece), ...ofTokens(text, piece, offset)];
  const statement = statements.find(one => one.piece === piece);
  if (statement) candidates.push(...ofStatement(statement));
  for (const block of piece.hintBlocks)
    if (block.lines.length > 0) candidates.push(block.span, ...block.lines.flatMap(ofHint));
  for (const hint of piece.strayHints) candidates.push(...ofHint(hint));
  return nested(candidates, offset);
}

/** The one whose text the offset touches: between two, the one that begins there. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.span.end < offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low];
}

/** The statement without and with what stands above it, with and without its `;`. */
function ofPiece(text: string, { span, body, terminated }: Piece): readonly Span[] {
  if (body.end <= body.start) return [];
  const end = terminated ? span.end : body.end;
  const above = span.start + (/\S/.exec(text.slice(span.start, body.start))?.index ?? body.start - span.start);
  return [body, { start: body.start, end }, { start: above, end }];
}

/** Every node, and the lists of a query, which are none. */
function ofStatement(statement: Statement): readonly Span[] {
  const spans: (Span | undefined)[] = [];
  const list = (nodes: readonly Parameters<typeof placeOf>[0][]): void => {
    spans.push(hull(placeOf(nodes[0], statement), placeOf(nodes.at(-1), statement)));
  };
  for (const node of statement.syntax.statement ? allNodes(statement.syntax.statement) : []) {
    spans.push(placeOf(node, statement));
    if (node.$type === 'Query' && 'items' in node && Array.isArray(node.items)) list(node.items);
    else if (node.$type === 'Create' && 'elements' in node && Array.isArray(node.elements)) list(node.elements);
  }
  return spans.filter(span => span !== undefined);
}

const ofHint = ({ span, keySpan, valueSpan }: HintLine): readonly Span[] => [
  span,
  keySpan,
  ...(valueSpan ? [valueSpan, { start: keySpan.start, end: valueSpan.end }] : []),
];

/** The token at the cursor, the word in it, and the brackets around it with and without themselves. */
function ofTokens(text: string, piece: Piece, offset: number): readonly Span[] {
  const at = piece.span.start;
  const tokens = tokensOf(text.slice(at, piece.span.end)).map(({ kind, start, end }) => ({
    kind,
    start: start + at,
    end: end + at,
  }));
  const spans: Span[] = [];
  for (const token of tokens) {
    if (offset < token.start || token.end < offset) continue;
    spans.push(token, ...wordsAt(text, token, offset));
    if (QUOTED.test(token.kind)) spans.push({ start: token.start + 1, end: token.end - 1 });
    if (token.kind === 'LINE_COMMENT') spans.push(commentBlock(text, tokens, token));
  }
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind === '(' || token.kind === '[') open.push(token);
    else if (token.kind === ')' || token.kind === ']') {
      const begin = open.pop();
      if (begin) spans.push({ start: begin.start, end: token.end }, trimmed(text, begin.end, token.start));
    }
  }
  return spans;
}

const QUOTED = /^(?:STRING|DOUBLE_QUOTED|QUOTED)$/;

/** Within a token of several words: a comment, a string, a hint. */
function wordsAt(text: string, { start, end }: Span, offset: number): readonly Span[] {
  let from = offset;
  while (from > start && WORD.test(text[from - 1]!)) from--;
  let to = offset;
  while (to < end && WORD.test(text[to]!)) to++;
  return to > from ? [{ start: from, end: to }] : [];
}

const WORD = /[\w$\u0080-\uFFFF]/;

/** Comments on lines that follow one another. */
function commentBlock(text: string, tokens: readonly Token[], comment: Token): Span {
  const index = tokens.indexOf(comment);
  const isNext = (a: Token | undefined, b: Token | undefined): boolean =>
    a?.kind === comment.kind && b?.kind === comment.kind && /^(?:\r\n|\r|\n)[ \t]*$/.test(text.slice(a.end, b.start));
  let first = index;
  while (isNext(tokens[first - 1], tokens[first])) first--;
  let last = index;
  while (isNext(tokens[last], tokens[last + 1])) last++;
  return { start: tokens[first]!.start, end: tokens[last]!.end };
}

function trimmed(text: string, start: number, end: number): Span {
  const inner = text.slice(start, end);
  return { start: start + inner.length - inner.trimStart().length, end: end - (inner.length - inner.trimEnd().length) };
}

/** Those around the offset, each within the next: what overlaps another one in part is left out. */
function nested(spans: readonly Span[], offset: number): readonly Span[] {
  const around = spans
    .filter(({ start, end }) => start <= offset && offset <= end && end > start)
    .toSorted((a, b) => b.end - b.start - (a.end - a.start));
  const chain: Span[] = [];
  for (const span of around) {
    const last = chain.at(-1);
    if (last && (span.start < last.start || span.end > last.end)) continue;
    if (last && span.start === last.start && span.end === last.end) continue;
    chain.push(span);
  }
  return chain.length > 0 ? chain.reverse() : [{ start: offset, end: offset }];
}
