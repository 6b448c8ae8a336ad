/** A topic for state: of each key the last record stays. */
import { ConnectorError } from '../port.ts';
import type { Cluster } from './cluster.ts';
import { makeTopic, SMALL_SEGMENTS } from './make-topic.ts';
import { describeConfigs } from './requests/describe-configs.ts';
import { check, ProtocolError, TOPIC_AUTHORIZATION_FAILED, UNKNOWN_TOPIC_OR_PARTITION } from './wire/protocol-error.ts';

const SETTINGS = [['cleanup.policy', 'compact'], SMALL_SEGMENTS] as const;

/**
 * Makes it where it is missing, replicated as the brokers do by default, and returns its partition count. Rejects with
 * ConnectorError (refused) when there is one that forgets records otherwise.
 */
export async function changelogTopic(
  cluster: Cluster,
  topic: string,
  partitions: number,
  signal: AbortSignal,
): Promise<number> {
  const found = await cluster.persist(signal, () => cluster.topic(topic, signal));
  const count = found?.partitions.length ?? (await makeTopic(cluster, topic, partitions, signal, SETTINGS));
  const policy = await settingOf(cluster, topic, 'cleanup.policy', signal);
  if (policy !== undefined && policy !== 'compact')
    throw new ConnectorError(
      'refused',
      `'${topic}' of ${cluster.place} is to keep a job's state and has cleanup.policy=${policy}, which loses some of it: ` +
        `set it to compact if nothing was deleted yet, or delete the topic, and the state is made again of what the job reads`,
    );
  return count;
}

/** Undefined where this client may not know it. */
const settingOf = (
  cluster: Cluster,
  topic: string,
  setting: string,
  signal: AbortSignal,
): Promise<string | undefined> =>
  cluster.persist(signal, async () => {
    const [answer] = await cluster.ask('controller', describeConfigs, { topic, setting }, signal);
    if (!answer || answer.error === TOPIC_AUTHORIZATION_FAILED) return undefined;
    check(answer.error, `asking for the settings of topic '${topic}'`, answer.message);
    if (answer.value === null)
      throw new ProtocolError(UNKNOWN_TOPIC_OR_PARTITION, `asking for the settings of '${topic}'`);
    return answer.value;
  });

/** How long it keeps that a key was deleted, in milliseconds; undefined where this client may not know it. */
export async function deletionsKeptMs(
  cluster: Cluster,
  topic: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const text = await settingOf(cluster, topic, 'delete.retention.ms', signal);
  return text === undefined ? undefined : Number(text);
}
