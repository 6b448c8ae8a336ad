/** What a cluster keeps: topics, the offsets of groups, who writes under which name. It never fails; the world around it does. */
import type { GroupOffsets, OutputRecord, SourceRecord } from '../../runtime/connectors/port.ts';

export interface Partition {
  readonly records: SourceRecord[];
  /** Offsets that a compaction has taken away. */
  readonly gone: Set<number>;
  /** When a compaction first found that a deletion was the last of its key, by its offset. */
  readonly found: Map<number, number>;
  /** What stood before it was deleted. */
  earliest: number;
}

const fresh = (): Partition => ({ records: [], gone: new Set(), found: new Map(), earliest: 0 });

export class Cluster {
  readonly topics = new Map<string, readonly Partition[]>();
  /** By group, then by `topic-partition`. */
  readonly offsets = new Map<string, Map<string, number>>();
  /** By name of a writer how often it was taken over. */
  readonly #epochs = new Map<string, number>();

  createTopic(name: string, partitions: number): void {
    if (!this.topics.has(name)) this.topics.set(name, Array.from({ length: partitions }, fresh));
  }

  addPartition(topic: string): void {
    this.topics.set(topic, [...this.topics.get(topic)!, fresh()]);
  }

  append(topic: string, partition: number, record: Omit<SourceRecord, 'offset'>): void {
    const { records } = this.topics.get(topic)![partition]!;
    records.push({ ...record, offset: records.length });
  }

  /** Of each key the last record stays, one that deletes it for so long. */
  compact({ records, gone, found }: Partition, now: number, deletionsKeptMs: number): void {
    const last = new Map<string, number>();
    for (const { key, offset } of records) if (key) last.set(Buffer.from(key).toString('latin1'), offset);
    for (const { key, value, offset } of records) {
      if (!key) continue;
      const isLast = last.get(Buffer.from(key).toString('latin1')) === offset;
      if (isLast && value === null && !found.has(offset)) found.set(offset, now);
      if (!isLast || (value === null && now - found.get(offset)! > deletionsKeptMs)) gone.add(offset);
    }
  }

  deleteBefore(topic: string, partition: number, offset: number): void {
    const found = this.topics.get(topic)![partition]!;
    found.earliest = Math.max(found.earliest, offset);
  }

  isGone(topic: string, partition: number, offset: number): boolean {
    return this.topics.get(topic)?.[partition]?.gone.has(offset) ?? false;
  }

  end(topic: string, partition: number): number {
    return this.topics.get(topic)?.[partition]?.records.length ?? 0;
  }

  /** Fences who wrote under this name before. */
  takeOver(writer: string): number {
    const epoch = (this.#epochs.get(writer) ?? 0) + 1;
    this.#epochs.set(writer, epoch);
    return epoch;
  }

  isFenced(writer: string, epoch: number): boolean {
    return this.#epochs.get(writer) !== epoch;
  }

  /** All of it at once. */
  commit(records: readonly OutputRecord[], inputs: GroupOffsets | undefined): void {
    for (const { topic, partition = 0, timestamp, key, value, headers } of records) {
      this.createTopic(topic, 1);
      this.append(topic, partition, { timestamp, key, value, headers });
    }
    for (const { topic, partition, offset } of inputs?.offsets ?? [])
      this.#of(inputs!.group).set(`${topic}-${partition}`, offset);
  }

  committed(group: string, topic: string, partition: number): number | undefined {
    return this.#of(group).get(`${topic}-${partition}`);
  }

  #of(group: string): Map<string, number> {
    const found = this.offsets.get(group) ?? new Map<string, number>();
    this.offsets.set(group, found);
    return found;
  }
}
