/** Which partitions stay together: the tasks that the topics of a group fall into. The same for who divides them and who works. */
import type { SharedUnit } from './port.ts';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface Task<Unit extends SharedUnit = SharedUnit> {
  readonly unit: Unit;
  /** Of its partitions, which all have it; undefined: it has all partitions of the unit. */
  readonly number: number | undefined;
  /** Ordered by topic, then number. */
  readonly partitions: readonly TopicPartition[];
}

/**
 * Where the topics of a unit have not all as many partitions, those of one number need not belong together: it is one task.
 * @param counts partitions of each topic; a topic that is not there has none
 */
export function tasksOf<Unit extends SharedUnit>(
  units: readonly Unit[],
  counts: ReadonlyMap<string, number>,
): readonly Task<Unit>[] {
  return units.flatMap((unit): readonly Task<Unit>[] => {
    const topics = unit.topics.toSorted();
    const numbers = topics.map(topic => counts.get(topic) ?? 0);
    const count = Math.max(0, ...numbers);
    if (count === 0) return [];
    const of = (number: number): readonly TopicPartition[] => topics.map(topic => ({ topic, partition: number }));
    const range = Array.from({ length: count }, (_, number) => number);
    if (unit.each === 'partition' && numbers.every(one => one === count))
      return range.map(number => ({ unit, number, partitions: of(number) }));
    const partitions = topics.flatMap((topic, i) =>
      Array.from({ length: numbers[i]! }, (_, partition) => ({ topic, partition })),
    );
    return [{ unit, number: undefined, partitions }];
  });
}
