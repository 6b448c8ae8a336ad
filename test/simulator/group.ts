/** A consumer group as its coordinator has it: members come, go, are given up, and are told what falls to them. */

import { spread } from '../../runtime/connectors/kafka/group/divide.ts';
import type { Generation, MembershipOptions } from '../../runtime/connectors/port.ts';
import { tasksOf } from '../../runtime/connectors/tasks-of.ts';
import type { Cluster } from './cluster.ts';

interface Member {
  readonly over: AbortController;
  owned: Generation['partitions'];
  /** Set while it waits for the next division. */
  waiting: ((generation: Generation) => void) | undefined;
}

export class Group {
  readonly #cluster: Cluster;
  readonly #options: MembershipOptions;
  #members = new Map<string, Member>();
  #generation = 0;
  /** How many partitions each topic had when they were divided. */
  #divided: ReadonlyMap<string, number> = new Map();
  readonly #twice: boolean;

  /** @param twice whether the first task is given to two members, as it never should */
  constructor(cluster: Cluster, options: MembershipOptions, twice: boolean) {
    this.#cluster = cluster;
    this.#options = options;
    this.#twice = twice;
  }

  get members(): readonly string[] {
    return [...this.#members.keys()];
  }

  /** Comes, or comes back; all others have to come back too. */
  join(member: string, owned: Generation['partitions'], told: (generation: Generation) => void): void {
    this.#members.set(member, { over: new AbortController(), owned, waiting: told });
    for (const other of this.#members.values()) if (!other.waiting) other.over.abort();
    this.#divide();
  }

  /** Who waits for the next division is heard of. */
  isWaiting(member: string): boolean {
    return this.#members.get(member)?.waiting !== undefined;
  }

  /** Gone, by its own will or because it was not heard of. @returns what tells it so */
  remove(member: string): (() => void) | undefined {
    const gone = this.#members.get(member);
    if (!gone) return undefined;
    this.#members.delete(member);
    for (const other of this.#members.values()) if (!other.waiting) other.over.abort();
    this.#divide();
    return () => gone.over.abort();
  }

  /** How many partitions of the topic there were when the group was divided. */
  divided(topic: string): number {
    return this.#divided.get(topic) ?? 0;
  }

  /** Somebody looks whether topics have got more partitions; then all come back. */
  look(): void {
    const topics = this.#options.units.flatMap(unit => unit.topics);
    if (
      this.#members.size === 0 ||
      topics.every(one => this.#cluster.topics.get(one)?.length === this.#divided.get(one))
    )
      return;
    for (const other of this.#members.values()) if (!other.waiting) other.over.abort();
  }

  /** Whether what it commits counts. */
  isCurrent({ member, generation }: { readonly member: string; readonly generation: number }): boolean {
    return this.#members.has(member) && generation === this.#generation;
  }

  /** Once all who are in it have come back. */
  #divide(): void {
    const members = [...this.#members];
    if (members.length === 0 || members.some(([, { waiting }]) => !waiting)) return;
    this.#generation++;
    const { units } = this.#options;
    const counts = new Map([...this.#cluster.topics].map(([topic, partitions]) => [topic, partitions.length]));
    this.#divided = counts;
    const tasks = tasksOf(units, counts).map(({ partitions }) => partitions);
    const division = new Map(
      spread(
        tasks,
        members.map(([member, { owned }]) => ({ member, owned })),
      ),
    );
    const without = members.find(([member]) => !tasks[0]!.some(one => division.get(member)!.includes(one)));
    if (this.#twice && without) division.set(without[0], [...division.get(without[0])!, ...tasks[0]!]);
    for (const [member, one] of members) {
      const told = one.waiting!;
      one.waiting = undefined;
      one.owned = division.get(member) ?? [];
      told({ partitions: one.owned, over: one.over.signal, commit: { member, generation: this.#generation } });
    }
  }
}
