/** The coloured words of one piece of a file, by line and column, worked out once for as long as its text and meaning stay. */
import type { Statement } from '../../analyze.ts';
import { type Token, tokensOf } from '../../grammar/parse.ts';
import { linesOf } from '../../text/lines.ts';
import { emitComment, emitHint } from './comments.ts';
import { type Role, role, TOKEN_MODIFIERS, TOKEN_TYPES } from './legend.ts';
import { type Name, namesIn } from './names.ts';
import { wordRole } from './words.ts';

export interface PieceTokens {
  /** Five numbers a token: line and column from where the piece begins, length, kind, modifiers as bits. No token spans lines. */
  readonly data: readonly number[];
  /** How many lines end in the piece. */
  readonly lines: number;
  /** How many characters of its last line are the piece's. */
  readonly lastLine: number;
}

interface Known {
  readonly meaning: Statement['meaning'];
  readonly tokens: PieceTokens;
}

const known = new WeakMap<Statement['syntax'], Known>();

/** @param text of the piece alone */
export function tokensOfStatement({ syntax, meaning }: Statement, text: string): PieceTokens {
  const before = known.get(syntax);
  if (before && before.meaning === meaning) return before.tokens;
  const tokens = tokensOfPiece(text, namesIn(text, syntax, meaning));
  known.set(syntax, { meaning, tokens });
  return tokens;
}

/** Of comments alone nothing has a name. */
export function tokensOfPiece(text: string, names: ReadonlyMap<number, Name>): PieceTokens {
  const lines = linesOf(text);
  const data: number[] = [];
  let last = 0;
  const emit = (start: number, end: number, is: Role): void => {
    // Recovery may place two names in one word.
    if (start < last || end <= start) return;
    last = end;
    const [type, bits] = numbersOf(is);
    let at = start;
    while (at < end) {
      const { line, column } = lines.positionAt(at);
      const lineEnd = line + 1 < lines.count ? lines.offsetAt({ line: line + 1, column: 0 }) : text.length;
      const stop = Math.min(end, lineEnd);
      const length = text.slice(at, stop).replace(/[\r\n]+$/, '').length;
      if (length > 0) data.push(line, column, length, type, bits);
      at = stop;
    }
  };
  const tokens = tokensOf(text);
  const words = tokens.filter(({ kind }) => !isComment(kind));
  let word = 0;
  for (const token of tokens) {
    const { kind, start, end } = token;
    if (isComment(kind)) {
      if (kind === 'HINT') emitHint(text.slice(start, end), start, emit);
      else if (kind === 'LINE_COMMENT') emitComment(text.slice(start, end), start, word === 0, emit);
      else emit(start, end, COMMENT);
      continue;
    }
    const next = words[word + 1];
    // Recovery may have made a column of a call that is not closed.
    const isCall = next?.kind === '(' && names.get(start)?.role.type === 'property';
    const name = isCall ? undefined : names.get(start);
    const is = name?.role ?? wordRole(text, token, words[word - 1], next);
    word++;
    if (is) emit(start, name?.end ?? end, is);
  }
  const end = lines.positionAt(text.length);
  return { data, lines: end.line, lastLine: end.column };
}

const COMMENT = role('comment');

const isComment = (kind: Token['kind']): boolean =>
  kind === 'LINE_COMMENT' || kind === 'BLOCK_COMMENT' || kind === 'HINT';

const numbers = new WeakMap<Role, readonly [type: number, bits: number]>();

function numbersOf(is: Role): readonly [type: number, bits: number] {
  let found = numbers.get(is);
  if (!found) {
    const bits = is.modifiers.reduce((sum, one) => sum | (1 << TOKEN_MODIFIERS.indexOf(one)), 0);
    found = [TOKEN_TYPES.indexOf(is.type), bits];
    numbers.set(is, found);
  }
  return found;
}
