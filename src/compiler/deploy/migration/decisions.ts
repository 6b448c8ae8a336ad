/** What a migration decides about Kafka, in sentences: who reads in which group, who writes where, and why. */
import type { MigrationRequest } from './migration.ts';

export function decisionsOf({ running, moved, cutover, start, suffix }: MigrationRequest): readonly string[] {
  const old = running.consumerGroup;
  const groups = list(moved.map(({ parallel }) => `'${parallel.kafka.consumerGroup}'`));
  const topics = moved.flatMap(one => [...one.topics].map(([from, to]) => `${from} → ${to}`));
  const stateful = moved.filter(({ final }) => final.source.stateful).map(({ final }) => final.name);
  return [
    `Never two in one group: in '${old}' Kafka would share the partitions out between old and new, and each would see a part of the records. So the parallel run reads in ${groups}, everything once more.`,
    topics.length > 0
      ? `Never two into one topic: ids of transactions are each writer's own, so the old one would not be fenced off and every result would stand there twice. So the parallel run writes to topics with -${suffix} (${topics.join(', ')}).`
      : 'It writes to no topic, so nothing can stand there twice.',
    `The parallel run begins at ${startText(start, stateful.length > 0)}.`,
    cutover === 'handover'
      ? `Cutover is a handover: the old one stops and commits, its offsets are ${samePlace(moved, old) ? 'where the new one goes on, in the same group' : "copied into the new one's group"}, and the new one begins there, writing to the same topics. Nothing is lost and nothing that was committed is read twice; results wait for as long as that takes. What the old one wrote after its last commit is written again: it delivers at least once.`
      : `Cutover is at the readers: ${stateful.length > 0 ? `${list(stateful)} ${stateful.length > 1 ? 'keep' : 'keeps'} state (groups, joins, frames) that cannot be taken over from the old one, and the new one builds its own while both run` : 'both run, each with its own results'}. Those who read the results move to the new topics one by one, and the old one stops when nobody reads its topics any more.`,
  ];
}

const samePlace = (moved: MigrationRequest['moved'], old: string): boolean =>
  moved.every(({ final }) => final.kafka.consumerGroup === old);

function startText(start: string, stateful: boolean): string {
  if (start === 'earliest')
    return 'the beginning of its topics, so its results are complete as far back as those reach';
  const lacks = stateful ? ': windows and joins that were open then lack what came before' : '';
  return `${start === 'latest' ? 'the end of its topics' : start}${lacks}`;
}

const list = (items: readonly string[]): string => items.join(' and ');
