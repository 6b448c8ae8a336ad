/**
 * From where a job's state can be made again, at first where it began to read, and where its partitions ended then: kept
 * beside its group's offsets as those of two groups of its own.
 */
import type { Connector, Generation, Writer } from '../connectors/port.ts';
import type { JobPlace } from './job.ts';
import type { Needed } from './low-water.ts';

const startOf = (group: string): string => `${group}.began-at`;
const endOf = (group: string): string => `${group}.ended-at`;

/** Where a job's state could be made again from now on; before that nothing has to be kept for it. */
export const moveOrigin = (writer: Writer, group: string, needed: readonly Needed[]): Promise<void> =>
  writer.commit({ group: startOf(group), offsets: needed });

export interface PlacesOptions {
  readonly connector: Connector;
  readonly writer: Writer;
  readonly group: string;
  /** Where a partition begins that the group has never read. */
  readonly otherwise: 'earliest' | 'latest';
  readonly partitions: Generation['partitions'];
  /** Whether what was read before has to be read again. */
  readonly again: boolean;
  /** A run that ends: it begins with nothing, whatever was read before. */
  readonly bounded: boolean;
  readonly signal: AbortSignal;
  /** Topics of the job's own, of which nothing may be gone that was not read. */
  readonly between: readonly string[];
  /** How many partitions topics had when the job began: of those that came later everything is read. */
  readonly counts: ReadonlyMap<string, number>;
  /** Where others may write under names of their own: as whom the first offsets are committed. */
  readonly as?: NonNullable<Generation['commit']>;
}

/** Some of what the state is made of is not in the topic any more. */
export class LostInput extends Error {
  override readonly name = 'LostInput';
}

/** Rejects with LostInput, StaleMember, ConnectorError, or the signal's reason. */
export async function placesOf(options: PlacesOptions): Promise<readonly JobPlace[]> {
  const { connector, writer, group, otherwise, partitions, again, bounded, signal, as, between, counts } = options;
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  const places: JobPlace[] = [];
  const fresh: JobPlace[] = [];
  for (const topic of topics) {
    const [found, committed, starts, ends] = await Promise.all([
      connector.partitions(topic, signal),
      connector.committed(group, topic, signal),
      connector.committed(startOf(group), topic, signal),
      connector.committed(endOf(group), topic, signal),
    ]);
    for (const { partition } of partitions.filter(one => one.topic === topic)) {
      const { earliest = 0, end = 0 } = found?.find(one => one.partition === partition) ?? {};
      const since = starts.get(partition);
      const isOwn = between.includes(topic) || partition >= (counts.get(topic) ?? Number.POSITIVE_INFINITY);
      // Who began here and had committed nothing yet began there, not where the topic ends by now.
      const first = (bounded ? undefined : since) ?? (otherwise === 'earliest' || isOwn ? earliest : end);
      const from = committed.get(partition) ?? first;
      const begun = committed.has(partition);
      if (between.includes(topic) && begun && earliest > from)
        throw new LostInput(
          `the job has read ${topic}-${partition} up to offset ${from}, and the topic holds it from ${earliest} on only: what its stages had handed on is gone. Begin the job anew with another --group-id`,
        );
      if (bounded) places.push({ topic, partition, since: from, from, end, begun: false });
      else if (since === undefined) fresh.push({ topic, partition, since: from, from, end, begun });
      else if (again && earliest > since && from > since)
        throw new LostInput(
          `the state of this job is made of ${topic}-${partition} from offset ${since} on, and the topic holds it from ${earliest} on only`,
        );
      else places.push({ topic, partition, since: again ? since : from, from, end: ends.get(partition) ?? end, begun });
    }
  }
  if (fresh.length > 0) {
    const at = (offset: (place: JobPlace) => number) =>
      fresh.map(place => ({ topic: place.topic, partition: place.partition, offset: offset(place) }));
    // Refused where the group has given it to another, who says where it begins.
    if (as) await writer.commit({ group, offsets: at(({ from }) => from), as });
    await writer.commit({ group: endOf(group), offsets: at(({ end }) => end) });
    await writer.commit({ group: startOf(group), offsets: at(({ from }) => from) });
  }
  return [...places, ...fresh];
}
