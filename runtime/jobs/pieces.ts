/** Entries that are larger than brokers take a record, cut into pieces under keys of their own. */
import type { Entry } from '../state/entries/ledger.ts';
import { UnreadableData } from '../state/entries/read.ts';

/** Half of what brokers take unless told otherwise (1 MiB, of a whole batch). */
const MOST_BYTES = 512 << 10;
/** In front of a piece's number and the key it is of: the number of an operator that no plan has. */
const OF_PIECE = [0xff, 0xff, 0xff, 0xff, 0x7f] as const;
/** Instead of a value that begins with its version: so many pieces. */
const IN_PIECES = 0;

export interface Pieces {
  /** What is written for an entry. */
  cut(entry: Entry): readonly Entry[];
  /** Puts what was cut together, by key as text (a character a byte), and takes the pieces out. Throws UnreadableData. */
  join(entries: Map<string, Uint8Array>): void;
}

export function pieces(): Pieces {
  /** Of how many an entry was, so that those left over go too. */
  const counts = new Map<string, number>();
  const countOf = ({ value }: Entry): number =>
    value === null || value.length <= MOST_BYTES ? 0 : Math.ceil(value.length / MOST_BYTES);

  return {
    cut(entry) {
      const count = countOf(entry);
      const name = nameOf(entry.key);
      const before = counts.get(name) ?? 0;
      if (count === 0 && before === 0) return [entry];
      if (count > 0) counts.set(name, count);
      else counts.delete(name);
      const found: Entry[] = [count === 0 ? entry : { key: entry.key, value: numbered([IN_PIECES], count) }];
      for (let i = 0; i < Math.max(count, before); i++) {
        const part = i < count ? entry.value!.subarray(i * MOST_BYTES, (i + 1) * MOST_BYTES) : null;
        found.push({ key: Buffer.concat([numbered(OF_PIECE, i), entry.key]), value: part });
      }
      return found;
    },
    join(entries) {
      const parts = new Map<string, Uint8Array>();
      const prefix = nameOf(Uint8Array.from(OF_PIECE));
      for (const [name, value] of entries)
        if (name.startsWith(prefix)) {
          parts.set(name, value);
          entries.delete(name);
        }
      for (const [name, value] of entries) {
        if (value[0] !== IN_PIECES) continue;
        const all = piecesOf(name, value, parts);
        counts.set(name, all.length);
        entries.set(name, Buffer.concat(all));
      }
    },
  };
}

function piecesOf(name: string, value: Uint8Array, parts: ReadonlyMap<string, Uint8Array>): readonly Uint8Array[] {
  if (value.length < 1 + 4) throw new UnreadableData('of what is in pieces it is not told how many they are');
  const count = Buffer.from(value).readUInt32BE(1);
  const all: Uint8Array[] = [];
  while (all.length < count) {
    const piece = parts.get(nameOf(numbered(OF_PIECE, all.length)) + name);
    if (!piece) throw new UnreadableData(`of what is in ${count} pieces, piece ${all.length + 1} is missing`);
    all.push(piece);
  }
  return all;
}

function numbered(first: readonly number[], number: number): Buffer {
  const bytes = Buffer.alloc(first.length + 4);
  bytes.set(first);
  bytes.writeUInt32BE(number, first.length);
  return bytes;
}

const nameOf = (key: Uint8Array): string => Buffer.from(key).toString('latin1');
