/** The coloured words of a file or of a part of it as the protocol sends them: each by its distance from the one before. */
import type { Analysis, Statement } from '../../analyze.ts';
import type { Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { type PieceTokens, tokensOfPiece, tokensOfStatement } from './piece-tokens.ts';

/** @param range only the tokens of lines that it touches, in offsets; undefined: all */
export function semanticTokens(text: string, { pieces, statements }: Analysis, range?: Span): number[] {
  const data: number[] = [];
  let [line, column, lastLine, lastColumn] = [0, 0, 0, 0];
  let next = 0;
  for (const piece of pieces) {
    if (range && piece.span.start > range.end) break;
    const statement = statements[next]?.piece === piece ? statements[next++] : undefined;
    if (range && piece.span.end < range.start) {
      ({ line, column } = past(text, piece, line, column));
      continue;
    }
    const tokens = ofPiece(text, piece, statement);
    const { data: own } = tokens;
    for (let i = 0; i < own.length; i += 5) {
      const tokenLine = line + own[i]!;
      const tokenColumn = own[i] === 0 ? column + own[i + 1]! : own[i + 1]!;
      const down = tokenLine - lastLine;
      data.push(down, down === 0 ? tokenColumn - lastColumn : tokenColumn, own[i + 2]!, own[i + 3]!, own[i + 4]!);
      lastLine = tokenLine;
      lastColumn = tokenColumn;
    }
    line += tokens.lines;
    column = tokens.lines === 0 ? column + tokens.lastLine : tokens.lastLine;
  }
  return data;
}

const comments = new WeakMap<Piece, PieceTokens>();

function ofPiece(text: string, piece: Piece, statement: Statement | undefined): PieceTokens {
  const own = (): string => text.slice(piece.span.start, piece.span.end);
  if (statement) return tokensOfStatement(statement, own());
  let tokens = comments.get(piece);
  if (!tokens) {
    tokens = tokensOfPiece(own(), new Map());
    comments.set(piece, tokens);
  }
  return tokens;
}

/** Where the next piece begins. */
function past(text: string, { span }: Piece, line: number, column: number): { line: number; column: number } {
  let lines = 0;
  let lineStart = span.start - column;
  for (let at = span.start; at < span.end; at++) {
    const c = text.charCodeAt(at);
    if (c !== 10 && !(c === 13 && text.charCodeAt(at + 1) !== 10)) continue;
    lines++;
    lineStart = at + 1;
  }
  return { line: line + lines, column: span.end - lineStart };
}
