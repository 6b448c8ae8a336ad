/** Records of several partitions as a task may come to read them. */
import type { Batch } from '../../../runtime/connectors/port.ts';
import type { Input } from '../../simulator/inputs.ts';
import type { Random } from '../../simulator/random.ts';

/** Each partition in its order, in batches of a random size that take turns at random. */
export function batchesOf(random: Random, inputs: readonly Input[], topics: Readonly<Record<string, number>>) {
  const waiting = Object.entries(topics).flatMap(([topic, partitions]) =>
    Array.from({ length: partitions }, (_, partition) => ({
      topic,
      partition,
      records: inputs
        .filter(one => one.topic === topic && one.partition === partition)
        .map(({ timestamp, key, value, headers }, offset) => ({ timestamp, key, value, headers, offset })),
      from: 0,
    })),
  );
  const ends = Object.fromEntries(
    Object.keys(topics).map(topic => [
      topic,
      waiting.filter(one => one.topic === topic).map(({ records }) => (random.chance(0.5) ? records.length : 0)),
    ]),
  );
  const batches: Batch[] = [];
  for (;;) {
    const left = waiting.filter(({ from, records }) => from < records.length);
    if (left.length === 0) return { batches, ends };
    const one = random.pick(left);
    const to = Math.min(one.records.length, one.from + 1 + random.below(random.chance(0.5) ? 1 : 6));
    const { topic, partition } = one;
    batches.push({ topic, partition, records: one.records.slice(one.from, to), nextOffset: to });
    one.from = to;
  }
}

/** Of the numbers from 0, each by this chance. */
export const some = (random: Random, below: number, chance: number): ReadonlySet<number> =>
  new Set(Array.from({ length: below }, (_, i) => i).filter(() => random.chance(chance)));
