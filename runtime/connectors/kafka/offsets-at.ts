/** The earliest offsets of partitions, or the ends of what is committed there, asked of their leaders. */
import type { Cluster } from './cluster.ts';
import { EARLIEST, LATEST, listOffsets } from './requests/list-offsets.ts';
import { check } from './wire/protocol-error.ts';

/** Offsets by partition. Without trying again: to be called within `Cluster.persist`. */
export async function offsetsAt(
  cluster: Cluster,
  at: 'earliest' | 'end',
  topic: string,
  partitions: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const byLeader = await cluster.byLeader(
    partitions.map(partition => ({ topic, partition })),
    false,
    signal,
  );
  const question = { at: at === 'earliest' ? EARLIEST : LATEST } as const;
  const answers = await Promise.all(
    [...byLeader].map(([node, led]) => cluster.ask(node, listOffsets, { ...question, partitions: led }, signal)),
  );
  for (const { error, partition } of answers.flat()) check(error, `asking for the offsets of ${topic}-${partition}`);
  return new Map(answers.flat().map(({ partition, offset }) => [partition, offset]));
}
