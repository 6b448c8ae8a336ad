/** How time grows when a text doubles, from 10,000 to 80,000: a ratio of 2 is linear, 4 quadratic. */
import { analyze } from '../../src/language/analyze.ts';
import { LARGE } from './large.ts';

const SIZES = [10_000, 20_000, 40_000, 80_000];
/** Twice the text may take so much. */
const LIMIT = 2.3;
/** Below this a measurement is mostly noise, milliseconds. */
const LEAST = 20;

export function languageGrowth(write: (line: string) => void): void {
  write(`analyze, ms for ${SIZES.join(', ')}; how much a doubling takes (limit ${LIMIT})`);
  for (const [name, make] of Object.entries(LARGE)) {
    const times = SIZES.map(size => best(make(size)));
    // From end to end, as one doubling alone is at the mercy of a collection of garbage.
    const grown = times.at(-1)! >= LEAST ? (times.at(-1)! / Math.max(times[0]!, 1)) ** (1 / (SIZES.length - 1)) : 0;
    const shown = times.map(ms => ms.toFixed(0).padStart(7)).join('');
    write(
      `${name.padEnd(32)}${shown}  ${grown === 0 ? 'too short to say' : `${grown.toFixed(2)}${grown > LIMIT ? '  TOO MUCH' : ''}`}`,
    );
  }
}

function best(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    analyze(text);
    least = Math.min(least, performance.now() - started);
    // What takes long shows well enough once.
    if (least > 2000) break;
  }
  return least;
}
