/** How usual a kind of word is at some place of a statement: counted once, in files people wrote, and smoothed. */
import { PRIORS } from './priors.ts';
import type { Situation } from './situation.ts';

interface Counts {
  readonly of: ReadonlyMap<string, number>;
  readonly total: number;
}

const parsed = new Map<string, Counts | undefined>();

function countsOf(key: string): Counts | undefined {
  if (parsed.has(key)) return parsed.get(key);
  const row = PRIORS[key];
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
export const keysOf = ({ clause, last, lastButOne }: Omit<Situation, 'clauses'>): readonly string[] => [
  '',
  last,
  `${clause} | ${last}`,
  `${clause} | ${lastButOne} ${last}`,
];

/**
 * The probability of a kind of word (a keyword itself, or `column`, `relation`, …) at a place: what was counted there,
 * drawn towards what was counted at places like it by as much as different words were seen there (Witten and Bell).
 */
export function prior(situation: Omit<Situation, 'clauses'>, kind: string): number {
  let probability = 0.0005;
  for (const key of keysOf(situation)) {
    const counts = countsOf(key);
    if (!counts) continue;
    const kinds = counts.of.size;
    probability = ((counts.of.get(kind) ?? 0) + kinds * probability) / (counts.total + kinds);
  }
  return probability;
}
