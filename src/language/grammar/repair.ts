/** The smallest change after which a broken statement goes on: a word spelt right, one token more, one token less. */
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { expectedIn, reach, type Stop, step, type Ways } from './first-error.ts';
import type { Network } from './network.ts';
import type { Vocabulary } from './tokens.ts';

/** A token of the broken statement, comments left out. */
export interface Word extends Span {
  readonly kind: number;
  readonly text: string;
}

export type Repair =
  /** The word at `index` was meant as a keyword. */
  | { readonly by: 'spelling'; readonly index: number; readonly meant: string }
  /** A token is missing in front of the word at `index`. */
  | { readonly by: 'adding'; readonly index: number; readonly token: string }
  /** The token at `index` is one too many. */
  | { readonly by: 'leaving out'; readonly index: number }
  /** The word at `index` is a keyword, and a name only in back quotes. */
  | { readonly by: 'quoting'; readonly index: number };

/** So many tokens must fit behind a change, to believe in it. */
const ENOUGH = 24;

const isWord = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);

/** Undefined when no single change helps. */
export function repairOf(
  network: Network,
  vocabulary: Vocabulary,
  words: readonly Word[],
  { at, ways }: Stop,
): Repair | undefined {
  const kinds = words.map(word => word.kind);
  const { names, keywords, terminals } = vocabulary;
  const found: { readonly repair: Repair; readonly reached: number }[] = [];
  /** Keeps a change behind which the words from `from` on fit, past the stop. */
  const consider = (repair: Repair, before: Ways, from: number, past: number): void => {
    if (before.length === 0) return;
    const reached = from + reach(network, before, kinds, from, ENOUGH);
    if (reached > past) found.push({ repair, reached });
  };

  // A misspelt keyword is not expected itself, or was taken for a name just before.
  for (const index of [at, at - 1]) {
    const word = words[index];
    if (!word || !isWord(word.text) || (word.kind !== terminals.ID && index !== at)) continue;
    const expected = [...expectedIn(ways[index]!)].map(kind => names[kind]!).filter(isKeyword);
    const meant = nearest(word.text, expected);
    if (meant !== undefined && meant !== word.text.toUpperCase())
      consider({ by: 'spelling', index, meant }, step(network, ways[index]!, keywords.get(meant)!), index + 1, at);
  }
  const stopped = words[at];
  // Told apart from a missing item: a comma in front of a clause.
  if (words[at - 1]?.text === ',') consider({ by: 'leaving out', index: at - 1 }, ways[at - 1]!, at, at + 1);
  for (const index of [at, at - 1]) {
    if (index < 0) continue;
    const expected = expectedIn(ways[index]!);
    // Where a name may stand, any word may: it would be guessing.
    const guessed = expected.has(terminals.ID);
    for (const kind of expected) {
      const token = names[kind]!;
      const addable = stopped ? ADDABLE.includes(token) : CLOSING.includes(token);
      if (addable && !(guessed && isKeyword(token) && !CLOSING.includes(token) && token !== 'AS'))
        consider({ by: 'adding', index, token }, step(network, ways[index]!, kind), index, at);
    }
  }
  if (stopped) {
    // A word was probably meant, a sign may be a slip of the finger.
    if (!isWord(stopped.text)) consider({ by: 'leaving out', index: at }, ways[at]!, at + 1, at + 2);
    if (isWord(stopped.text) && keywords.has(stopped.text.toUpperCase()) && expectedIn(ways[at]!).has(terminals.ID))
      consider({ by: 'quoting', index: at }, step(network, ways[at]!, terminals.ID), at + 1, at + 2);
  }
  return best(found, at);
}

const isKeyword = (name: string): boolean => /^[A-Z_]{2,}$/.test(name) && !TERMINALS.has(name);
const TERMINALS = new Set(['ID', 'STRING', 'DOUBLE_QUOTED', 'QUOTED', 'INTEGER', 'FRACTION', 'FLOATING', 'DURATION']);

/** Tokens that people leave out; a name or a value that is missing nobody can guess. */
const ADDABLE = [
  ')',
  ',',
  '(',
  ']',
  '=',
  'END',
  'THEN',
  'BY',
  'AS',
  'FROM',
  'INTO',
  'ON',
  'AND',
  'TABLE',
  'JOIN',
  'SELECT',
];
/** What may be missing at the very end. */
const CLOSING = [')', ']', 'END'];

/** Of changes that reach equally far the one that people need more often. */
const ORDER: readonly Repair['by'][] = ['spelling', 'leaving out', 'adding', 'quoting'];

function best(found: readonly { readonly repair: Repair; readonly reached: number }[], at: number): Repair | undefined {
  const rank = ({ repair }: { readonly repair: Repair }): number =>
    ORDER.indexOf(repair.by) * 1000 +
    (repair.by === 'adding' ? (at - repair.index) * 100 + ADDABLE.indexOf(repair.token) : 0);
  return found.toSorted((a, b) => b.reached - a.reached || rank(a) - rank(b))[0]?.repair;
}
