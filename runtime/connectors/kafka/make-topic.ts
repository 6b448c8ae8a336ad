/** Makes a topic and waits until its partitions can be written to. */
import { ConnectorError } from '../port.ts';
import type { Cluster } from './cluster.ts';
import { offsetsAt } from './offsets-at.ts';
import { createTopics } from './requests/create-topics.ts';
import { check, ProtocolError, TOPIC_ALREADY_EXISTS, UNKNOWN_TOPIC_OR_PARTITION } from './wire/protocol-error.ts';

/** Compacted and freed are whole segments that are full: of the default size (1 GB) the last one would hardly ever be. */
export const SMALL_SEGMENTS = ['segment.bytes', String(50 << 20)] as const;

/** Of a topic whose reader deletes what it has read. */
export const UNTIL_DELETED = [
  ['cleanup.policy', 'delete'],
  ['retention.ms', '-1'],
  ['retention.bytes', '-1'],
  SMALL_SEGMENTS,
] as const;

/** Returns its partition count, which is another one when the topic was there already. Rejects with ConnectorError. */
export async function makeTopic(
  cluster: Cluster,
  topic: string,
  partitions: number,
  signal: AbortSignal,
  settings: readonly (readonly [name: string, value: string])[] = [],
): Promise<number> {
  await cluster.persist(signal, async () => {
    const question = { topic, partitions, settings, timeoutMs: cluster.timeoutMs };
    const [made] = await cluster.ask('controller', createTopics, question, signal);
    if (!made) throw new ConnectorError('refused', `${cluster.place} did not say whether it made topic '${topic}'`);
    if (made.error !== TOPIC_ALREADY_EXISTS) check(made.error, `making topic '${topic}'`, made.message);
  });
  return cluster.persist(signal, async () => {
    const found = await cluster.topic(topic, signal);
    // The brokers hear of it from the controller a moment later.
    if (!found) throw new ProtocolError(UNKNOWN_TOPIC_OR_PARTITION, `waiting for topic '${topic}'`);
    // Nor does a leader always know yet that it is one: it does when it can say where its partition ends.
    const numbers = found.partitions.map(({ partition }) => partition);
    await offsetsAt(cluster, 'end', topic, numbers, signal);
    return numbers.length;
  });
}
