/** Records to read, as chance has them: keys stay in their partition, times go on but for some that are out of order. */
import { partitionOfKey } from '../../runtime/connectors/partitioner.ts';
import type { Random } from './random.ts';

export interface Input {
  readonly topic: string;
  readonly partition: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly [];
}

const KEYS = 5;
/** Later than anything else, so that whatever can be out by then is out. */
const END = 3_600_000;

/**
 * @param topics with their partition counts; the last record of each partition is much later than all others
 * @param grows a topic of which the last partition comes in the middle; its rows are in the order of time from then on
 */
export function inputsOf(random: Random, topics: Readonly<Record<string, number>>, grows?: string): readonly Input[] {
  const names = Object.keys(topics);
  let at = 1_700_000_000_000;
  const count = 15 + random.below(35);
  const change = changesOfDatabase();
  const inputs = Array.from({ length: count }, (_, id) => {
    at += random.below(900);
    const topic = random.pick(names);
    const isAdded = topic === grows && id >= count / 2 && random.chance(0.4);
    // No key moves.
    const key = isAdded ? `new${random.below(2)}` : `k${random.below(KEYS)}`;
    const old = topics[topic]! - (topic === grows ? 1 : 0);
    const partition = isAdded ? old : partitionOfKey(Buffer.from(key), old);
    const timestamp = random.chance(0.15) && !isAdded ? at - random.below(4000) : at;
    const changes = topic.startsWith('table') || topic.startsWith('cdc');
    const deleted = changes && random.chance(0.15);
    const value = { id, k: key, v: random.chance(0.05) ? null : random.below(20), at: timestamp };
    const isBroken = random.chance(0.03);
    if (topic.startsWith('cdc')) return inputOf(topic, partition, timestamp, key, change(key, deleted ? null : value));
    const text = isBroken ? '{"broken":' : JSON.stringify(value);
    return inputOf(topic, partition, timestamp, key, deleted ? null : text);
  });
  const last = names.flatMap(topic =>
    Array.from({ length: topics[topic]! }, (_, partition) => {
      const isAdded = topic === grows && partition === topics[topic]! - 1;
      const key = isAdded ? 'last' : keyOf(partition, topics[topic]! - (topic === grows ? 1 : 0));
      const value = { id: count + partition, k: key, v: 0, at: at + END };
      const text = topic.startsWith('cdc') ? change(key, value) : JSON.stringify(value);
      return inputOf(topic, partition, at + END, key, text);
    }),
  );
  return [...inputs, ...last];
}

type Stored = Readonly<Record<string, unknown>>;

/** As Debezium tells what becomes of the row of a key; null: it is deleted, where it is there. */
function changesOfDatabase(): (key: string, after: Stored | null) => string {
  const standing = new Map<string, Stored>();
  return (key, wanted) => {
    const before = standing.get(key) ?? null;
    const after = wanted ?? (before ? null : { k: key });
    if (after) standing.set(key, after);
    else standing.delete(key);
    const op = before ? (after ? 'u' : 'd') : 'c';
    return JSON.stringify({ before, after, op, ts_ms: 0, source: {} });
  };
}

function keyOf(partition: number, partitions: number): string {
  for (let i = 0; ; i++) if (partitionOfKey(Buffer.from(`end${i}`), partitions) === partition) return `end${i}`;
}

const inputOf = (topic: string, partition: number, timestamp: number, key: string, value: string | null): Input => ({
  topic,
  partition,
  timestamp,
  key: Buffer.from(key),
  value: value === null ? null : Buffer.from(value),
  headers: [],
});
