/** All that the operators of a task remember, as entries of bytes: those that have changed, and back again. */
import type { Change, Keep, Kept } from './kept.ts';
import { DataReader, UnreadableData } from './read.ts';
import { VERSION } from './tags.ts';
import { type Data, DataWriter } from './write.ts';

/** `value` null: there is nothing under this key any more. */
export interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

export interface Ledger {
  /** For an operator: they are numbered as they come to have something kept, and so are the things of each. */
  operator(): Exclude<Keep, undefined>;
  /** What has changed since the last time; to be gone through to its end. */
  changed(): Iterable<Entry>;
  /** Each key once, with what it stands for. Throws UnreadableData. */
  restore(entries: Iterable<Entry>): void;
}

export function ledger(): Ledger {
  const operators: Kept[][] = [];
  const writer = new DataWriter();

  function keyOf(operator: number, part: number, key: unknown): Uint8Array {
    writer.size(operator);
    writer.size(part);
    writer.data(key);
    return writer.take();
  }

  function encoded(value: unknown): Uint8Array | null {
    if (value === undefined) return null;
    writer.byte(VERSION);
    writer.data(value);
    return writer.take();
  }

  return {
    operator() {
      let parts: Kept[] | undefined;
      return kept => {
        if (!parts) {
          parts = [];
          operators.push(parts);
        }
        parts.push(kept);
      };
    },
    *changed() {
      for (const [operator, parts] of operators.entries())
        for (const [part, kept] of parts.entries())
          for (const [key, value] of kept.changed()) yield { key: keyOf(operator, part, key), value: encoded(value) };
    },
    restore(entries) {
      const found = new Map<Kept, Packed>();
      const reader = new DataReader(NOTHING);
      for (const { key, value } of entries) {
        if (value === null) continue;
        reader.begin(key);
        const [operator, part] = [reader.size(), reader.size()];
        const kept = operators[operator]?.[part];
        if (!kept)
          throw new UnreadableData(
            `the state has an entry of operator ${operator}.${part}, which the plan has not: ${OTHER_VERSION}`,
          );
        let others = found.get(kept);
        if (!others) {
          others = { keys: [], values: [] };
          found.set(kept, others);
        }
        others.keys.push(asKept(`${operator}.${part}`, () => reader.data()));
        others.values.push(value);
      }
      for (const [operator, parts] of operators.entries())
        for (const [part, kept] of parts.entries())
          asKept(`${operator}.${part}`, () => kept.restore(changesOf(found.get(kept), reader)));
    },
  };
}

const OTHER_VERSION = 'it was kept by another version of ferris-sql';

/** An entry of another shape than this version makes is said to be one, as well as it can be noticed. */
function asKept<T>(operator: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UnreadableData(
      `the state of operator ${operator} cannot be put back (${error.message}): ${OTHER_VERSION}`,
      { cause: error },
    );
  }
}

/** Values are unpacked one by one, when it is their turn: a million of them at once would take a gigabyte. */
interface Packed {
  readonly keys: Data[];
  readonly values: Uint8Array[];
}

const NOTHING = new Uint8Array(0);

function* changesOf(packed: Packed | undefined, reader: DataReader): Iterable<Change> {
  if (!packed) return;
  const { keys, values } = packed;
  for (let i = 0; i < keys.length; i++) {
    reader.begin(values[i]!);
    const version = reader.byte();
    if (version !== VERSION)
      throw new UnreadableData(
        `the state is of form ${version}, and this version reads form ${VERSION}: ${OTHER_VERSION}`,
      );
    yield [keys[i], reader.data()];
  }
}
