/** Asks every few seconds where the partitions of a job end, beside its work: so its lag is known also while it waits. */
import type { Connector } from '../connectors/port.ts';
import type { JobMeasures } from './measures.ts';

/** Between two askings, in milliseconds. */
const PERIOD_MS = 5000;

export interface EndOffsets {
  /** When no asking is under way any more. */
  stop(): Promise<void>;
}

export function followEnds(
  connector: Connector,
  topics: Iterable<string>,
  measures: JobMeasures,
  signal: AbortSignal,
): EndOffsets {
  const names = [...topics];
  const stopped = new AbortController();
  const either = AbortSignal.any([signal, stopped.signal]);
  let asking: Promise<void> | undefined = ask();

  async function ask(): Promise<void> {
    try {
      const found = await Promise.all(
        names.map(async topic =>
          ((await connector.partitions(topic, either)) ?? []).map(({ partition, end }) => ({ topic, partition, end })),
        ),
      );
      if (!either.aborted) measures.ends(found.flat());
    } catch {
      // The reader meets the same trouble and says so; until then the lag is unknown.
      if (!either.aborted) measures.ends(undefined);
    } finally {
      asking = undefined;
    }
  }

  const timer = setInterval(() => {
    asking ??= ask();
  }, PERIOD_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      stopped.abort();
      await asking;
    },
  };
}
