/** What an operator tells of what it remembers, so that it can be kept outside and put back: entries of plain data. */
import type { OperatorMemory } from '../memory/state-memory.ts';
import { type Data, DataWriter } from './write.ts';

/** Undefined: there is nothing any more. Data are read at once and may change afterwards. */
export type Change = readonly [key: Data, value: Data];

export interface Kept {
  /** The entries that have changed since it was last asked, each as it is now. */
  changed(): Iterable<Change>;
  /** Puts back what stood, before the first row; called once, where anything is put back. Entries are gone through once and belong to who gets them. */
  restore(entries: Iterable<Change>): void;
}

/**
 * Has something kept. Always called in the same order by the same operator: that is how entries are found again. Absent: nothing
 * is kept, and what tells of changes does nothing.
 */
export type Keep = Keeper | undefined;

export interface Keeper {
  (kept: Kept): void;
  /** Where memory is bounded; absent: it is not. */
  readonly memory?: OperatorMemory;
}

/** A few numbers or the like, as one entry, compared with what was told last. Undefined: nothing to keep. */
export function keepValue<Value extends Data>(keep: Keep, read: () => Value, restore: (value: Value) => void): void {
  if (!keep) return;
  const writer = new DataWriter();
  let told: Uint8Array | undefined;
  keep({
    changed() {
      const value = read();
      writer.data(value);
      const bytes = writer.take();
      if (told ? isSame(told, bytes) : value === undefined) return [];
      told = bytes;
      return [[null, value]];
    },
    restore([entry]) {
      if (!entry) return;
      writer.data(entry[1]);
      told = writer.take();
      restore(entry[1] as Value);
    },
  });
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** What stands under keys: told of each that is touched. */
export interface Touched<Key> {
  touch(key: Key): void;
}

export interface KeptByKey<Key, Value> {
  /** What stands there now; undefined: nothing. */
  read(key: Key): Value | undefined;
  restore(key: Key, value: Value): void;
}

const UNTOLD = { touch: () => {} };

export function keepByKey<Key extends string | number, Value>(
  keep: Keep,
  { read, restore }: KeptByKey<Key, Value>,
): Touched<Key> {
  if (!keep) return UNTOLD;
  let touched = new Set<Key>();
  keep({
    *changed() {
      const keys = touched;
      touched = new Set();
      for (const key of keys) yield [key, read(key)];
    },
    restore(entries) {
      for (const [key, value] of entries) restore(key as Key, value as Value);
    },
  });
  return { touch: key => void touched.add(key) };
}

/** As `Touched`, of what stands under two keys. */
export interface TouchedPairs<A, B> {
  touch(a: A, b: B): void;
}

export interface KeptByPair<A, B, Value> {
  read(a: A, b: B): Value | undefined;
  restore(a: A, b: B, value: Value): void;
}

export function keepByPair<A extends string | number, B extends string | number, Value>(
  keep: Keep,
  { read, restore }: KeptByPair<A, B, Value>,
): TouchedPairs<A, B> {
  if (!keep) return UNTOLD;
  let touched = new Map<A, Set<B>>();
  keep({
    *changed() {
      const pairs = touched;
      touched = new Map();
      for (const [a, keys] of pairs) for (const b of keys) yield [[a, b], read(a, b)];
    },
    restore(entries) {
      for (const [key, value] of entries) {
        const [a, b] = key as [A, B];
        restore(a, b, value as Value);
      }
    },
  });
  return {
    touch(a, b) {
      const keys = touched.get(a);
      if (keys) keys.add(b);
      else touched.set(a, new Set([b]));
    },
  };
}

/** Things that come and go, each told apart by itself. */
export interface KeptThings<Thing> {
  add(thing: Thing): void;
  /** It is other than it was. */
  touch(thing: Thing): void;
  remove(thing: Thing): void;
  /** By which it is found again, as long as it is there. */
  numberOf(thing: Thing): number;
}

const NOT_KEPT: KeptThings<unknown> = { add: () => {}, touch: () => {}, remove: () => {}, numberOf: () => 0 };

/**
 * Numbered in the order in which they come, which is also the order in which they are put back. What has come and gone between
 * two askings is not told.
 */
export function keepThings<Thing extends object, Value extends Data>(
  keep: Keep,
  { read, restore }: { read(thing: Thing): Value; restore(value: Value, number: number): Thing },
): KeptThings<Thing> {
  if (!keep) return NOT_KEPT;
  let numbers = 0;
  const told = new Map<Thing, number>();
  let changed = new Set<Thing>();
  let gone: number[] = [];

  function numberOf(thing: Thing): number {
    let number = told.get(thing);
    if (number === undefined) {
      number = numbers++;
      told.set(thing, number);
    }
    return number;
  }

  keep({
    *changed() {
      const [things, numbersGone] = [changed, gone];
      changed = new Set();
      gone = [];
      for (const number of numbersGone) yield [number, undefined];
      for (const thing of things) yield [numberOf(thing), read(thing)];
    },
    restore(entries) {
      const inOrder = [...entries].sort(([a], [b]) => (a as number) - (b as number));
      for (const [number, value] of inOrder) {
        told.set(restore(value as Value, number as number), number as number);
        numbers = (number as number) + 1;
      }
    },
  });
  const touch = (thing: Thing): void => void changed.add(thing);
  return {
    add: touch,
    touch,
    numberOf,
    remove(thing) {
      changed.delete(thing);
      const number = told.get(thing);
      if (number === undefined) return;
      told.delete(thing);
      gone.push(number);
    },
  };
}
