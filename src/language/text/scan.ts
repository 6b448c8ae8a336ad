/**
 * Cuts a file into pieces, one a statement, without a parser: strings, quoted names, comments, `$$` bodies, `;` and
 * hint lines are all it knows. A broken statement cannot hurt its neighbours, and a keystroke costs one piece.
 */
import { type Annotation, parseAnnotation } from '../annotations/line.ts';
import { isHintLine, parseHintLine } from '../hints/line.ts';
import { intendedHint } from '../hints/lookalike.ts';
import { isLineBreak, isSpace, isWordPart, isWordStart } from './characters.ts';
import { type IgnoreLine, parseIgnoreLine } from './ignore-line.ts';
import type { Span } from './span.ts';

/** A `-- @ferris:key=value` line, with exact ranges also while it is being typed. */
export interface HintLine {
  /** From `--` to the end of the line, without the line break. */
  readonly span: Span;
  readonly key: string;
  /** Empty and just behind the colon while nothing is typed. */
  readonly keySpan: Span;
  /** Undefined while there is no `=`. Trimmed, without a trailing ` # comment`. */
  readonly value: string | undefined;
  /** Empty and just behind the `=` when the value is empty; undefined without `=`. */
  readonly valueSpan: Span | undefined;
}

/** Hint lines with no blank line, other comment-free line or statement between them. */
export interface HintBlock {
  readonly span: Span;
  readonly lines: readonly HintLine[];
  /** Whether a blank line (or the end of the file) follows the block. */
  readonly blankAfter: boolean;
}

export interface Piece {
  /** From the end of the piece before to the end of this one, its `;` included. All pieces together are the file. */
  readonly span: Span;
  /** From the first token to the last, without the `;`. Empty (at the piece's end) when there are only comments. */
  readonly body: Span;
  /** First words of the body in upper case, comments skipped, at most four: enough to tell what kind of statement it is. */
  readonly words: readonly string[];
  /** Whether the statement runs on: SELECT/WITH, CREATE … AS SELECT, INSERT, START|DEPLOY JOB|QUERY. */
  readonly deployable: boolean;
  /** Hint blocks before the first token. */
  readonly hintBlocks: readonly HintBlock[];
  /** Hint lines in the middle of the statement: a warning, never a syntax error. */
  readonly strayHints: readonly HintLine[];
  readonly annotations: readonly Annotation[];
  /** Comments that look like hints and are none. */
  readonly lookalikes: readonly Lookalike[];
  /** `-- ferris-ignore` lines anywhere in the piece. */
  readonly ignores: readonly IgnoreLine[];
  /** Whether a `;` ends it. The last piece may do without, and one whose string or body was left open. */
  readonly terminated: boolean;
  /** What the scanner found wrong: an unclosed string, quoted name, comment or `$$` body. */
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}

/** A comment that was meant as a hint but does not count as one. */
export interface Lookalike {
  readonly span: Span;
  /** What it should say; undefined where no edit of this comment alone would do. */
  readonly intended: string | undefined;
}

/** Words that begin a statement: a line that starts with one ends whatever was left open above it. */
const STATEMENT =
  /[ \t]*(?:SELECT|CREATE|INSERT|UPDATE|DELETE|START|STOP|PAUSE|RESUME|DEPLOY|ROLLBACK|SHOW|LIST|DESCRIBE|EXPLAIN|DROP|ALTER|SET)\b/iy;
/** Inside a `$$` body a line of the function's language must not count, so more of the statement is asked for. */
const STATEMENT_AFTER_BODY =
  /[ \t]*(?:SELECT|CREATE|INSERT|START|STOP|DEPLOY|DROP|SHOW|DESCRIBE|EXPLAIN)[ \t]+[A-Za-z_*'"`]/iy;

const NEWLINE = 10;
const RETURN = 13;
const SEMICOLON = 59;
const DASH = 45;
const SLASH = 47;
const STAR = 42;
const DOLLAR = 36;
const APOSTROPHE = 39;
const QUOTE = 34;
const BACKTICK = 96;

/** The pieces of a file, in order and without gaps; none for an empty text. Linear in its length, never throws. */
export function scan(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const piece = scanPiece(text, at);
    pieces.push(piece);
    at = piece.span.end;
  }
  return pieces;
}

/** The piece that begins at an offset: where the one before ended. */
export function scanPiece(text: string, start: number): Piece {
  const problems: { span: Span; message: string }[] = [];
  const front = frontMatter(text, start);
  const kind = statementKind();
  let at = start;
  let bodyStart = -1;
  let bodyEnd = -1;
  let terminated = false;

  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (isSpace(c)) {
      if (bodyStart < 0) front.space(at, c);
      at++;
      continue;
    }
    const comment = commentEnd(text, at, c);
    if (comment > 0) {
      if (c === SLASH && !(comment - at >= 4 && text.startsWith('*/', comment - 2)))
        problems.push({ span: { start: at, end: at + 2 }, message: "this comment is not closed: '*/' is missing" });
      front.comment(at, comment, bodyStart >= 0);
      at = comment;
      continue;
    }
    if (c === SEMICOLON) {
      at++;
      terminated = true;
      break;
    }
    if (bodyStart < 0) bodyStart = at;
    if (isWordStart(c)) {
      let end = at + 1;
      while (end < text.length && isWordPart(text.charCodeAt(end))) end++;
      kind.word(text, at, end);
      at = end;
    } else if (c === APOSTROPHE || c === QUOTE || c === BACKTICK) {
      kind.other(c);
      const quoted = quotedEnd(text, at, c);
      if (!quoted.closed)
        problems.push({
          span: { start: at, end: quoted.end },
          message: `${QUOTED[c]} is not closed: ${text[at]} is missing`,
        });
      at = bodyEnd = quoted.end;
      if (quoted.endsPiece) break;
    } else if (c === DOLLAR && text.charCodeAt(at + 1) === DOLLAR) {
      kind.other(c);
      const body = dollarEnd(text, at);
      if (!body.closed)
        problems.push({ span: { start: at, end: at + 2 }, message: 'this $$ body is not closed: $$ is missing' });
      at = bodyEnd = body.end;
      if (body.endsPiece) break;
    } else {
      kind.other(c);
      at++;
    }
    bodyEnd = at;
  }

  front.finish(bodyStart < 0 && !terminated);
  return {
    span: { start, end: at },
    body: bodyStart < 0 ? { start: at, end: at } : { start: bodyStart, end: bodyEnd },
    words: kind.words,
    deployable: kind.deployable(),
    hintBlocks: front.hintBlocks,
    strayHints: front.strayHints,
    annotations: front.annotations,
    lookalikes: front.lookalikes,
    ignores: front.ignores,
    terminated,
    problems,
  };
}

const QUOTED: Readonly<Record<number, string>> = {
  [APOSTROPHE]: 'this string',
  [QUOTE]: 'this string',
  [BACKTICK]: 'this quoted name',
};

/** Collects what comments say: hint blocks and annotations in front of the body, stray hints inside it. */
function frontMatter(text: string, start: number) {
  const hintBlocks: HintBlock[] = [];
  const strayHints: HintLine[] = [];
  const annotations: Annotation[] = [];
  const lookalikes: Lookalike[] = [];
  const ignores: IgnoreLine[] = [];
  let block: HintLine[] = [];
  /** Whether something else than white space stands before this place on its line. */
  let lineHasText = start > 0 && !isLineBreak(text.charCodeAt(start - 1));
  let breaks = 0;

  const closeBlock = (blankAfter: boolean): void => {
    const [first, last] = [block[0], block.at(-1)];
    if (first && last)
      hintBlocks.push({ span: { start: first.span.start, end: last.span.end }, lines: block, blankAfter });
    block = [];
  };
  const lineComment = (from: number, to: number, inBody: boolean): void => {
    const comment = text.slice(from, to);
    if (isHintLine(comment)) {
      const hint = parseHintLine(comment, from);
      if (inBody || lineHasText) strayHints.push(hint);
      else block.push(hint);
      return;
    }
    const ignore = parseIgnoreLine(comment, from);
    if (ignore) {
      ignores.push(ignore);
      return;
    }
    const intended = intendedHint(comment);
    if (intended !== undefined) {
      lookalikes.push({ span: { start: from, end: to }, intended });
      return;
    }
    const annotation = inBody ? undefined : parseAnnotation(comment, from);
    if (annotation) annotations.push(annotation);
  };

  return {
    hintBlocks,
    strayHints,
    annotations,
    lookalikes,
    ignores,
    /** White space in front of the body. */
    space(at: number, c: number): void {
      if (!isLineBreak(c) || (c === NEWLINE && text.charCodeAt(at - 1) === RETURN)) return;
      breaks++;
      lineHasText = false;
      if (breaks > 1) closeBlock(true);
    },
    comment(from: number, to: number, inBody: boolean): void {
      breaks = 0;
      if (text.charCodeAt(from) === DASH) lineComment(from, to, inBody);
      else {
        const intended = intendedHint(text.slice(from, to));
        const alone = /[ \t]*(?:[\r\n]|$)/y;
        alone.lastIndex = to;
        if (intended !== undefined)
          lookalikes.push({ span: { start: from, end: to }, intended: alone.test(text) ? intended : undefined });
      }
      lineHasText = true;
    },
    /** Call once, when the piece is over. */
    finish(onlyComments: boolean): void {
      closeBlock(onlyComments);
    },
  };
}

/** Watches the words of a body: the first few of them, and whether it runs on. */
function statementKind() {
  const words: string[] = [];
  let leading = true;
  let afterAs = false;
  let runsOn = false;
  let decided = false;
  const decide = (answer: boolean): void => {
    decided = true;
    runsOn = answer;
  };
  return {
    words,
    word(text: string, start: number, end: number): void {
      if (leading && words.length < 4) words.push(text.slice(start, end).toUpperCase());
      if (decided) return;
      if (words.length === 0) {
        decide(false);
        return;
      }
      if (words.length === 1 && leading) {
        if (words[0] === 'SELECT' || words[0] === 'WITH') decide(true);
        else if (!['CREATE', 'INSERT', 'START', 'DEPLOY'].includes(words[0]!)) decide(false);
        return;
      }
      if (words[0] === 'START' || words[0] === 'DEPLOY') {
        decide(words[1] === 'JOB' || words[1] === 'QUERY');
        return;
      }
      if (words[0] === 'CREATE' && words.length === 2 && leading) {
        // A function's body is no query; `CREATE AGGREGATE FUNCTION` neither.
        if (words[1] === 'FUNCTION' || words[1] === 'AGGREGATE') decide(false);
        return;
      }
      if (end - start > 6) {
        afterAs = false;
        return;
      }
      const word = text.slice(start, end).toUpperCase();
      if (words[0] === 'INSERT') {
        if (word === 'SELECT' || word === 'WITH') decide(true);
        else if (word === 'VALUES') decide(false);
        return;
      }
      if (afterAs && (word === 'SELECT' || word === 'WITH')) decide(true);
      afterAs = word === 'AS';
    },
    /** Anything that is not a word. */
    other(c: number): void {
      leading = false;
      // `AS (SELECT …)` runs on as well.
      if (c !== 40) afterAs = false;
    },
    /** A CREATE … AS that is still being typed counts already. */
    deployable: (): boolean => (decided ? runsOn : afterAs),
  };
}

/** One past a comment that begins here, or -1. An unclosed block comment runs to the end of the file. */
function commentEnd(text: string, at: number, c: number): number {
  const next = text.charCodeAt(at + 1);
  if (c === DASH && next === DASH) return lineEnd(text, at);
  if (c !== SLASH || next !== STAR) return -1;
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? text.length : close + 2;
}

/** Where something that opens ends. */
interface Ending {
  /** One past it. */
  readonly end: number;
  readonly closed: boolean;
  /** It was left open, and the next line starts a statement: the piece ends here, or it would hurt its neighbour. */
  readonly endsPiece: boolean;
}

/**
 * The end of a quoted thing that begins here. Left open (a line that starts like a statement or a comment comes, and then
 * a quote that opens rather than closes, or none at all), it ends with its own line, before that line's `;`: it must not
 * swallow the file.
 */
function quotedEnd(text: string, start: number, quote: number): Ending {
  let at = start + 1;
  let doubtful = false;
  while (at < text.length) {
    const c = text.charCodeAt(at++);
    if (c === quote) {
      if (text.charCodeAt(at) !== quote) {
        if (doubtful && !closes(text, at - 1)) break;
        return { end: at, closed: true, endsPiece: false };
      }
      at++;
    } else if (!doubtful && isLineBreak(c) && !(c === RETURN && text.charCodeAt(at) === NEWLINE))
      doubtful = statementAt(text, at) || commentAt(text, at);
  }
  const line = lineEnd(text, start);
  const end = beforeSpace(text, line, start + 1);
  if (end > start + 1 && text.charCodeAt(end - 1) === SEMICOLON)
    return { end: end - 1, closed: false, endsPiece: false };
  const next = text.charCodeAt(line) === RETURN && text.charCodeAt(line + 1) === NEWLINE ? line + 2 : line + 1;
  return { end, closed: false, endsPiece: statementAt(text, next) };
}

/**
 * Whether a quote looks like the second of its pair. One that opens has its text behind it, and before it a space, an
 * operator, a bracket or a comma.
 */
function closes(text: string, at: number): boolean {
  let line = at;
  while (line > 0 && !isLineBreak(text.charCodeAt(line - 1))) line--;
  const before = text.slice(line, at);
  const after = text.slice(at + 1, lineEnd(text, at + 1));
  if (isWordPart(after.charCodeAt(0)) || /[=<>(,|[+]\s*$/.test(before)) return false;
  return /^\s*([,;)]|$)/.test(after) || !/\s$/.test(before);
}

/** The end of a `$$` body that begins here; left open, it ends before the next line that starts like a statement. */
function dollarEnd(text: string, start: number): Ending {
  const close = text.indexOf('$$', start + 2);
  const limit = close < 0 ? text.length : close;
  for (let at = start + 2; at < limit; at++) {
    if (!isLineBreak(text.charCodeAt(at))) continue;
    STATEMENT_AFTER_BODY.lastIndex = at + 1;
    if (STATEMENT_AFTER_BODY.test(text))
      return { end: beforeSpace(text, at, start + 2), closed: false, endsPiece: true };
  }
  if (close < 0) return { end: beforeSpace(text, text.length, start + 2), closed: false, endsPiece: false };
  return { end: close + 2, closed: true, endsPiece: false };
}

function statementAt(text: string, at: number): boolean {
  STATEMENT.lastIndex = at;
  return STATEMENT.test(text);
}

function commentAt(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first) === 32 || text.charCodeAt(first) === 9) first++;
  return text.charCodeAt(first) === DASH && text.charCodeAt(first + 1) === DASH;
}

/** `end`, without the white space before it. */
function beforeSpace(text: string, end: number, least: number): number {
  let at = end;
  while (at > least && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}
