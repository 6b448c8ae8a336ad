/**
 * From where a job's state could be made again: the offsets before which no record matters any more. What is remembered is
 * how far event time had got at some offsets of each partition; a job commits these offsets now and then (`origin.ts`).
 */
import { horizonsOf } from '../../src/compiler/plan/horizon.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';

export interface Needed {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface LowWater {
  /** The partition is read from another offset on than where it was left. */
  forget(topic: string, partition: number): void;
  /** All records before the offset were worked off, and the greatest event time among them is this. */
  reached(topic: string, partition: number, offset: number, greatest: number): void;
  /** What is needed from now on; partitions of which all is needed are left out. @param watermark that of the task that has the partition */
  needed(watermark: (topic: string, partition: number) => number): readonly Needed[];
}

interface Mark {
  readonly offset: number;
  readonly greatest: number;
}

/** So many offsets of a partition are remembered; beyond it every second one is forgotten. */
const MOST_MARKS = 512;

export function lowWater(plan: Plan): LowWater {
  const horizons = horizonsOf(plan);
  const marks = new Map<string, { readonly topic: string; readonly partition: number; marks: Mark[] }>();
  return {
    forget(topic, partition) {
      marks.delete(`${topic}-${partition}`);
    },
    reached(topic, partition, offset, greatest) {
      if (typeof horizons.get(topic) !== 'number') return;
      const name = `${topic}-${partition}`;
      const known = marks.get(name) ?? { topic, partition, marks: [] };
      marks.set(name, known);
      known.marks.push({ offset, greatest });
      if (known.marks.length > MOST_MARKS) known.marks = known.marks.filter((_, i) => i % 2 === 1);
    },
    needed(watermark) {
      const found: Needed[] = [];
      for (const known of marks.values()) {
        const { topic, partition } = known;
        const past = watermark(topic, partition) - horizons.get(topic)!;
        const last = known.marks.findLastIndex(({ greatest }) => greatest < past);
        if (last < 0) continue;
        found.push({ topic, partition, offset: known.marks[last]!.offset });
        known.marks = known.marks.slice(last);
      }
      return found;
    },
  };
}
