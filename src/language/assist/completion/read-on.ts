/** Reads tokens over errors: what does not fit gets what is missing in front of it, or is left out. */
import { expectedIn, reach, step, type Ways } from '../../grammar/first-error.ts';
import { END_OF_TEXT, type Network } from '../../grammar/network.ts';
import type { Vocabulary } from '../../grammar/tokens.ts';
import { beginsStatement, type Word } from './cursor.ts';

export interface ReadOn {
  readonly ways: Ways;
  /** Index of the first word that belongs to the statement: those before it are another, whose `;` is missing. */
  readonly from: number;
  /** The words with what was missing and without what was too much, as text. */
  readonly text: string;
}

export const startOfGrammar = (network: Network): Ways =>
  network.close([{ way: 0, state: network.entry, stack: undefined }]);

/** So many words are read behind a repair to see whether it is one. */
const LOOK = 4;
/** What has more errors is no SQL: the words that do not fit are left out then. */
const MOST_REPAIRS = 20;

export function readOn(
  network: Network,
  vocabulary: Vocabulary,
  start: Ways,
  words: readonly Word[],
  source: string,
): ReadOn {
  let ways = start;
  let from = 0;
  let text = '';
  let repairs = 0;
  const kinds = words.map(word => word.kind);
  for (const [i, word] of words.entries()) {
    const next = step(network, ways, word.kind);
    if (next.length > 0) {
      ways = next;
      text += `${word.text} `;
      continue;
    }
    if (i > 0 && beginsStatement(word, source, vocabulary)) {
      from = i;
      ways = step(network, startOfGrammar(network), word.kind);
      text = `${word.text} `;
      continue;
    }
    if (++repairs > MOST_REPAIRS) continue;
    const missing = missingBefore(network, vocabulary, ways, kinds, i);
    if (!missing) continue;
    ways = step(network, missing.ways, word.kind);
    text += `${missing.text} ${word.text} `;
  }
  return { ways, from, text };
}

/** One or two tokens that make the next words fit; undefined where leaving the word out does as well. */
function missingBefore(
  network: Network,
  vocabulary: Vocabulary,
  ways: Ways,
  kinds: readonly number[],
  at: number,
): { readonly ways: Ways; readonly text: string } | undefined {
  const enough = Math.min(LOOK, kinds.length - at);
  let best: { readonly ways: Ways; readonly text: string; readonly reached: number } | undefined;
  const offer = (after: Ways, text: string): void => {
    const reached = reach(network, after, kinds, at, enough);
    if (reached > (best?.reached ?? 0)) best = { ways: after, text, reached };
  };
  const chain = chainTo(network, vocabulary, ways, kinds[at]!);
  if (chain && reach(network, chain.ways, kinds, at, enough) >= enough) return chain;
  const once = fillers(vocabulary, ways).map(one => ({ ...one, after: step(network, ways, one.kind) }));
  for (const { after, text } of once) offer(after, text);
  if ((best?.reached ?? 0) < enough)
    for (const { after, text } of once)
      for (const second of fillers(vocabulary, after))
        offer(step(network, after, second.kind), `${text} ${second.text}`);
  const without = at + 1 < kinds.length ? reach(network, ways, kinds, at + 1, enough) : 0;
  return best && best.reached >= without ? best : undefined;
}

/** What comes to mind first, again and again until the next word fits. */
function chainTo(
  network: Network,
  vocabulary: Vocabulary,
  start: Ways,
  kind: number,
): { readonly ways: Ways; readonly text: string } | undefined {
  let ways = start;
  const texts: string[] = [];
  while (texts.length < 8 && step(network, ways, kind).length === 0) {
    const [filler] = fillers(vocabulary, ways);
    if (!filler) return undefined;
    ways = step(network, ways, filler.kind);
    texts.push(filler.text);
  }
  return step(network, ways, kind).length > 0 ? { ways, text: texts.join(' ') } : undefined;
}

/** What closes comes first; a name or a value after it; then the words that only lead to another. */
const FILLERS = [
  ...[
    ')',
    ']',
    '}',
    'END',
    'THEN',
    'WHEN',
    'ID',
    'STRING',
    'INTEGER',
    'AND',
    'BY',
    'AS',
    'SELECT',
    '>',
    '(',
    '=',
    ',',
    'ON',
  ],
  'FROM',
];

/** The text of any name. */
const FILLED: Readonly<Record<string, string>> = { ID: 'filled', STRING: "'1s'", INTEGER: '1' };

function fillers(vocabulary: Vocabulary, ways: Ways): { readonly kind: number; readonly text: string }[] {
  const expected = expectedIn(ways);
  return FILLERS.flatMap(name => {
    const kind = vocabulary.names.indexOf(name);
    return expected.has(kind) ? [{ kind, text: FILLED[name] ?? name }] : [];
  });
}

/** The words that end what is open, as few as come to mind. */
export function closing(network: Network, vocabulary: Vocabulary, ways: Ways): string {
  let now = ways;
  let text = '';
  for (let i = 0; i < 60; i++) {
    const expected = expectedIn(now);
    if (expected.has(END_OF_TEXT)) break;
    const [filler] = fillers(vocabulary, now);
    const kind = filler?.kind ?? [...expected][0];
    if (kind === undefined) break;
    now = step(network, now, kind);
    text += `${filler?.text ?? vocabulary.names[kind]} `;
  }
  return text;
}
