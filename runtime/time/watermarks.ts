/** Watermarks of source partitions: the greatest time seen less the bound, and the least of them over all. */

export interface SourcePartition {
  readonly topic: string;
  readonly partition: number;
}

/** As plain data. */
export interface KeptWatermarks {
  readonly byTopic: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly resting: ReadonlySet<string>;
  readonly passed: number;
}

export class Watermarks {
  private readonly boundMs: number;
  private readonly byTopic = new Map<string, Map<number, number>>();
  /** Those that hold no other back: quiet for long enough. */
  private readonly resting = new Set<string>();
  /** Greatest that `least` has given. */
  private passed = -Infinity;

  /** A partition without rows holds all others back. */
  constructor(partitions: readonly SourcePartition[], boundMs: number) {
    this.boundMs = boundMs;
    for (const { topic, partition } of partitions) this.topic(topic).set(partition, -Infinity);
  }

  kept(): KeptWatermarks {
    const { byTopic, resting, passed } = this;
    return { byTopic, resting, passed };
  }

  restore({ byTopic, resting, passed }: KeptWatermarks): void {
    for (const [topic, partitions] of byTopic)
      for (const [partition, watermark] of partitions) this.topic(topic).set(partition, watermark);
    for (const name of resting) this.resting.add(name);
    this.passed = passed;
    // One that has come since: its rows count from where the others have got to, as windows have closed by that.
    for (const [topic, partitions] of this.byTopic)
      for (const partition of partitions.keys())
        if (byTopic.get(topic)?.has(partition) !== true) partitions.set(partition, passed);
  }

  /** The partition's watermark before this row. */
  see(topic: string, partition: number, time: number): number {
    const partitions = this.topic(topic);
    const before = this.resting.size > 0 ? this.wake(topic, partition) : (partitions.get(partition) ?? -Infinity);
    const after = time - this.boundMs;
    if (after > before || before === -Infinity) partitions.set(partition, after);
    return before;
  }

  /** The greatest time that the partition has had; −Infinity before its first row. */
  greatest(topic: string, partition: number): number {
    return this.of(topic, partition) + this.boundMs;
  }

  of(topic: string, partition: number): number {
    return this.byTopic.get(topic)?.get(partition) ?? -Infinity;
  }

  /** −Infinity while a partition has had no row. While all rest it is the greatest of them, as in Flink. */
  least(): number {
    let [least, greatest] = [Infinity, -Infinity];
    let ended = true;
    for (const [topic, partitions] of this.byTopic)
      for (const [partition, watermark] of partitions) {
        if (watermark === Infinity) continue;
        ended = false;
        if (watermark > greatest) greatest = watermark;
        if (watermark < least && !this.isResting(topic, partition)) least = watermark;
      }
    if (ended && this.byTopic.size > 0) greatest = Infinity;
    this.passed = Math.max(this.passed, least === Infinity ? greatest : least);
    return this.passed;
  }

  /** It will have no row any more. */
  end(topic: string, partition: number): void {
    if (this.byTopic.get(topic)?.has(partition)) this.topic(topic).set(partition, Infinity);
  }

  /** It holds the others back no more. False where it is none of them, or rested already. */
  rest(topic: string, partition: number): boolean {
    if (this.byTopic.get(topic)?.get(partition) === undefined || this.isResting(topic, partition)) return false;
    this.resting.add(nameOf(topic, partition));
    return true;
  }

  /** It has rows again: they count from where the others have got to meanwhile, as windows have closed by that. */
  wake(topic: string, partition: number): number {
    const own = this.of(topic, partition);
    if (!this.isResting(topic, partition)) return own;
    this.resting.delete(nameOf(topic, partition));
    const now = Math.max(own, this.passed);
    this.topic(topic).set(partition, now);
    return now;
  }

  private isResting(topic: string, partition: number): boolean {
    return this.resting.size > 0 && this.resting.has(nameOf(topic, partition));
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

const nameOf = (topic: string, partition: number): string => `${topic}\0${partition}`;
