/** How many lives were lived and what happened in them, as a table. */
import type { Lived } from './one-life.ts';

export interface Tally {
  add(life: Lived): void;
  /** A line for each fault, the most frequent first. */
  table(): string;
}

export function tally(): Tally {
  const faults = new Map<string, number>();
  const kinds = new Set<string>();
  let [lives, refused] = [0, 0];
  return {
    add({ kind, survived, refused: isRefused = false }) {
      lives++;
      if (isRefused) refused++;
      kinds.add(kind);
      for (const [fault, times] of survived) faults.set(fault, (faults.get(fault) ?? 0) + times);
    },
    table() {
      const width = String(Math.max(lives, ...faults.values())).length;
      const line = (name: string, times: number): string => `  ${String(times).padStart(width)}  ${name}`;
      return [
        `${lives} lives of ${kinds.size} kinds of queries; faults that they lived through:`,
        ...[...faults].toSorted(([, a], [, b]) => b - a).map(([fault, times]) => line(fault, times)),
        line('ended with a reason, as keys would have moved', refused),
      ].join('\n');
    },
  };
}
