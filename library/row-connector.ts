/** Rows of this process as topics of one partition each: pulled as fast as they are wanted, async ones a few ahead. */
import { bell } from '../runtime/connectors/bell.ts';
import {
  type Batch,
  type Connector,
  ConnectorError,
  type Reader,
  type SourceRecord,
} from '../runtime/connectors/port.ts';
import { waitingReader } from '../runtime/connectors/waiting-reader.ts';
import { jsonOf } from './cells.ts';
import { Deletion } from './deletion.ts';
import type { RowSource } from './types.ts';

const MOST_AT_ONCE = 1024;
const PLACE = 'this program';
const END = Number.MAX_SAFE_INTEGER;

export interface RowTopic {
  readonly rows: RowSource;
  readonly primaryKey: readonly string[];
  /** A table whose rows have no time: they were always there, and a later one takes the place of one before. */
  readonly timeless: boolean;
  /** A table of rows without declared columns: the engine cannot tell the key's. */
  readonly keyed: boolean;
}

/** `bounded`: all of them end. */
export function rowConnector(topics: ReadonlyMap<string, RowTopic>, bounded: boolean): Connector {
  const refuse = async (): Promise<never> => {
    throw new ConnectorError('refused', `rows of ${PLACE} cannot be written to`);
  };
  return {
    place: PLACE,
    topics: async () => [...topics.keys()],
    // Where they end is known when they have ended.
    partitions: async topic => (topics.has(topic) ? [{ partition: 0, earliest: 0, end: END }] : undefined),
    committed: async () => new Map(),
    createTopic: refuse,
    locate: (topic, _, offset) => `${topic} row ${offset}`,
    reader: async assignments =>
      rowReader(
        [...new Set(assignments.map(({ topic }) => topic))].map(topic => [topic, topics.get(topic)!]),
        bounded,
      ),
    writer: refuse,
    close: async () => {},
  };
}

interface Pull {
  readonly topic: string;
  /** At most so many records; undefined when there are no more. Throws what the source threw. */
  take(): readonly SourceRecord[] | undefined;
  close(): void;
}

function rowReader(topics: readonly (readonly [string, RowTopic])[], bounded: boolean): Reader {
  const news = bell();
  /** Topics of which it was told that all there was at the start has been read. */
  const told = new Set<string>();
  /** Of what may go on for ever that is what came before it had nothing ready. */
  const begun = new Set<string>();
  const pulls = topics.map(([topic, { rows, ...of }]): Pull => {
    let offset = 0;
    const record = (row: object): SourceRecord => recordOf(row, topic, offset++, of);
    return Symbol.asyncIterator in rows
      ? asyncPull(topic, rows, record, () => news.ring())
      : syncPull(topic, rows, record);
  });
  return waitingReader(
    {
      look() {
        const batches: Batch[] = [];
        let open = false;
        for (const { topic, take } of pulls) {
          const records = take();
          open ||= records !== undefined;
          const last = records?.at(-1);
          if (records && last) batches.push({ topic, partition: 0, records, nextOffset: last.offset + 1 });
          else if (!told.has(topic) && (!records || (!bounded && begun.has(topic)))) {
            told.add(topic);
            batches.push({ topic, partition: 0, records: [], nextOffset: END });
          }
          if (last) begun.add(topic);
        }
        return open || batches.length > 0 ? batches : undefined;
      },
      close() {
        for (const pull of pulls) pull.close();
      },
    },
    news,
  );
}

function syncPull(topic: string, rows: Iterable<object>, record: (row: object) => SourceRecord): Pull {
  const iterator = rows[Symbol.iterator]();
  let ended = false;
  return {
    topic,
    take() {
      if (ended) return undefined;
      const records: SourceRecord[] = [];
      while (records.length < MOST_AT_ONCE) {
        const next = iterator.next();
        if (next.done) {
          ended = true;
          break;
        }
        records.push(record(next.value));
      }
      return records;
    },
    close() {
      if (!ended) iterator.return?.();
      ended = true;
    },
  };
}

function asyncPull(
  topic: string,
  rows: AsyncIterable<object>,
  record: (row: object) => SourceRecord,
  ring: () => void,
): Pull {
  const iterator = rows[Symbol.asyncIterator]();
  let waiting: SourceRecord[] = [];
  let state: 'idle' | 'pulling' | 'ended' = 'idle';
  let failure: { readonly error: unknown } | undefined;

  async function pull(): Promise<void> {
    state = 'pulling';
    try {
      while (waiting.length < MOST_AT_ONCE) {
        const next = await iterator.next();
        if (state !== 'pulling') return;
        if (next.done) {
          state = 'ended';
          break;
        }
        waiting.push(record(next.value));
        ring();
      }
      if (state === 'pulling') state = 'idle';
    } catch (error) {
      failure = { error };
      state = 'ended';
    }
    ring();
  }

  return {
    topic,
    take() {
      const taken = waiting;
      waiting = [];
      if (taken.length > 0) {
        if (state === 'idle') void pull();
        return taken;
      }
      if (failure) throw failure.error;
      if (state === 'ended') return undefined;
      if (state === 'idle') void pull();
      return taken;
    },
    close() {
      if (state !== 'ended') {
        state = 'ended';
        // A generator that waits ends when its wait does; nobody waits for that.
        iterator.return?.()?.then(undefined, () => {});
      }
    },
  };
}

function recordOf(
  row: object,
  topic: string,
  offset: number,
  { primaryKey, timeless, keyed }: Omit<RowTopic, 'rows'>,
): SourceRecord {
  const timestamp = timeless ? 0 : Date.now();
  const gone = row instanceof Deletion;
  const text = textOf(gone ? row.key : row, topic, offset);
  const value = gone ? null : Buffer.from(text);
  const key = gone ? keyOf(row.key, primaryKey) : keyed && isWhole(row, primaryKey) ? keyOf(row, primaryKey) : null;
  return { offset, timestamp, key, value, headers: [] };
}

function textOf(row: object, topic: string, offset: number): string {
  try {
    return jsonOf(row);
  } catch (error) {
    throw new TypeError(`${topic} row ${offset}: ${error instanceof Error ? error.message : error}`);
  }
}

const isWhole = (row: object, primaryKey: readonly string[]): boolean =>
  primaryKey.every(name => ((row as Readonly<Record<string, unknown>>)[name] ?? null) !== null);

/** As the engine writes keys: one column raw, several as a JSON object. */
function keyOf(key: object, primaryKey: readonly string[]): Uint8Array {
  const [name, ...others] = primaryKey;
  const member = (one: string): unknown => (key as Readonly<Record<string, unknown>>)[one];
  if (name === undefined) return Buffer.from(jsonOf(key));
  if (others.length > 0) return Buffer.from(jsonOf(Object.fromEntries(primaryKey.map(one => [one, member(one)]))));
  const only = member(name);
  return Buffer.from(typeof only === 'string' ? only : jsonOf(only));
}
