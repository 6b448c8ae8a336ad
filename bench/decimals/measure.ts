/** Processor time of several ways of doing one thing, in turns, so that what else the machine does meets all of them alike. */

/** Of each column. */
export const ROWS = 1000;
const ROUNDS = 15;
/** Long enough for the clock of the process. */
const LEAST_MS = 25;

/** Nanoseconds a step of each way, the best of several rounds; what a way gives back keeps it from being left out. */
export function measure(steps: number, ways: readonly (() => unknown)[]): readonly number[] {
  const repeats = ways.map(way => {
    let count = 1;
    while (timed(way, count) < LEAST_MS) count *= 2;
    return count;
  });
  const best = ways.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, way] of ways.entries())
      best[i] = Math.min(best[i]!, (timed(way, repeats[i]!) * 1e6) / (repeats[i]! * steps));
  return best;
}

/** Kept so that nothing measured is without use. */
export let last: unknown;

function timed(way: () => unknown, count: number): number {
  const { user, system } = process.cpuUsage();
  for (let i = 0; i < count; i++) last = way();
  const after = process.cpuUsage();
  return (after.user + after.system - user - system) / 1000;
}

/** A line of it. @param ways ours, of doubles, of decimal.js, and perhaps a bare loop over doubles */
export function report(write: (line: string) => void, name: string, ways: readonly (() => unknown)[]): void {
  const [ours, double, rival, loop] = measure(ROWS, ways) as [number, number, number, number?];
  const bare = loop === undefined ? '' : `; a bare loop over doubles ${loop.toFixed(2)} (${(ours / loop).toFixed(2)})`;
  write(
    `${name.padEnd(46)} ${ours.toFixed(2).padStart(8)}; decimal.js ${rival.toFixed(1)}: ${(rival / ours).toFixed(1)} ×; doubles ${double.toFixed(2)}: we take ${(ours / double).toFixed(2)} × as long${bare}`,
  );
}
