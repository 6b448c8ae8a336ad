/** Topics in this process' memory: deterministic, for tests and for `ferris-sql test`. */
import { setImmediate } from 'node:timers/promises';
import { bell } from '../bell.ts';
import { partitioner } from '../partitioner.ts';
import type { Assignment, Batch, Connector, GroupOffsets, OutputRecord, SourceRecord, Writer } from '../port.ts';
import { badPartitionCount, checkTopicName, closed, noPartition, noTopic } from '../refusals.ts';
import { waitingReader } from '../waiting-reader.ts';

/** A record put in by hand. Text stands for its UTF-8 bytes. */
export interface AppendedRecord {
  /** 0 unless given. */
  readonly partition?: number;
  /** Milliseconds since the epoch; 0 unless given. */
  readonly timestamp?: number;
  readonly key?: Uint8Array | string | null;
  readonly value: Uint8Array | string | null;
  readonly headers?: SourceRecord['headers'];
  /** To leave a gap before it, as compaction does; not below the partition's end. The end unless given. */
  readonly offset?: number;
}

/** A record as it stands in its topic. */
export interface StoredRecord extends SourceRecord {
  readonly partition: number;
}

export interface MemoryConnector extends Connector {
  /** Puts committed records into a topic at once; a missing topic is made with the partitions they name. */
  append(topic: string, records: readonly AppendedRecord[]): void;
  /** Every committed record of a topic in the order of arrival over all partitions; none for a missing topic. */
  records(topic: string): readonly StoredRecord[];
}

interface Partition {
  /** Ascending by offset. */
  readonly records: SourceRecord[];
  end: number;
}

interface Topic {
  readonly partitions: readonly Partition[];
  readonly arrivals: StoredRecord[];
}

const MOST_PARTITIONS = 10_000;
const MOST_RECORDS_PER_BATCH = 4096;
const PLACE = 'memory';

/** `topics`: partition count by name. */
export function memoryConnector({
  topics: given = {},
}: {
  topics?: Readonly<Record<string, number>>;
} = {}): MemoryConnector {
  const topics = new Map<string, Topic>();
  const groups = new Map<string, Map<string, Map<number, number>>>();
  const news = bell();
  for (const [topic, partitions] of Object.entries(given)) make(topic, partitions);

  function make(name: string, partitions: number): Topic {
    checkTopicName(name);
    if (!Number.isInteger(partitions) || partitions < 1 || partitions > MOST_PARTITIONS)
      throw badPartitionCount(name, partitions, MOST_PARTITIONS);
    const topic = { partitions: Array.from({ length: partitions }, () => ({ records: [], end: 0 })), arrivals: [] };
    topics.set(name, topic);
    return topic;
  }

  function put(topic: Topic, partition: number, record: Omit<SourceRecord, 'offset'>, offset?: number): void {
    const to = topic.partitions[partition]!;
    const { timestamp, key, value, headers } = record;
    const stored = { offset: offset ?? to.end, timestamp, key, value, headers };
    to.records.push(stored);
    to.end = stored.offset + 1;
    topic.arrivals.push({ partition, ...stored });
  }

  function setOffsets({ group, offsets }: GroupOffsets): void {
    const byTopic = entry(groups, group, () => new Map<string, Map<number, number>>());
    for (const { topic, partition, offset } of offsets)
      entry(byTopic, topic, () => new Map<number, number>()).set(partition, offset);
  }

  return {
    place: PLACE,
    append(name, records) {
      const topic = topics.get(name) ?? make(name, 1 + Math.max(0, ...records.map(({ partition = 0 }) => partition)));
      for (const { partition = 0, timestamp = 0, key = null, value, headers = [], offset } of records) {
        const to = topic.partitions[partition];
        if (!to) throw noPartition(PLACE, name, partition, topic.partitions.length);
        if (offset !== undefined && offset < to.end)
          throw new RangeError(`offset ${offset} is below the end ${to.end} of ${name}-${partition}`);
        put(topic, partition, { timestamp, key: bytes(key), value: bytes(value), headers }, offset);
      }
      news.ring();
    },
    records: name => topics.get(name)?.arrivals ?? [],

    topics: async () => [...topics.keys()].sort(),
    partitions: async name =>
      topics.get(name)?.partitions.map(({ records, end }, partition) => ({
        partition,
        earliest: records[0]?.offset ?? end,
        end,
      })),
    committed: async (group, topic) => new Map(groups.get(group)?.get(topic)),
    async createTopic(name, partitions) {
      if (!topics.has(name)) make(name, partitions);
    },
    async createChangelog(name, partitions) {
      return (topics.get(name) ?? make(name, partitions)).partitions.length;
    },
    locate: (topic, partition, offset) => `${topic}-${partition}@${offset}`,
    async reader(assignments) {
      const positions = assignments.map(assignment => {
        const topic = topics.get(assignment.topic);
        if (!topic) throw noTopic(PLACE, assignment.topic, topics.keys());
        const partition = topic.partitions[assignment.partition];
        if (!partition) throw noPartition(PLACE, assignment.topic, assignment.partition, topic.partitions.length);
        return { assignment, partition, next: assignment.from };
      });
      const look = () => {
        const batches: Batch[] = [];
        let open = false;
        for (const position of positions) {
          const batch = nextBatch(position.assignment, position.partition, position.next);
          if (batch && batch.records.length > 0) batches.push(batch);
          position.next = batch?.nextOffset ?? position.next;
          open ||= position.next < (position.assignment.to ?? Infinity);
        }
        return open || batches.length > 0 ? batches : undefined;
      };
      return waitingReader({ look, close: () => {} }, news);
    },
    async writer(): Promise<Writer> {
      const partitions = partitioner(PLACE);
      let pending: { topic: Topic; partition: number; record: OutputRecord }[] = [];
      let open = true;
      return {
        async write(records) {
          if (!open) throw closed('writer', PLACE);
          partitions.nextBatch();
          const taken = records.map(record => {
            const topic = topics.get(record.topic) ?? make(record.topic, 1);
            return { topic, partition: partitions.choose(record, topic.partitions.length), record };
          });
          pending = pending.concat(taken);
        },
        async commit(inputs) {
          if (!open) throw closed('writer', PLACE);
          for (const { topic, partition, record } of pending) put(topic, partition, record);
          if (inputs) setOffsets(inputs);
          pending = [];
          news.ring();
          // One turn of the event loop, as a real commit takes: readers in the same process get theirs.
          await setImmediate();
        },
        async abort() {
          pending = [];
        },
        async close() {
          pending = [];
          open = false;
        },
      };
    },
    async close() {},
  };
}

/** What stands in a partition from `next` on; undefined when that is nothing. */
function nextBatch({ topic, partition: number, to = Infinity }: Assignment, partition: Partition, next: number) {
  const until = Math.min(to, partition.end);
  if (next >= until) return undefined;
  const first = firstAtOrAfter(partition.records, next);
  let last = first;
  while (last < partition.records.length && last - first < MOST_RECORDS_PER_BATCH) {
    if (partition.records[last]!.offset >= until) break;
    last++;
  }
  const records = partition.records.slice(first, last);
  const following = partition.records[last];
  const nextOffset = following === undefined || following.offset >= until ? until : following.offset;
  return { topic, partition: number, records, nextOffset };
}

function firstAtOrAfter(records: readonly SourceRecord[], offset: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records[middle]!.offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

const bytes = (text: Uint8Array | string | null) => (typeof text === 'string' ? Buffer.from(text) : text);
