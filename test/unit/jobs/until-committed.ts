/** Runs a job over what is there now: it is ended once its group has committed all of it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Connector } from '../../../runtime/connectors/port.ts';
import { never } from '../connectors/conformance.ts';

/** Rejects with what the job rejects with. */
export async function untilCommitted(
  connector: Connector,
  group: string,
  topics: readonly string[],
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const ended = run(ending.signal);
  try {
    await Promise.race([ended, allCommitted(connector, group, topics, ending.signal)]);
  } finally {
    ending.abort();
    await ended.catch(() => {});
  }
  await ended;
}

async function allCommitted(
  connector: Connector,
  group: string,
  topics: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const isCommitted = async (topic: string): Promise<boolean> => {
    const [ends, committed] = await Promise.all([
      connector.partitions(topic, never),
      connector.committed(group, topic, never),
    ]);
    return ends!.every(({ partition, end }) => (committed.get(partition) ?? 0) === end);
  };
  while (!signal.aborted) {
    if ((await Promise.all(topics.map(isCommitted))).every(one => one)) return;
    await pause(1);
  }
}
