/**
 * Which partitions have been read to their end, and for how long: what `watermark.idle.timeout` goes by. The clock is the
 * job's, so that a test can turn it.
 */
import { eventTimesOf } from '../../src/compiler/plan/event-times.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import type { Batch, Connector } from '../connectors/port.ts';
import type { Clock } from '../time/clock.ts';
import type { SourcePartition } from '../time/watermarks.ts';

export interface Quiet {
  /** How long a read may wait so that no partition becomes quiet unnoticed; milliseconds. */
  readonly patienceMs: number;
  read(batches: readonly Batch[]): void;
  /** Tells of each partition that has been at its end for long enough, once until it has records again. */
  tell(quiet: (topic: string, partition: number, forMs: number) => void, signal: AbortSignal): Promise<void>;
}

interface Place extends SourcePartition {
  readonly offset: number;
}

/** `reached`: the offsets read up to, kept current by the caller. Undefined when no source of the plan asks for it. */
export function quietPartitions(
  plan: Plan,
  connector: Connector,
  reached: readonly Place[],
  clock: Clock,
): Quiet | undefined {
  const timeouts = eventTimesOf(plan).flatMap(({ idleMs }) => idleMs ?? []);
  if (timeouts.length === 0) return undefined;
  const steps = [...new Set(timeouts)].sort((a, b) => a - b);
  const now = (): number => clock.now() / 1000;
  /** When it was last known to have something, and how many of the steps were told. */
  const states = new Map(reached.map(place => [place, { since: now(), told: 0 }]));
  return {
    patienceMs: Math.max(1, steps[0]!),
    read(batches) {
      for (const { topic, partition, records } of batches) {
        const place = reached.find(one => one.topic === topic && one.partition === partition);
        if (place && records.length > 0) states.set(place, { since: now(), told: 0 });
      }
    },
    async tell(quiet, signal) {
      const due = [...states].filter(([, { since, told }]) => told < steps.length && now() - since >= steps[told]!);
      for (const topic of new Set(due.map(([place]) => place.topic))) {
        const ends = new Map((await connector.partitions(topic, signal))?.map(one => [one.partition, one.end]));
        for (const [place, state] of due) {
          if (place.topic !== topic || place.offset < (ends.get(place.partition) ?? 0)) continue;
          const forMs = now() - state.since;
          state.told = steps.filter(step => step <= forMs).length;
          quiet(topic, place.partition, forMs);
        }
      }
    },
  };
}
