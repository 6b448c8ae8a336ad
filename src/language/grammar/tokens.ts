/** Cuts the text of one piece into tokens, by hand: what the grammar's terminals say, without backtracking and in linear time. */
import { isHintLine } from '../hints/line.ts';
import { isDigit, isLineBreak, isSpace, isWordPart, isWordStart } from '../text/characters.ts';

/** The kinds of tokens a grammar knows, as small numbers. */
export interface Vocabulary {
  /** The name of each kind: a terminal's, or the keyword itself. 0 is the end of the text. */
  readonly names: readonly string[];
  /** Keywords and operators in upper case → kind. */
  readonly keywords: ReadonlyMap<string, number>;
  /** Terminals → kind. */
  readonly terminals: Readonly<Record<Terminal, number>>;
  /** Operators that begin with a character, longest first. */
  readonly operators: ReadonlyMap<number, readonly string[]>;
}

/** The grammar's terminals, each read by a function of this file. */
export const TERMINALS = [
  'HINT',
  'LINE_COMMENT',
  'BLOCK_COMMENT',
  'SPACE',
  'DOLLAR_BODY',
  'VARIABLE',
  'DURATION',
  'FLOATING',
  'FRACTION',
  'INTEGER',
  'STRING',
  'DOUBLE_QUOTED',
  'QUOTED',
  'ID',
] as const;
export type Terminal = (typeof TERMINALS)[number];

/** Receives each token in order. `kind` is -1 for characters that begin no token. */
export type TokenSink = (kind: number, start: number, end: number) => void;

/** What was read last; one object for the whole text, as an object for each token would cost more than reading it. */
interface Found {
  kind: number;
  end: number;
  /** No `}` closes a `${` before this place: a line full of `${` is searched once. */
  openUntil: number;
}

/**
 * Hands every token of the text to `sink`: also comments, and hints wherever they stand, but no white space. A run of
 * characters that begin no token is one token of kind -1.
 */
export function tokenize(text: string, vocabulary: Vocabulary, sink: TokenSink): void {
  const found: Found = { kind: -1, end: 0, openUntil: 0 };
  let at = 0;
  let unknownFrom = -1;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    const space = isSpace(c);
    if (!space) read(text, at, c, vocabulary, found);
    if (unknownFrom >= 0 && (space || found.kind >= 0)) {
      sink(-1, unknownFrom, at);
      unknownFrom = -1;
    }
    if (space) {
      at++;
      continue;
    }
    if (found.kind < 0) {
      if (unknownFrom < 0) unknownFrom = at;
      at++;
      continue;
    }
    sink(found.kind, at, found.end);
    at = found.end;
  }
  if (unknownFrom >= 0) sink(-1, unknownFrom, at);
}

function read(text: string, at: number, c: number, vocabulary: Vocabulary, found: Found): void {
  const { terminals } = vocabulary;
  const next = text.charCodeAt(at + 1);
  if (isWordStart(c)) word(text, at, vocabulary, found);
  else if (isDigit(c) || (c === DOT && isDigit(next))) number(text, at, terminals, found);
  else if (c === APOSTROPHE) quoted(text, at, APOSTROPHE, terminals.STRING, found);
  else if (c === QUOTE) quoted(text, at, QUOTE, terminals.DOUBLE_QUOTED, found);
  else if (c === BACKTICK) quoted(text, at, BACKTICK, terminals.QUOTED, found);
  else if (c === DASH && next === DASH) lineComment(text, at, terminals, found);
  // Left open, both run to the end, as the scanner has them (it reports them): searched for once.
  else if (c === SLASH && next === STAR) upTo(text, at, '*/', terminals.BLOCK_COMMENT, found);
  else if (c === DOLLAR && next === DOLLAR) upTo(text, at, '$$', terminals.DOLLAR_BODY, found);
  else if (!(c === DOLLAR && next === BRACE && variable(text, at, terminals.VARIABLE, found)))
    operator(text, at, c, vocabulary, found);
}

function lineComment(text: string, start: number, terminals: Vocabulary['terminals'], found: Found): void {
  let end = start + 2;
  while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++;
  found.kind = isHintLine(text.slice(start, end)) ? terminals.HINT : terminals.LINE_COMMENT;
  found.end = end;
}

function word(text: string, at: number, vocabulary: Vocabulary, found: Found): void {
  let end = at + 1;
  let plain = text.charCodeAt(at) < 128;
  for (let c = text.charCodeAt(end); isWordPart(c); c = text.charCodeAt(++end)) plain &&= c < 128;
  found.end = end;
  found.kind = vocabulary.terminals.ID;
  // Beyond ASCII, upper case can turn another letter into one of a keyword's.
  if (plain && end - at <= LONGEST_KEYWORD) {
    const kind = vocabulary.keywords.get(text.slice(at, end).toUpperCase());
    if (kind !== undefined) found.kind = kind;
  }
}

/** A whole number, a fraction, one with an exponent, or a duration such as `5s`. */
function number(text: string, start: number, terminals: Vocabulary['terminals'], found: Found): void {
  const whole = digits(text, start);
  const unit = durationUnit(text, whole);
  if (whole > start && unit > whole && !isAsciiWord(text.charCodeAt(unit))) {
    found.kind = terminals.DURATION;
    found.end = unit;
    return;
  }
  const fraction = text.charCodeAt(whole) === DOT ? digits(text, whole + 1) : whole;
  const exponent = exponentEnd(text, fraction);
  const bare = fraction <= whole + 1;
  if (exponent > 0) {
    found.kind = terminals.FLOATING;
    found.end = exponent;
  } else {
    found.kind = bare ? terminals.INTEGER : terminals.FRACTION;
    found.end = bare ? whole : fraction;
  }
}

function digits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** One past `e+10` at this place, or 0. */
function exponentEnd(text: string, at: number): number {
  if ((text.charCodeAt(at) | 32) !== LETTER_E) return 0;
  const sign = text.charCodeAt(at + 1);
  const from = sign === PLUS || sign === DASH ? at + 2 : at + 1;
  const end = digits(text, from);
  return end > from ? end : 0;
}

/** One past `ms`, `s`, `m`, `h`, `d` or `w` (the single letters in either case) at this place, or `at`. */
function durationUnit(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c === LETTER_M && text.charCodeAt(at + 1) === LETTER_S) return at + 2;
  const lower = c | 32;
  return lower === LETTER_S || lower === LETTER_M || lower === LETTER_H || lower === LETTER_D || lower === LETTER_W
    ? at + 1
    : at;
}

const isAsciiWord = (c: number): boolean => c < 128 && c !== DOLLAR && isWordPart(c);

/** `'…'`, with the quote doubled inside; left open it is no token. */
function quoted(text: string, start: number, quote: number, kind: number, found: Found): void {
  const mark = text[start]!;
  for (let at = text.indexOf(mark, start + 1); at >= 0; at = text.indexOf(mark, at + 2)) {
    if (text.charCodeAt(at + 1) === quote) continue;
    found.kind = kind;
    found.end = at + 1;
    return;
  }
  found.kind = -1;
}

function upTo(text: string, start: number, mark: string, kind: number, found: Found): void {
  const close = text.indexOf(mark, start + 2);
  found.kind = kind;
  found.end = close < 0 ? text.length : close + 2;
}

function variable(text: string, start: number, kind: number, found: Found): boolean {
  if (start < found.openUntil) return false;
  let at = start + 2;
  while (at < text.length && text.charCodeAt(at) !== CLOSING_BRACE && !isLineBreak(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== CLOSING_BRACE) {
    found.openUntil = at;
    return false;
  }
  found.kind = kind;
  found.end = at + 1;
  return true;
}

function operator(text: string, at: number, c: number, vocabulary: Vocabulary, found: Found): void {
  found.kind = -1;
  for (const one of vocabulary.operators.get(c) ?? []) {
    if (!text.startsWith(one, at)) continue;
    found.kind = vocabulary.keywords.get(one)!;
    found.end = at + one.length;
    return;
  }
}

/** No keyword of SQL comes near. */
const LONGEST_KEYWORD = 32;

const APOSTROPHE = 39;
const QUOTE = 34;
const BACKTICK = 96;
const DOLLAR = 36;
const DASH = 45;
const PLUS = 43;
const DOT = 46;
const SLASH = 47;
const STAR = 42;
const BRACE = 123;
const CLOSING_BRACE = 125;
const LETTER_D = 100;
const LETTER_E = 101;
const LETTER_H = 104;
const LETTER_M = 109;
const LETTER_S = 115;
const LETTER_W = 119;
