/** Whether the topics of a job are there: one that was deleted under it looks like one without partitions otherwise. */
import type { Connector } from '../connectors/port.ts';
import type { Timer } from '../time/timer.ts';
import { UnknownTopicError } from './job.ts';

/**
 * Rejects with UnknownTopicError, ConnectorError, or the signal's reason.
 * @param timer asks a few times, with pauses, where a topic was there before: a broker that has just come back may not know yet
 */
export async function topicsThere(
  topics: Iterable<string>,
  connector: Connector,
  signal: AbortSignal,
  timer?: Timer,
): Promise<void> {
  for (const topic of topics)
    for (let tries = 1; !(await connector.partitions(topic, signal)); tries++) {
      if (!timer || tries === TRIES)
        throw new UnknownTopicError(topic, await connector.topics(signal), connector.place);
      await timer.pause(PAUSE, signal);
    }
}

const TRIES = 3;
/** In milliseconds. */
const PAUSE = 1000;
