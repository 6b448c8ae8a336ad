/** How usual a kind of word is at some place of a statement: counted once, in files people wrote, and smoothed. */
import { PRIORS } from './priors.ts';
import type { Situation } from './situation.ts';

interface Counts {
  readonly of: ReadonlyMap<string, number>;
  readonly total: number;
}

let current: Readonly<Record<string, string>> = PRIORS;
const parsed = new Map<string, Counts | undefined>();

function countsOf(key: string): Counts | undefined {
  if (parsed.has(key)) return parsed.get(key);
  const row = current[key];
  let counts: Counts | undefined;
  if (row !== undefined) {
    const parts = row.split(' ');
    const of = new Map<string, number>();
    for (let i = 0; i + 1 < parts.length; i += 2) of.set(parts[i]!, Number(parts[i + 1]));
    counts = { of, total: [...of.values()].reduce((sum, n) => sum + n, 0) };
  }
  parsed.set(key, counts);
  return counts;
}

/** From what is known least about the place to what is known most. */
export const keysOf = ({ clause, last, lastButOne, onNewLine }: Omit<Situation, 'clauses'>): readonly string[] => [
  '',
  last,
  `${clause} | ${last}`,
  `${clause} ${onNewLine ? '/' : '-'} ${last}`,
  `${clause} ${onNewLine ? '/' : '-'} ${lastButOne} ${last}`,
];

/** Rows of the table about one thing behind or inside another: `functions`, `functions SELECT`. */
export const keysAbout = (what: 'functions' | 'properties' | 'hints', behind: string): readonly string[] => [
  what,
  `${what} ${behind}`,
];

/**
 * The probability of a word: what was counted in the last row, drawn towards what was counted in those before it by as
 * much as different words were seen there (Witten and Bell).
 */
export function probability(keys: readonly string[], word: string): number {
  let found = 0.0005;
  for (const key of keys) {
    const counts = countsOf(key);
    if (!counts) continue;
    const kinds = counts.of.size;
    found = ((counts.of.get(word) ?? 0) + kinds * found) / (counts.total + kinds);
  }
  return found;
}

/** Of a kind of word at a place: a keyword itself, or `column`, `relation`, … */
export const prior = (situation: Omit<Situation, 'clauses'>, kind: string): number =>
  probability(keysOf(situation), kind);

/** Reads another table than the one that is shipped: what was learnt from some files is tried on others. */
export function usePriors(table: Readonly<Record<string, string>>): void {
  parsed.clear();
  current = table;
}
