/** The tokens around a cursor, and what the grammar allows where it stands. */
import { step, type Ways } from '../../grammar/first-error.ts';
import { grammarNetwork } from '../../grammar/parse.ts';
import { tokenize, type Vocabulary } from '../../grammar/tokens.ts';
import type { Span } from '../../text/span.ts';
import { readOn, startOfGrammar } from './read-on.ts';

/** A token that is no comment. */
export interface Word extends Span {
  /** As the vocabulary numbers it. */
  readonly kind: number;
  readonly text: string;
}

export interface Cursor {
  /** The text of the piece; all positions count from its beginning. */
  readonly text: string;
  /** What a proposal replaces: the letters around the cursor. */
  readonly word: Span;
  /** In front of the word, from where its statement begins. */
  readonly before: readonly Word[];
  /** Behind the word, up to where the next statement begins. */
  readonly after: readonly Word[];
  /** What the grammar has open in front of the word; read over errors where there are any. */
  readonly ways: Ways;
  /** What stands in front of the word, made readable. */
  readonly readable: string;
}

/**
 * @param text of the piece
 * @param word in it; what is around the cursor and will be replaced
 */
export function cursorIn(text: string, word: Span): Cursor {
  const { network, vocabulary } = grammarNetwork();
  const { words, before: count } = wordsOf(text, word, vocabulary);
  const opening = readOn(network, vocabulary, startOfGrammar(network), words.slice(0, count), text);
  const behind = words.slice(count);
  const next = behind.findIndex(
    (one, i) => i > 0 && beginsStatement(one, text, vocabulary) && !fits(opening.ways, one),
  );
  return {
    text,
    word,
    before: words.slice(opening.from, count),
    after: next < 0 ? behind : behind.slice(0, next),
    ways: opening.ways,
    readable: opening.text,
  };
}

const fits = (ways: Ways, word: Word): boolean => step(grammarNetwork().network, ways, word.kind).length > 0;

function wordsOf(text: string, hole: Span, vocabulary: Vocabulary): { words: Word[]; before: number } {
  const words: Word[] = [];
  const { terminals } = vocabulary;
  const add = (from: number, part: string): void =>
    tokenize(part, vocabulary, (kind, start, end) => {
      if (kind < 0 || kind === terminals.LINE_COMMENT || kind === terminals.BLOCK_COMMENT || kind === terminals.HINT)
        return;
      const one = part.slice(start, end);
      if (one !== ';') words.push({ kind, text: one, start: from + start, end: from + end });
    });
  add(0, text.slice(0, hole.start));
  const before = words.length;
  add(hole.end, text.slice(hole.end));
  return { words, before };
}

const OPENERS: ReadonlySet<string> = new Set([
  'SELECT',
  'CREATE',
  'INSERT',
  'WITH',
  'START',
  'STOP',
  'PAUSE',
  'RESUME',
  'DEPLOY',
  'ROLLBACK',
  'SHOW',
  'DESCRIBE',
  'EXPLAIN',
  'DROP',
]);

/** Whether a word probably begins another statement: the `;` in front of it was forgotten. */
export function beginsStatement(word: Word, text: string, vocabulary: Vocabulary): boolean {
  return (
    OPENERS.has(vocabulary.names[word.kind] ?? '') &&
    /(^|\n)$/.test(text.slice(Math.max(0, word.start - 1), word.start))
  );
}
