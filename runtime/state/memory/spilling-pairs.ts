/**
 * What stands under a number and a key, of which the part that was used lately is in memory and the rest on disk. Found, gone
 * through and taken away it is the same wherever it is; what is on disk comes back when it is looked up.
 */
import { DataReader } from '../entries/read.ts';
import { type Data, DataWriter } from '../entries/write.ts';
import { sizeOf } from './size.ts';
import type { Spilled, SpillTable } from './spill-file.ts';
import type { OperatorMemory, Part } from './state-memory.ts';

type Hash = string | number;

/** What values are, where they are more than data. Between batches nobody else may hold one that can go. */
export interface Packing<Value> {
  pack(value: Value): Data;
  unpack(data: Data, hash: Hash): Value;
  /** Bytes in memory, of value and what the operator has beside it. */
  weigh(value: Value): number;
  /** Nothing of it is needed any more. */
  release(value: Value): void;
  /** It is about to go to disk, */
  spilled(value: Value, id: number, hash: Hash): void;
  /** and has come back. */
  returned(value: Value, id: number, hash: Hash): void;
  /** Whether it has to stay in memory now. */
  isPinned(value: Value): boolean;
}

/** Plain data. */
export const PLAIN_DATA: Packing<Data> = {
  pack: value => value,
  unpack: data => data,
  weigh: sizeOf,
  release: () => {},
  spilled: () => {},
  returned: () => {},
  isPinned: () => false,
};

interface Entry<Value> {
  readonly id: number;
  readonly hash: Hash;
  value: Value;
  /** By which they are in order. */
  readonly place: number;
  bytes: number;
  /** In which it was used last. */
  generation: number;
  isGone: boolean;
  older: Entry<Value> | undefined;
  newer: Entry<Value> | undefined;
}

/** What an entry takes beside its value: itself and its place in a map. */
const BESIDE = 200;
/** So many rows are read from disk at once. */
const AT_ONCE = 256;

export class SpillingPairs<Value> {
  private readonly memory: OperatorMemory;
  private readonly packing: Packing<Value>;
  private readonly hot = new Map<number, Map<Hash, Entry<Value>>>();
  /** By number how many are on disk, where there are any. */
  private readonly cold = new Map<number, number>();
  private readonly writer = new DataWriter();
  private disk: SpillTable | undefined;
  private places = 0;
  private bytes = 0;
  private oldest: Entry<Value> | undefined;
  private newest: Entry<Value> | undefined;
  /** In this generation. */
  private used: Entry<Value>[] = [];

  constructor(memory: OperatorMemory, packing: Packing<Value>) {
    this.memory = memory;
    this.packing = packing;
    const part: Part = {
      bytes: () => this.weighed(),
      spilling: {
        oldest: () => this.oldestThatCanGo()?.generation ?? Infinity,
        spill: (generation, bytes) => this.spill(generation, bytes),
      },
    };
    memory.count(part);
  }

  /** To be changed before the batch is over. Throws SpillError, as all of these do. */
  get(id: number, hash: Hash): Value | undefined {
    const entry = this.hot.get(id)?.get(hash);
    if (entry) {
      this.use(entry);
      return entry.value;
    }
    if (!this.cold.has(id)) return undefined;
    const found = this.disk!.take(id, this.encoded(hash));
    if (!found) return undefined;
    this.oneLess(id);
    const value = this.packing.unpack(decoded(found.value), hash);
    this.enter(id, hash, value, found.place);
    this.packing.returned(value, id, hash);
    return value;
  }

  /** As data, to be read at once; it stays where it is. */
  packed(id: number, hash: Hash): Data | undefined {
    const entry = this.hot.get(id)?.get(hash);
    if (entry) return this.packing.pack(entry.value);
    const found = this.cold.has(id) ? this.disk!.get(id, this.encoded(hash)) : undefined;
    return found && decoded(found.value);
  }

  has(id: number): boolean {
    return this.hot.has(id) || this.cold.has(id);
  }

  /** Numbers under which something stands. */
  ids(): Iterable<number> {
    return new Set([...this.hot.keys(), ...this.cold.keys()]);
  }

  size(id: number): number {
    return (this.hot.get(id)?.size ?? 0) + (this.cold.get(id) ?? 0);
  }

  /** In the place of what is there. */
  set(id: number, hash: Hash, value: Value): void {
    const entry = this.hot.get(id)?.get(hash);
    if (entry) {
      this.use(entry);
      entry.value = value;
      return;
    }
    const found = this.cold.has(id) ? this.disk!.take(id, this.encoded(hash)) : undefined;
    if (found) this.oneLess(id);
    this.enter(id, hash, value, found?.place ?? this.places++);
  }

  /** Where nothing is. */
  add(id: number, hash: Hash, value: Value): void {
    this.enter(id, hash, value, this.places++);
  }

  delete(id: number, hash: Hash): boolean {
    const entries = this.hot.get(id);
    const entry = entries?.get(hash);
    if (entry) {
      this.leave(entry);
      entries!.delete(hash);
      if (entries!.size === 0) this.hot.delete(id);
      return true;
    }
    if (!this.cold.has(id) || !this.disk!.take(id, this.encoded(hash))) return false;
    this.oneLess(id);
    return true;
  }

  /**
   * All of a number, in the order in which they came; each only until the next is asked for, and not to be changed. What is
   * taken away meanwhile is left out.
   */
  *each(id: number): Generator<readonly [hash: Hash, value: Value]> {
    const inMemory = [...(this.hot.get(id)?.values() ?? [])].sort((a, b) => a.place - b.place);
    let i = 0;
    for (const row of this.onDisk(id)) {
      for (; i < inMemory.length && inMemory[i]!.place < row.place; i++) {
        const { isGone, hash, value } = inMemory[i]!;
        if (!isGone) yield [hash, value];
      }
      const hash = decoded(row.key) as Hash;
      const value = this.packing.unpack(decoded(row.value), hash);
      yield [hash, value];
      this.packing.release(value);
    }
    for (; i < inMemory.length; i++) {
      const { isGone, hash, value } = inMemory[i]!;
      if (!isGone) yield [hash, value];
    }
  }

  /** All of a number; told of each before it goes, those on disk without their value. */
  drop(id: number, tell?: (hash: Hash, value: Value | undefined) => void): void {
    if (tell) for (const { key } of this.onDisk(id)) tell(decoded(key) as Hash, undefined);
    for (const [hash, entry] of this.hot.get(id) ?? []) {
      tell?.(hash, entry.value);
      this.packing.release(entry.value);
      this.leave(entry);
    }
    this.hot.delete(id);
    if (this.cold.delete(id)) this.disk!.drop(id);
  }

  private *onDisk(id: number): Generator<Spilled> {
    let place = -1;
    for (let left = this.cold.get(id) ?? 0; left > 0; ) {
      const rows = this.disk!.after(id, place, AT_ONCE);
      if (rows.length === 0) return;
      yield* rows;
      place = rows.at(-1)!.place;
      left -= rows.length;
    }
  }

  private enter(id: number, hash: Hash, value: Value, place: number): void {
    const entry: Entry<Value> = {
      id,
      hash,
      value,
      place,
      bytes: 0,
      generation: -1,
      isGone: false,
      older: undefined,
      newer: undefined,
    };
    const entries = this.hot.get(id);
    if (entries) entries.set(hash, entry);
    else this.hot.set(id, new Map([[hash, entry]]));
    this.use(entry);
  }

  private use(entry: Entry<Value>): void {
    const generation = this.memory.generation();
    if (entry.generation === generation) return;
    if (entry.generation >= 0) this.unlink(entry);
    entry.generation = generation;
    this.link(entry);
    this.used.push(entry);
  }

  private link(entry: Entry<Value>): void {
    entry.older = this.newest;
    if (this.newest) this.newest.newer = entry;
    else this.oldest = entry;
    this.newest = entry;
  }

  private unlink(entry: Entry<Value>): void {
    const { older, newer } = entry;
    if (older) older.newer = newer;
    else this.oldest = newer;
    if (newer) newer.older = older;
    else this.newest = older;
    entry.older = undefined;
    entry.newer = undefined;
  }

  private leave(entry: Entry<Value>): void {
    this.unlink(entry);
    entry.isGone = true;
    this.bytes -= entry.bytes;
  }

  private weighed(): number {
    for (const entry of this.used) {
      if (entry.isGone) continue;
      const bytes = BESIDE + sizeOf(entry.hash) + this.packing.weigh(entry.value);
      this.bytes += bytes - entry.bytes;
      entry.bytes = bytes;
    }
    this.used = [];
    return this.bytes;
  }

  private oldestThatCanGo(): Entry<Value> | undefined {
    let entry = this.oldest;
    while (entry && this.packing.isPinned(entry.value)) entry = entry.newer;
    return entry;
  }

  private spill(generation: number, bytes: number): number {
    const before = this.bytes;
    let entry = this.oldest;
    while (entry && entry.generation <= generation && before - this.bytes < bytes) {
      const { newer } = entry;
      if (!this.packing.isPinned(entry.value)) this.toDisk(entry);
      entry = newer;
    }
    return before - this.bytes;
  }

  private toDisk(entry: Entry<Value>): void {
    const { id, hash, value, place } = entry;
    this.disk ??= this.memory.table();
    this.disk.put(id, { key: this.encoded(hash), place, value: this.encoded(this.packing.pack(value)) });
    this.cold.set(id, (this.cold.get(id) ?? 0) + 1);
    this.packing.spilled(value, id, hash);
    this.packing.release(value);
    this.leave(entry);
    const entries = this.hot.get(id)!;
    entries.delete(hash);
    if (entries.size === 0) this.hot.delete(id);
  }

  private oneLess(id: number): void {
    const left = this.cold.get(id)! - 1;
    if (left > 0) this.cold.set(id, left);
    else this.cold.delete(id);
  }

  private encoded(data: Data): Uint8Array {
    // Of the two zeros a map makes one.
    this.writer.data(data === 0 ? 0 : data);
    return this.writer.take();
  }
}

const decoded = (bytes: Uint8Array): Data => new DataReader(bytes).data();
