/** What changed between two lists of tokens: the one stretch between what they begin and end with in common. */

export interface TokensEdit {
  readonly start: number;
  readonly deleteCount: number;
  readonly data: number[];
}

/** Undefined when nothing changed. Cuts between tokens, which are five numbers each. */
export function tokensEdit(before: readonly number[], after: readonly number[]): TokensEdit | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return undefined;
  start -= start % TOKEN;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  same -= same % TOKEN;
  return {
    start,
    deleteCount: before.length - same - start,
    data: after.slice(start, after.length - same),
  };
}

const TOKEN = 5;
