/** Which topics have been read up to where they ended when the task began: what a join with a table waits for. */
import type { Batch } from '../connectors/port.ts';
import type { SourcePartition } from '../time/watermarks.ts';

export interface ReadPartition extends SourcePartition {
  /** The first offset that is read. */
  readonly from: number;
  /** Where it ended at the start; absent: not known, and waited for by no one. */
  readonly end?: number;
}

export interface Reading {
  /** Once, after the rows of the last record before these ends were handed on. Not before `start`. */
  when(topics: ReadonlySet<string>, then: () => void): void;
  start(): void;
  /** This batch was put through. */
  took(batch: Pick<Batch, 'topic' | 'partition' | 'nextOffset'>): void;
}

export function readingOf(partitions: readonly ReadPartition[]): Reading {
  /** By topic the partitions that have not been read to their end, with that end. */
  const unread = new Map<string, Map<number, number>>();
  let waiting: { readonly topics: ReadonlySet<string>; readonly then: () => void }[] = [];
  for (const { topic, partition, from, end } of partitions) {
    if (end === undefined || from >= end) continue;
    const ends = unread.get(topic);
    if (ends) ends.set(partition, end);
    else unread.set(topic, new Map([[partition, end]]));
  }

  function tell(): void {
    const isRead = (topics: ReadonlySet<string>): boolean => ![...topics].some(topic => unread.has(topic));
    const ready = waiting.filter(({ topics }) => isRead(topics));
    if (ready.length === 0) return;
    waiting = waiting.filter(({ topics }) => !isRead(topics));
    // Readers were told of first: what gives rows tells before what takes them.
    for (const { then } of ready.toReversed()) then();
  }

  return {
    when(topics, then) {
      waiting.push({ topics, then });
    },
    start: tell,
    took({ topic, partition, nextOffset }) {
      const ends = unread.get(topic);
      const end = ends?.get(partition);
      if (!ends || end === undefined || nextOffset < end) return;
      ends.delete(partition);
      if (ends.size > 0) return;
      unread.delete(topic);
      tell();
    },
  };
}
