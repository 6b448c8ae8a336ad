/** A map of plain data that is kept outside, and of which a part is on disk where memory is bounded. */
import { type Keep, keepByKey, type Touched } from '../entries/kept.ts';
import { PLAIN_DATA, SpillingPairs } from './spilling-pairs.ts';
import type { OperatorMemory } from './state-memory.ts';

type Hash = string | number;

/** As much of a map as operators want. What is found may be changed until the batch is over. */
export interface KeyedData<Key extends Hash, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
  delete(key: Key): boolean;
  clear(): void;
  keys(): Iterable<Key>;
  /** In the order in which keys came; not to be changed. */
  values(): Iterable<Value>;
}

export interface KeptMap<Key extends Hash, Value> extends Touched<Key> {
  readonly standing: KeyedData<Key, Value>;
}

/**
 * @param restored told of what was put back
 * @param spills whether it may go to disk: not where the operator holds what it finds from one batch to the next
 */
export function keptMap<Key extends Hash, Value>(
  keep: Keep,
  restored: (value: Value, key: Key) => void = () => {},
  spills = true,
): KeptMap<Key, Value> {
  if (!keep?.memory || !spills) {
    const standing = new Map<Key, Value>();
    const entries = keepByKey(keep, {
      read: (key: Key) => standing.get(key),
      restore(key, value: Value) {
        standing.set(key, value);
        restored(value, key);
      },
    });
    return { standing, touch: entries.touch };
  }
  return spillingMap(keep.memory, restored);
}

/** All stands under this number. */
const ONE = 0;
/** So much is put back before it is counted. */
const RESTORED = 1000;

function spillingMap<Key extends Hash, Value>(
  memory: OperatorMemory,
  restored: (value: Value, key: Key) => void,
): KeptMap<Key, Value> {
  const pairs = new SpillingPairs(memory, PLAIN_DATA);
  let putBack = 0;
  const entries = keepByKey(memory.keep, {
    read: (key: Key) => pairs.packed(ONE, key) as Value | undefined,
    restore(key, value: Value) {
      pairs.add(ONE, key, value);
      restored(value, key);
      if (++putBack % RESTORED === 0) memory.settle();
    },
  });
  const standing: KeyedData<Key, Value> = {
    get: key => pairs.get(ONE, key) as Value | undefined,
    set: (key, value) => pairs.set(ONE, key, value),
    delete: key => pairs.delete(ONE, key),
    clear: () => pairs.drop(ONE),
    *keys() {
      for (const [key] of pairs.each(ONE)) yield key as Key;
    },
    *values() {
      for (const [, value] of pairs.each(ONE)) yield value as Value;
    },
  };
  return { standing, touch: entries.touch };
}
