/** Streams, tables, functions and jobs of all files that a few letters may mean. */
import type { DeclaredThing, Workspace } from '../workspace/workspace.ts';

export interface FoundSymbol extends DeclaredThing {
  /** Better ones are lower. */
  readonly distance: number;
}

/** So many are more than anyone reads. */
const MOST = 200;

/** The best first. Letters must come in their order, with others between them; none at all mean everything. */
export function symbolsLike(workspace: Workspace, query: string): readonly FoundSymbol[] {
  const found: FoundSymbol[] = [];
  for (const one of workspace.declared()) {
    const distance = distanceOf(query.toLowerCase(), one.name);
    if (distance !== undefined) found.push({ ...one, distance: distance + (one.strong ? 0 : 1) });
  }
  return found
    .toSorted((a, b) => a.distance - b.distance || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, MOST);
}

/**
 * How far letters are from being a name: how many are skipped, fewer where they begin its words.
 * @param letters in lower case
 * @returns undefined when they are not in it in this order
 */
export function distanceOf(letters: string, name: string): number | undefined {
  const lower = name.toLowerCase();
  const whole = lower.indexOf(letters);
  if (whole >= 0) return whole === 0 ? 0 : isStart(name, whole) ? 1 : 2;
  let at = 0;
  let distance = 3;
  for (const letter of letters) {
    const next = lower.indexOf(letter, at);
    if (next < 0) return undefined;
    if (next > at && !isStart(name, next)) distance += next - at;
    at = next + 1;
  }
  return distance;
}

/** Whether a word of a name begins there: `market_data`, `marketData`. */
const isStart = (name: string, at: number): boolean =>
  at === 0 || /[^A-Za-z0-9]/.test(name[at - 1]!) || (/[A-Z]/.test(name[at]!) && /[a-z0-9]/.test(name[at - 1]!));
