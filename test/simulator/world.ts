/**
 * Everything that happens between processes and their cluster, one thing after the other in an order that chance decides:
 * what a process asks waits until it is its turn, may fail, and is never answered once the process has died.
 */
import {
  type Batch,
  type Connector,
  ConnectorError,
  type Generation,
  type MembershipOptions,
  type OutputRecord,
  type SourceRecord,
  StaleMember,
} from '../../runtime/connectors/port.ts';
import { markBytes, stageRecord } from '../../runtime/operators/stage-records.ts';
import { Cluster } from './cluster.ts';
import { Group } from './group.ts';
import type { Random } from './random.ts';

/** What happens to a job, as it is counted. */
export type Fault =
  | 'killed'
  | 'killed at a commit'
  | 'told to end'
  | 'given up while alive'
  | 'asked and not reached'
  | 'commit that counted, its answer lost'
  | 'commit that failed'
  | 'slow commit'
  | 'delayed delivery'
  | 'delivered twice'
  | 'clock ahead'
  | 'clock behind'
  | 'records deleted'
  | 'partition added'
  | 'torn snapshot'
  | 'compaction';

/** What may be broken on purpose, to see that it is noticed. */
export type Mutation =
  | 'offsets before rows'
  | 'nobody is fenced'
  | 'no restore'
  | 'one task to two members'
  | 'state apart from rows'
  | 'an entry of the state left out'
  | 'offsets of the state left out'
  | 'one task of the stage before is enough'
  | 'a snapshot however old'
  | 'records deleted that are not worked off';

export const isChangelog = (topic: string): boolean => topic.endsWith('-changelog');

export interface Faults {
  /** Of each thing that is asked: it fails as if the cluster could not be reached. */
  readonly unreachable: number;
  /** Of each commit: the process dies before or after it counted. */
  readonly deathAtCommit: number;
  /** Of each commit: it counts, and who asked hears that it could not be reached. */
  readonly lostAnswer: number;
  /** Of each commit: much else happens before it is worked off. */
  readonly slowCommit: number;
  /** Of each read of a partition that has something: nothing of it comes for a while. */
  readonly delayed: number;
  /** Of each snapshot that is written: its process dies, and it is there in part. */
  readonly tornSnapshot: number;
  /** Of each read of a partition: some of what came before comes once more. */
  readonly twice: number;
}

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to?: number;
  /** The next one to be read. */
  offset: number;
  /** So many reads give nothing of it. */
  held: number;
}

interface Asked {
  readonly process: Process;
  run(): void;
}

/** What tells how far one of several tasks has come says that it is the only one. */
const ofOne =
  (topic: string) =>
  (record: SourceRecord): SourceRecord => {
    const found = topic.includes('-repartition-') && record.value ? stageRecord(record.value) : undefined;
    return found?.kind === 'mark' ? { ...record, value: markBytes({ ...found.mark, of: 1 }) } : record;
  };

/** For how long topics of state keep that a key was deleted after they were compacted, in milliseconds. */
const DELETIONS_KEPT_MS = 200;

/** Where a task goes on stands under a key of one byte. */
const isNoPlace = ({ topic, key }: OutputRecord): boolean =>
  !isChangelog(topic) || key?.length !== 1 || key[0] !== 0xff;

const unreached = (): ConnectorError => new ConnectorError('unreachable', 'the cluster does not answer');

export class Process {
  readonly name: string;
  readonly ending = new AbortController();
  dead = false;

  constructor(name: string) {
    this.name = name;
  }
}

export class World {
  readonly cluster = new Cluster();
  readonly groups = new Map<string, Group>();
  readonly random: Random;
  readonly mutation: Mutation | undefined;
  /** None while undefined. */
  faults: Faults | undefined;
  /** Milliseconds. */
  now = 0;
  /** The same for the brokers, whose clock does not jump: nobody reads a topic for as long as it keeps deletions. */
  steady = 0;
  /** How many of each there were. */
  readonly survived = new Map<Fault, number>();
  #asked: Asked[] = [];

  constructor(random: Random, mutation: Mutation | undefined) {
    this.random = random;
    this.mutation = mutation;
  }

  count(fault: Fault): void {
    this.survived.set(fault, (this.survived.get(fault) ?? 0) + 1);
  }

  /** Does one of what was asked. */
  step(): void {
    this.#asked = this.#asked.filter(({ process }) => !process.dead);
    if (this.#asked.length === 0) return;
    const [one] = this.#asked.splice(this.random.below(this.#asked.length), 1);
    one!.run();
  }

  /** Somebody who lives was not heard of; they notice sooner or later. */
  giveUp(group: Group, process: Process): void {
    const tell = group.isWaiting(process.name) ? undefined : group.remove(process.name);
    if (tell) this.#late(process, tell);
  }

  kill(process: Process): void {
    process.dead = true;
  }

  /** Topics of state lose what stands no more, and after a while that it was deleted. */
  compact(): void {
    this.count('compaction');
    const keptMs = this.mutation === 'a snapshot however old' ? 0 : DELETIONS_KEPT_MS;
    for (const [topic, partitions] of this.cluster.topics)
      if (isChangelog(topic)) for (const partition of partitions) this.cluster.compact(partition, this.steady, keptMs);
  }

  /** What a process does with its disk, which fails as often as the cluster does. */
  async onDisk<T>(process: Process, work: () => T): Promise<T> {
    try {
      return await this.#ask(process, work);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      throw Object.assign(new Error('the disk does not answer'), { code: 'EIO' });
    }
  }

  isTorn(process: Process): boolean {
    const torn = this.#happens('tornSnapshot', 'torn snapshot');
    if (torn) this.kill(process);
    return torn;
  }

  connector(process: Process): Connector {
    const { cluster } = this;
    const ask = <T>(work: () => T, signal?: AbortSignal): Promise<T> => this.#ask(process, work, signal);
    return {
      place: 'the simulated cluster',
      topics: signal => ask(() => [...cluster.topics.keys()], signal),
      partitions: (topic, signal) =>
        ask(() => {
          const isHidden = this.mutation === 'no restore' && isChangelog(topic);
          return cluster.topics
            .get(topic)
            ?.map(({ records, earliest }, partition) => ({ partition, earliest, end: isHidden ? 0 : records.length }));
        }, signal),
      committed: (group, topic, signal) =>
        ask(
          () =>
            new Map(
              (cluster.topics.get(topic) ?? []).flatMap((_, partition) => {
                // Without a restore a job takes what it has read as all that it is made of.
                const meant = this.mutation === 'no restore' ? group.replace(/\.began-at$/, '') : group;
                const offset = cluster.committed(meant, topic, partition) ?? cluster.committed(group, topic, partition);
                return offset === undefined ? [] : [[partition, offset] as const];
              }),
            ),
          signal,
        ),
      createTopic: (topic, partitions, signal) => ask(() => cluster.createTopic(topic, partitions), signal),
      createChangelog: (topic, partitions, signal) =>
        ask(() => {
          cluster.createTopic(topic, partitions);
          return cluster.topics.get(topic)!.length;
        }, signal),
      deletionsKeptMs: (_, signal) =>
        ask(() => (this.mutation === 'a snapshot however old' ? Number.POSITIVE_INFINITY : DELETIONS_KEPT_MS), signal),
      deleteBefore: (places, signal) =>
        ask(() => {
          this.count('records deleted');
          const everything = this.mutation === 'records deleted that are not worked off';
          for (const { topic, partition, offset } of places)
            cluster.deleteBefore(topic, partition, everything ? cluster.end(topic, partition) : offset);
        }, signal).catch((error: unknown) => {
          // As a place does that cannot do it now.
          if (!(error instanceof ConnectorError)) throw error;
        }),
      locate: (topic, partition, offset) => `${topic}-${partition}@${offset}`,
      reader: assignments =>
        ask(() => {
          const positions = assignments.map((one): Position => ({ ...one, offset: one.from, held: 0 }));
          return {
            read: (_, signal) => ask(() => this.#some(positions), signal),
            close: async () => {},
          };
        }),
      writer: (name = process.name) => ask(() => this.#writer(process, name)),
      join: options => this.#membership(process, options),
      close: async () => {},
    };
  }

  /** Records of some partitions, as many as chance will have; undefined when all have reached their end. */
  #some(positions: readonly Position[]): readonly Batch[] | undefined {
    const batches: Batch[] = [];
    let open = false;
    const order = positions.toSorted(() => this.random.next() - 0.5);
    for (const position of order) {
      const { topic, partition, from, to = Number.POSITIVE_INFINITY, offset } = position;
      const until = Math.min(to, this.cluster.end(topic, partition));
      if (position.held > 0) position.held--;
      else if (offset < until && this.#happens('delayed', 'delayed delivery'))
        position.held = 2 + this.random.below(10);
      else if (offset < until && this.random.chance(0.7)) {
        const nextOffset = offset + 1 + this.random.below(Math.min(until - offset, 8));
        const { records, earliest } = this.cluster.topics.get(topic)![partition]!;
        // As Kafka's reader goes on. Who was given up and does not know it may come here; anybody else would lose rows.
        if (offset < earliest) {
          position.offset = earliest;
          open = true;
          continue;
        }
        const again =
          offset > from && this.#happens('twice', 'delivered twice') ? 1 + this.random.below(offset - from) : 0;
        const some = records
          .slice(offset - again, nextOffset)
          .filter(record => !this.#isLost(topic, record) && !this.cluster.isGone(topic, partition, record.offset));
        const read = this.mutation === 'one task of the stage before is enough' ? some.map(ofOne(topic)) : some;
        batches.push({ topic, partition, records: read, nextOffset });
        position.offset = nextOffset;
      }
      open ||= position.offset < to;
    }
    return open || batches.length > 0 ? batches : undefined;
  }

  #happens(chance: keyof Faults, fault: Fault): boolean {
    const happens = this.faults !== undefined && this.random.chance(this.faults[chance]);
    if (happens) this.count(fault);
    return happens;
  }

  /** Some entry of an operator's; those that say where a task goes on have keys of one byte. */
  #isLost(topic: string, { key }: SourceRecord): boolean {
    const isBroken = this.mutation === 'an entry of the state left out';
    return isBroken && isChangelog(topic) && key!.length > 1 && this.random.chance(0.1);
  }

  #writer(process: Process, name: string) {
    const { cluster, mutation } = this;
    const epoch = cluster.takeOver(name);
    let pending: OutputRecord[] = [];
    return {
      write: async (records: readonly OutputRecord[]) => {
        pending.push(...records);
      },
      commit: (inputs?: Parameters<Cluster['commit']>[1] & { readonly as?: Generation['commit'] }) =>
        this.#asCommit(process, () => {
          if (mutation !== 'nobody is fenced' && cluster.isFenced(name, epoch))
            throw new ConnectorError('refused', `another writer has taken over '${name}'`);
          const group = inputs && this.groups.get(inputs.group);
          if (mutation !== 'nobody is fenced' && inputs?.as && group && !group.isCurrent(inputs.as))
            throw new StaleMember(`${inputs.as.member} is no member of generation ${inputs.as.generation}`);
          const dies = this.#happens('deathAtCommit', 'killed at a commit');
          const counts = !dies || this.random.chance(0.5);
          if (counts)
            cluster.commit(mutation === 'offsets of the state left out' ? pending.filter(isNoPlace) : pending, inputs);
          // The rows of a process that dies between the two are lost.
          else if (mutation === 'offsets before rows') cluster.commit([], inputs);
          else if (mutation === 'state apart from rows')
            cluster.commit(
              pending.filter(({ topic }) => !isChangelog(topic)),
              inputs,
            );
          if (dies) this.kill(process);
          pending = [];
          if (!dies && this.#happens('lostAnswer', 'commit that counted, its answer lost')) throw unreached();
        }),
      abort: async () => {
        pending = [];
      },
      close: async () => {
        pending = [];
      },
    };
  }

  #membership(process: Process, options: MembershipOptions) {
    const group =
      this.groups.get(options.group) ?? new Group(this.cluster, options, this.mutation === 'one task to two members');
    this.groups.set(options.group, group);
    let owned: Generation['partitions'] = [];
    return {
      next: (signal: AbortSignal) =>
        new Promise<Generation>((resolve, reject) => {
          const aborted = (): void => reject(signal.reason);
          if (signal.aborted) return aborted();
          signal.addEventListener('abort', aborted, { once: true });
          this.#later(process, () =>
            group.join(process.name, owned, generation =>
              this.#later(process, () => {
                signal.removeEventListener('abort', aborted);
                owned = generation.partitions;
                resolve(generation);
              }),
            ),
          );
        }),
      leave: () => this.#ask(process, () => void group.remove(process.name)),
    };
  }

  /** After much else has happened. */
  #late(process: Process, run: () => void): void {
    this.#later(process, () => {
      if (this.random.chance(0.92)) this.#late(process, run);
      else run();
    });
  }

  #later(process: Process, run: () => void): void {
    this.#asked.push({ process, run });
  }

  /** As anything that is asked, but it may take long. */
  async #asCommit(process: Process, work: () => void): Promise<void> {
    if (this.#happens('slowCommit', 'slow commit')) await new Promise<void>(done => this.#late(process, done));
    await this.#ask(process, work, undefined, 'commit that failed');
  }

  #ask<T>(process: Process, work: () => T, signal?: AbortSignal, fault: Fault = 'asked and not reached'): Promise<T> {
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        this.#asked = this.#asked.filter(one => one !== asked);
        reject(signal!.reason);
      };
      const asked: Asked = {
        process,
        run: () => {
          signal?.removeEventListener('abort', aborted);
          if (this.#happens('unreachable', fault)) {
            reject(unreached());
            return;
          }
          let found: T;
          try {
            found = work();
          } catch (error) {
            reject(error);
            return;
          }
          // Who died of it does not hear of it.
          if (!process.dead) resolve(found);
        },
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', aborted, { once: true });
      this.#asked.push(asked);
    });
  }
}
