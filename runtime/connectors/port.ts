/**
 * The one narrow port between the engine and where records are kept. An adapter (memory, log, jsonl, kafka)
 * implements exactly this; nothing else in the runtime knows what stands behind it.
 */

/** Headers in their order; a name may stand more than once, as in Kafka. */
export type Headers = readonly (readonly [name: string, value: Uint8Array | null])[];

/** A record as it was read. Bytes belong to the reader and must not be changed. */
export interface SourceRecord {
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
  /** So many bytes before the value's own are its file's (`formats/heads.ts`); absent: none. */
  readonly head?: number;
}

/** Records of one partition, ascending by offset (gaps are allowed); none where only offsets without records were passed. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly SourceRecord[];
  /** The offset to read next; past the last record also where trailing offsets hold no record (Kafka's markers). */
  readonly nextOffset: number;
  /** The partition ends here, and will never have more. */
  readonly ended?: true;
}

/** What a partition holds: `earliest` is the first readable offset, `end` the one the next record will get. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly earliest: number;
  readonly end: number;
}

export interface Assignment {
  readonly topic: string;
  readonly partition: number;
  /** First offset to read. */
  readonly from: number;
  /** Read up to, not including, this offset, then the partition is done; absent: for ever. */
  readonly to?: number;
}

export interface Reader {
  /**
   * One call at a time; a close meanwhile ends it with an empty list. Lets timers and signals have their turn
   * even when there is always something to read. Waits until there is something, at most `maxWaitMs`; an empty list means nothing came in that time.
   * `undefined` once every assigned partition has reached its `to`. A partition that reaches `to` without
   * holding records there (compaction, transaction markers) counts as done too.
   * Rejects with ConnectorError when the place cannot be reached any more, or the signal's reason when aborted.
   */
  read(maxWaitMs: number, signal: AbortSignal): Promise<readonly Batch[] | undefined>;
  close(): Promise<void>;
}

export interface OutputRecord {
  readonly topic: string;
  /** Chosen by the writer from the key (Kafka's default partitioner: murmur2 of the key bytes) when absent. */
  readonly partition?: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  /** Null is a deletion. */
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

/** Where a consumer group will go on: the offset to read next, per topic and partition. */
export interface GroupOffsets {
  readonly group: string;
  readonly offsets: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];
  /** As which member of the group: what one commits that is no longer in it is refused with StaleMember. */
  readonly as?: Generation['commit'];
}

/** What a group's topics are divided into among its members, until it is divided anew. */
export interface Generation {
  /** Those that fell to this member. */
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
  /** Aborted when the group is being divided anew, or this member has lost what it had. */
  readonly over: AbortSignal;
  readonly commit: { readonly member: string; readonly generation: number } | undefined;
}

export interface MembershipOptions {
  readonly group: string;
  /** None reads a topic of another; each falls into tasks (`tasks-of.ts`), of which none is divided among members. */
  readonly units: readonly SharedUnit[];
}

/** Topics that are worked on together. */
export interface SharedUnit {
  readonly topics: readonly string[];
  /** `partition`: those of the same number of all topics fall to one member. `all`: all partitions of all of them do. */
  readonly each: 'partition' | 'all';
}

export interface Membership {
  /**
   * Takes part in the next division: call it first, and again soon when the one before is `over`. Waits as long as the place
   * cannot be reached. Rejects with ConnectorError when the place refuses, or with the signal's reason.
   */
  next(signal: AbortSignal): Promise<Generation>;
  /** What this member had falls to the others at once. */
  leave(): Promise<void>;
}

/** What was to be committed belongs to another member of the group by now; it was not committed. */
export class StaleMember extends Error {
  override readonly name = 'StaleMember';
}

export interface Writer {
  /**
   * Takes records, whose bytes must not be changed afterwards; resolves when there is room for more. Nothing is
   * visible to others before `commit`. A missing topic is made with one partition, as brokers do by default: call
   * `createTopic` first where the count matters. A partition the topic does not have is refused.
   */
  write(records: readonly OutputRecord[]): Promise<void>;
  /**
   * Makes everything written since the last commit visible, together with the input offsets, all or nothing.
   * When it rejects, what was written is still pending: commit again, or abort.
   */
  commit(inputs?: GroupOffsets): Promise<void>;
  /** Drops what was written since the last commit. */
  abort(): Promise<void>;
  /** Drops what was not committed. */
  close(): Promise<void>;
}

export interface Connector {
  /** For messages: `dir:.ferris/log`, `kafka localhost:9092`. */
  readonly place: string;
  topics(signal: AbortSignal): Promise<readonly string[]>;
  /** Ascending by partition; `undefined` when there is no such topic. */
  partitions(topic: string, signal: AbortSignal): Promise<readonly PartitionOffsets[] | undefined>;
  /** Offsets a group has committed; partitions it never committed are left out. */
  committed(group: string, topic: string, signal: AbortSignal): Promise<ReadonlyMap<number, number>>;
  /**
   * Makes the topic when it is missing; an existing one is left as it is, whatever its partition count. Its records stay as long
   * as the place keeps records, or `until deleted` with `deleteBefore`.
   */
  createTopic(topic: string, partitions: number, signal: AbortSignal, stay?: 'until deleted'): Promise<void>;
  /**
   * Makes a topic of which the last record of each key is kept for ever, when it is missing. Rejects with ConnectorError
   * (refused) when one of this name keeps its records otherwise. Absent: no state is kept here. @returns its partition count
   */
  readonly createChangelog?: (topic: string, partitions: number, signal: AbortSignal) => Promise<number>;
  /**
   * How long such a topic keeps at least that a key was deleted, in milliseconds; undefined where that may not be asked. Absent:
   * there is no more to read than what stands, and no snapshot is made of it.
   */
  readonly deletionsKeptMs?: (topic: string, signal: AbortSignal) => Promise<number | undefined>;
  /**
   * Lets go of what stands before these offsets, which nobody reads any more, as far as that can be done now. Absent: it stays.
   * Rejects with the signal's reason.
   */
  readonly deleteBefore?: (places: GroupOffsets['offsets'], signal: AbortSignal) => Promise<void>;
  /** Where a record stands, for messages: `orders-0@17`, or file and line: `orders.jsonl:17`. */
  locate(topic: string, partition: number, offset: number): string;
  /** Rejects with ConnectorError (unreadable) when a topic or partition is not there. */
  reader(assignments: readonly Assignment[]): Promise<Reader>;
  /** @param name where others may take over: who opens a writer of the same name drops what the one before has not committed */
  writer(name?: string): Promise<Writer>;
  /** Absent where only one process can read and write at a time. */
  readonly join?: (options: MembershipOptions) => Membership;
  close(): Promise<void>;
}

/** Something in a place that could not be read as a record; reading goes on after it. */
export interface Problem {
  /** As from `Connector.locate`. */
  readonly place: string;
  readonly message: string;
}

/** A place that cannot be reached, read or written, in words for the person who named it. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  /** `unreachable`: exit 69. `unreadable`: exit 66 (a file, or a line of it). `refused`: the place said no. */
  readonly kind: 'unreachable' | 'unreadable' | 'refused';
  constructor(kind: 'unreachable' | 'unreadable' | 'refused', message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/**
 * The name of a writer is another's by now, or its transaction was open for too long: what it wrote since the last commit is not
 * there. Who begins anew from what was committed loses and doubles nothing.
 */
export class FencedWriter extends ConnectorError {
  constructor(message: string, options?: ErrorOptions) {
    super('refused', message, options);
  }
}
