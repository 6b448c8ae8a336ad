/** Records to read, as chance has them: keys stay in their partition, times go on but for some that are out of order. */
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

/** @param topics with their partition counts */
export function inputsOf(random: Random, topics: Readonly<Record<string, number>>): readonly Input[] {
  const names = Object.keys(topics);
  let at = 1_700_000_000_000;
  return Array.from({ length: 15 + random.below(35) }, (_, id) => {
    at += random.below(900);
    const topic = random.pick(names);
    const key = random.below(KEYS);
    const timestamp = random.chance(0.15) ? at - random.below(4000) : at;
    const deleted = topic.startsWith('table') && random.chance(0.15);
    const value = { id, k: `k${key}`, v: random.chance(0.05) ? null : random.below(20), at: timestamp };
    return {
      topic,
      partition: key % topics[topic]!,
      timestamp,
      key: Buffer.from(`k${key}`),
      value: deleted ? null : Buffer.from(random.chance(0.03) ? '{"broken":' : JSON.stringify(value)),
      headers: [],
    };
  });
}
