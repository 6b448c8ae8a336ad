/** Watermarks of source partitions: the greatest time seen less the bound, and the least of them over all. */

export interface SourcePartition {
  readonly topic: string;
  readonly partition: number;
}

export class Watermarks {
  private readonly boundMs: number;
  private readonly byTopic = new Map<string, Map<number, number>>();

  /** A partition without rows holds all others back. */
  constructor(partitions: readonly SourcePartition[], boundMs: number) {
    this.boundMs = boundMs;
    for (const { topic, partition } of partitions) this.topic(topic).set(partition, -Infinity);
  }

  /** The partition's watermark before this row. */
  see(topic: string, partition: number, time: number): number {
    const partitions = this.topic(topic);
    const before = partitions.get(partition) ?? -Infinity;
    const after = time - this.boundMs;
    if (after > before || before === -Infinity) partitions.set(partition, after);
    return before;
  }

  of(topic: string, partition: number): number {
    return this.byTopic.get(topic)?.get(partition) ?? -Infinity;
  }

  /** −Infinity while a partition has had no row. */
  least(): number {
    let least = Infinity;
    for (const partitions of this.byTopic.values())
      for (const watermark of partitions.values()) if (watermark < least) least = watermark;
    return least === Infinity ? -Infinity : least;
  }

  private topic(name: string): Map<number, number> {
    let partitions = this.byTopic.get(name);
    if (!partitions) {
      partitions = new Map();
      this.byTopic.set(name, partitions);
    }
    return partitions;
  }
}
