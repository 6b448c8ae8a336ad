/** What a cluster keeps: topics, the offsets of groups, who writes under which name. It never fails; the world around it does. */
import type { GroupOffsets, OutputRecord, SourceRecord } from '../../runtime/connectors/port.ts';

export interface Partition {
  readonly records: SourceRecord[];
}

export class Cluster {
  readonly topics = new Map<string, readonly Partition[]>();
  /** By group, then by `topic-partition`. */
  readonly offsets = new Map<string, Map<string, number>>();
  /** By name of a writer how often it was taken over. */
  readonly #epochs = new Map<string, number>();

  createTopic(name: string, partitions: number): void {
    if (!this.topics.has(name))
      this.topics.set(
        name,
        Array.from({ length: partitions }, () => ({ records: [] })),
      );
  }

  addPartition(topic: string): void {
    this.topics.set(topic, [...this.topics.get(topic)!, { records: [] }]);
  }

  append(topic: string, partition: number, record: Omit<SourceRecord, 'offset'>): void {
    const { records } = this.topics.get(topic)![partition]!;
    records.push({ ...record, offset: records.length });
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
