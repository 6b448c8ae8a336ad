/** The tokens of a statement with the comments that go with each of them. */
import { type Token, tokensOf } from '../grammar/parse.ts';

export interface Comment {
  /** Without white space at its end. */
  readonly text: string;
  /** Alone on its line (or lines), or in front of a token on the token's line. */
  readonly ownLine: boolean;
  /** An empty line stands before it. */
  readonly blankBefore: boolean;
  /** An empty line stands between it and its token. */
  readonly blankAfter: boolean;
}

export interface TokenList {
  readonly text: string;
  /** Without comments. The last one stands for the end: its text is empty. */
  readonly tokens: readonly Token[];
  /** By token: the comments in front of it, and those behind it on its line. */
  readonly before: ReadonlyMap<number, readonly Comment[]>;
  readonly behind: ReadonlyMap<number, readonly Comment[]>;
  /** The token that begins at, or is the first after, an offset. */
  indexAt(offset: number): number;
}

/** @param text a statement from its first token on, its `;` included */
export function tokenListOf(text: string): TokenList {
  const tokens: Token[] = [];
  const before = new Map<number, Comment[]>();
  const behind = new Map<number, Comment[]>();
  let waiting: Token[] = [];
  const all = [...tokensOf(text), { kind: END, start: text.length, end: text.length }];
  for (const token of all) {
    if (isComment(token)) {
      waiting.push(token);
      continue;
    }
    if (waiting.length > 0) {
      assign(text, tokens, waiting, token, before, behind);
      waiting = [];
    }
    tokens.push(token);
  }
  passCommas(text, tokens, before);
  return {
    text,
    tokens,
    before,
    behind,
    indexAt(offset) {
      let low = 0;
      let high = tokens.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (tokens[middle]!.start < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** The kind of the last token. */
const END = 'EOF';

const isComment = ({ kind }: Token): boolean => kind === 'LINE_COMMENT' || kind === 'BLOCK_COMMENT' || kind === 'HINT';

/** Line breaks between two places that only white space is between. CRLF is one. */
export function breaksBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 13 || (c === 10 && text.charCodeAt(at - 1) !== 13)) count++;
  }
  return count;
}

function assign(
  text: string,
  tokens: readonly Token[],
  comments: readonly Token[],
  next: Token,
  before: Map<number, Comment[]>,
  behind: Map<number, Comment[]>,
): void {
  const index = tokens.length;
  const previous = tokens[index - 1];
  let at = previous?.end ?? 0;
  const opened = previous !== undefined && OPENS.test(wordOf(text, previous));
  let sameLine = previous !== undefined;
  for (const [i, { kind, start, end }] of comments.entries()) {
    const breaks = breaksBetween(text, at, start);
    if (breaks > 0) sameLine = false;
    const following = comments[i + 1] ?? next;
    const breaksBehind = breaksBetween(text, end, following.start);
    const block = kind === 'BLOCK_COMMENT';
    // In front of a word a comment speaks of the word, in front of a mark that closes something of what is before.
    const closes =
      block &&
      !opened &&
      breaksBehind === 0 &&
      !before.has(index) &&
      !isComment(following) &&
      CLOSES.test(wordOf(text, following));
    const opens = block && opened && sameLine;
    const ownLine = !opens && !closes && (!block || breaksBehind > 0 || following.kind === END);
    const comment = {
      text: text.slice(start, end).trimEnd(),
      ownLine,
      blankBefore: breaks > 1 && !(i === 0 && opened),
      blankAfter: following === next && breaksBehind > 1 && !CLOSES.test(wordOf(text, next)),
    };
    const line =
      sameLine &&
      !block &&
      index > 1 &&
      !behind.get(index - 2)?.some(one => one.ownLine) &&
      JOINS.test(wordOf(text, previous!));
    if (closes || (sameLine && !opens && (ownLine || isComment(following))))
      add(behind, line ? index - 2 : index - 1, comment);
    else add(before, index, comment);
    at = end;
  }
}

const wordOf = (text: string, { start, end }: Token): string => text.slice(start, end);

/** A mark or the end of something: what stands in front of it on its line belongs to what is before. */
const CLOSES = /^(?:[^\w'"`$\u0080-\uFFFF]*|END|AND|OR)$/i;
/** Stands at the head of a line: a comment at the end of the line before it speaks of the operand there. */
const JOINS = /^(?:AND|OR|\|\|)$/i;
/** A mark that stands close to what is behind it. */
const OPENS = /^(?:[([<.+-]|::)$/;

function add(to: Map<number, Comment[]>, index: number, comment: Comment): void {
  const list = to.get(index);
  if (list) list.push(comment);
  else to.set(index, [comment]);
}

/** A comment on a line of its own in front of `, item` speaks of the item. */
function passCommas(text: string, tokens: readonly Token[], before: Map<number, Comment[]>): void {
  for (const [index, comments] of [...before]) {
    const next = tokens[index]!;
    if (text.slice(next.start, next.end) !== ',' || index + 1 >= tokens.length) continue;
    before.delete(index);
    before.set(index + 1, [...comments, ...(before.get(index + 1) ?? [])]);
  }
}
