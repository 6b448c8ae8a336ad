/**
 * Snapshots of changelogs on a disk of one's own, so that less of them has to be read again: what stood at an offset, made of
 * the changelog itself and so of nothing that was not committed. They shorten a restore and decide nothing: whatever is wrong
 * with one, the changelog alone is read.
 */
import { type Connector, ConnectorError } from '../connectors/port.ts';
import type { Place } from './changelog.ts';
import { readChangelog } from './fold.ts';
import {
  DamagedSnapshot,
  type OpenSnapshot,
  openSnapshot,
  type SnapshotHead,
  writeSnapshot,
} from './snapshots/file.ts';
import type { SnapshotFolder } from './snapshots/folder.ts';

export interface SnapshotOptions {
  readonly folder: SnapshotFolder;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A snapshot that was not believed, or could not be written: why. */
  readonly onTrouble: (why: string) => void;
  /** One was gone on from: what stood at that offset; `left` are still to be read. */
  readonly onLoaded?: (loaded: Loaded) => void;
  /** Between two looks at whether enough has changed, in milliseconds; 5 minutes unless given. */
  readonly everyMs?: number;
  /** With fewer records than this none is made anew; 10,000 unless given. */
  readonly least?: number;
}

export interface Loaded {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly left: number;
}

/** A changelog as it is now. */
export interface Changelogged {
  readonly place: Place;
  readonly connector: Connector;
  readonly earliest: number;
  readonly end: number;
  readonly signal: AbortSignal;
}

/** Where a changelog says which one it is, and what it says. */
export interface Identity {
  readonly id: string;
  readonly idAt: number;
}

export interface Snapshots {
  /**
   * Puts what stood at an offset into `into` and gives that offset and what tells the changelog from others. Undefined: there
   * is none that can be believed. Rejects with ConnectorError or the signal's reason.
   */
  load(log: Changelogged, into: Map<string, Uint8Array>): Promise<({ readonly offset: number } & Identity) | undefined>;
  /** Of what has been read to its end, where that was worth it. Rejects with the signal's reason. */
  save(
    log: Changelogged,
    state: { readonly from: number; readonly at: number } & Identity,
    entries: Entries,
  ): Promise<void>;
  /**
   * Brings that of a place up to what is committed, where enough has changed. Rejects with ConnectorError or the signal's reason.
   * @param share of its entries that is enough
   */
  refresh(log: Omit<Changelogged, 'earliest' | 'end'>, identityOf: IdentityOf, share?: number): Promise<void>;
  readonly everyMs: number;
  readonly now: () => number;
}

/** What a record of a changelog says of which one it is. */
export type IdentityOf = (name: string, value: Uint8Array | null) => string | undefined;

type Entries = ReadonlyMap<string, Uint8Array>;

const EVERY_MS = 300_000;
const LEAST = 10_000;
/** Of the entries of a snapshot: so many records later it is made anew. */
const SHARE = 0.1;
/** Of how long deletions are kept: a snapshot of that age is not believed, with room for clocks that disagree. */
const OLDEST_SHARE = 0.5;
/** What has changed is kept in memory up to so many bytes; the rest is for the next time. */
const MOST_CHANGED_BYTES = 64 << 20;

export function snapshots({
  folder,
  now,
  onTrouble,
  onLoaded = () => {},
  everyMs = EVERY_MS,
  least = LEAST,
}: SnapshotOptions): Snapshots {
  const fileOf = ({ topic, partition }: Place): string => `${topic}-${partition}.snapshot`;

  /** A disk that cannot do that is told of when it is read or written. */
  const remove = (place: Place): Promise<void> => folder.remove(fileOf(place)).catch(() => {});

  /** What failed is told, unless it was the cluster's doing or the end has come: then it is the caller's. */
  async function told<T>(
    place: Place,
    doing: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ConnectorError) throw error;
      if (!(error instanceof DamagedSnapshot) && typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      const why = error instanceof Error ? error.message : String(error);
      if (error instanceof DamagedSnapshot) await remove(place);
      onTrouble(`the snapshot ${fileOf(place)} cannot be ${doing}: ${why}; the state is read from the topic alone`);
      return undefined;
    }
  }

  /** Why it is not to be gone on from; undefined: it is. */
  async function doubt(head: SnapshotHead, { place, connector, earliest, end, signal }: Changelogged) {
    const { topic, partition, of } = place;
    if (head.topic !== topic || head.partition !== partition || head.of !== of) return 'it is of another task';
    if (!(head.offset >= earliest && head.offset <= end))
      return `it ends at offset ${head.offset}, and the topic has ${earliest} to ${end}`;
    // Keys that were deleted since would come back when the deletions are not there any more.
    const keptMs = await connector.deletionsKeptMs?.(topic, signal);
    const age = now() - head.at;
    if (keptMs === undefined) return 'it is not known how long the topic keeps deletions';
    if (!(age >= 0 && age <= keptMs * OLDEST_SHARE))
      return `it is of ${new Date(head.at).toISOString()}, and the topic keeps deletions for ${keptMs} ms`;
    // A topic that was deleted and made again has the name of the old one.
    let isSame = false;
    const record = { topic, partition, from: head.idAt, to: head.idAt + 1 };
    await readChangelog(connector, record, (_, value) => (isSame = saysId(value, head.id)), signal);
    return isSame ? undefined : 'the topic is another one than that which it is of';
  }

  async function believed(log: Changelogged): Promise<OpenSnapshot | undefined> {
    const open = await openSnapshot(folder, fileOf(log.place));
    if (!open) return undefined;
    try {
      const why = await doubt(open.head, log);
      if (why === undefined) return open;
      onTrouble(`the snapshot ${fileOf(log.place)} is not used: ${why}`);
      await remove(log.place);
    } catch (error) {
      await open.close();
      throw error;
    }
    await open.close();
    return undefined;
  }

  return {
    everyMs,
    now,

    async load(log, into) {
      return await told(log.place, 'read', log.signal, async () => {
        const open = await believed(log);
        if (!open) return undefined;
        try {
          for await (const part of open.parts()) {
            log.signal.throwIfAborted();
            for (const [name, value] of part) into.set(name, value);
          }
          const { topic, partition, offset } = open.head;
          onLoaded({ topic, partition, offset, left: log.end - offset });
          return open.head;
        } catch (error) {
          into.clear();
          throw error;
        } finally {
          await open.close();
        }
      });
    },

    async save({ place, end, signal }, { from, at, id, idAt }, entries) {
      if (id === '' || end - from < Math.max(least, SHARE * entries.size)) return;
      await told(place, 'written', signal, () =>
        writeSnapshot(
          folder,
          fileOf(place),
          { ...place, offset: end, at, id, idAt, about: entries.size },
          inParts(entries, signal),
        ),
      );
    },

    async refresh({ place, connector, signal }, identityOf, share = SHARE) {
      await told(place, 'written', signal, async () => {
        const at = now();
        const found = (await connector.partitions(place.topic, signal))?.find(one => one.partition === place.partition);
        if (!found) return;
        const { earliest, end } = found;
        const old = await believed({ place, connector, earliest, end, signal });
        try {
          const from = old?.head.offset ?? earliest;
          if (end - from < Math.max(least, share * (old?.head.about ?? 0))) return;
          const changed = new Map<string, Uint8Array | null>();
          let { id, idAt } = old?.head ?? { id: '', idAt: 0 };
          let [bytes, last] = [0, at];
          const stretch = { topic: place.topic, partition: place.partition, from, to: end };
          const take = (name: string, value: Uint8Array | null, offset: number, timestamp: number): void => {
            // A copy: else all that was read with it would stay.
            changed.set(name, value && Uint8Array.from(value));
            bytes += name.length + (value?.length ?? 0);
            last = timestamp;
            const told = identityOf(name, value);
            if (told !== undefined) [id, idAt] = [told, offset];
          };
          const offset = await readChangelog(connector, stretch, take, signal, () => bytes < MOST_CHANGED_BYTES);
          if (id === '') return;
          const head: SnapshotHead = {
            topic: place.topic,
            partition: place.partition,
            of: place.of,
            offset,
            // What comes after that record is no older than it.
            at: offset === end ? at : Math.min(at, last),
            id,
            idAt,
            about: (old?.head.about ?? 0) + changed.size,
          };
          await writeSnapshot(folder, fileOf(place), head, merged(old, changed, signal));
        } finally {
          await old?.close();
        }
      });
    },
  };
}

/** Whether a record's value has an id in it. */
const saysId = (value: Uint8Array | null, id: string): boolean =>
  value !== null && id !== '' && Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(id);

/** So many entries at a time, so that others get their turn. */
const AT_ONCE = 4096;

async function* inParts(entries: Entries, signal: AbortSignal): AsyncIterable<Iterable<[string, Uint8Array]>> {
  let part: [string, Uint8Array][] = [];
  for (const entry of entries) {
    part.push(entry);
    if (part.length < AT_ONCE) continue;
    signal.throwIfAborted();
    yield part;
    part = [];
  }
  yield part;
}

/** What stood before where it has not changed, then what has. */
async function* merged(
  old: OpenSnapshot | undefined,
  changed: ReadonlyMap<string, Uint8Array | null>,
  signal: AbortSignal,
): AsyncIterable<Iterable<readonly [string, Uint8Array]>> {
  if (old)
    for await (const part of old.parts()) {
      signal.throwIfAborted();
      yield [...part].filter(([name]) => !changed.has(name));
    }
  const there = [...changed].flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, Uint8Array]],
  );
  yield* inParts(new Map(there), signal);
}
