/** A .proto file as tokens with their places; a comment above a statement or behind it on its line goes with it. */
import type { Span } from '../text/span.ts';

export interface ProtoToken {
  readonly kind: 'word' | 'number' | 'string' | 'symbol' | 'end';
  /** As written, a string with its quotes. */
  readonly text: string;
  readonly span: Span;
  /** The comment that ends on the line before this token. */
  readonly above?: string;
  /** The comment that begins on this token's line. */
  readonly behind?: string;
}

const PATTERN =
  /(?<space>[ \t\v\f\r\n\ufeff]+)|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<word>[A-Za-z_]\w*)|(?<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<symbol>[\s\S])/g;

/** The last token is an empty one of kind `end`. Never throws. */
export function protoTokens(text: string): readonly ProtoToken[] {
  const tokens: { -readonly [K in keyof ProtoToken]: ProtoToken[K] }[] = [];
  let comment: string | undefined;
  let sameLine = false;
  for (const match of text.matchAll(PATTERN)) {
    const { groups = {}, index: start } = match;
    const written = match[0];
    const end = start + written.length;
    if (groups.space !== undefined) {
      const breaks = written.split('\n').length - 1;
      if (breaks > 0) sameLine = false;
      // A blank line cuts a comment off from what follows.
      if (breaks > 1) comment = undefined;
    } else if (groups.comment !== undefined) {
      const words = commentText(written);
      const last = tokens.at(-1);
      if (sameLine && last) last.behind = words;
      else comment = comment === undefined ? words : `${comment} ${words}`;
    } else {
      const kind = groups.word ? 'word' : groups.number ? 'number' : groups.string ? 'string' : 'symbol';
      tokens.push({ kind, text: written, span: { start, end }, ...(comment === undefined ? {} : { above: comment }) });
      comment = undefined;
      sameLine = true;
    }
  }
  tokens.push({ kind: 'end', text: '', span: { start: text.length, end: text.length } });
  return tokens;
}

/** What a string token holds; escapes stay, for paths and versions have none. */
export const unquoted = ({ text }: ProtoToken): string => text.replace(/^["']|["']$/g, '');

const commentText = (written: string): string =>
  written
    .replace(/^\/\/+|^\/\*+|\*+\/$/g, '')
    .split('\n')
    .map(line => line.trim().replace(/^\*\s?/, ''))
    .join(' ')
    .trim();
