/** What is written to the jobs' topics: random rows of a seed, some of them late, and rows that end what is open. */
import { partitionOfKey } from '../../../runtime/connectors/partitioner.ts';
import type { OutputRecord } from '../../../runtime/connectors/port.ts';
import { randomOf } from '../../simulator/random.ts';
import { INPUTS } from './jobs.ts';

export interface Row {
  readonly topic: string;
  readonly partition: number;
  readonly item: string;
  readonly region: string;
  readonly id: number;
  readonly amount: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Rows {
  /** All that were made, in the order in which they are written. */
  readonly all: readonly Row[];
  /** What comes next. */
  beat(): readonly Row[];
  /** A row for each partition, so late that every window of those before has closed. */
  flush(): readonly Row[];
}

const EPOCH = 1_700_000_000_000;
const ITEMS = 60;
const REGIONS = 9;
/** Of a beat, which is so many milliseconds of event time. */
const SOURCE_ROWS = 30;
const QUESTIONS = 5;
const BEAT = 100;
/** Most rows come nearly in order, some too late for their window. */
const SLIGHT = 300;
const LATE = 4000;

export function rowsOf(seed: number): Rows {
  const random = randomOf(seed);
  const all: Row[] = [];
  let now = EPOCH;

  function made(topic: string, item: string, at: number): Row {
    const partition = partitionOfKey(Buffer.from(item), INPUTS[topic]!);
    const [region, amount] = [`r${random.below(REGIONS)}`, random.below(1000)];
    const row = { topic, partition, item, region, id: all.length, amount, at };
    all.push(row);
    return row;
  }

  const anItem = (): string => `i${random.below(ITEMS)}`;

  return {
    all,
    beat() {
      now += BEAT;
      const rows: Row[] = [];
      for (let i = 0; i < SOURCE_ROWS; i++)
        rows.push(made('source', anItem(), now - random.below(random.chance(0.02) ? LATE : SLIGHT)));
      // In order up to what is taken: what is late for a join is not tried here.
      for (let i = 0; i < QUESTIONS; i++)
        for (const topic of ['asked', 'answered']) rows.push(made(topic, anItem(), now - random.below(BEAT)));
      return rows;
    },
    flush() {
      now += 60_000;
      return Object.entries(INPUTS).flatMap(([topic, partitions]) =>
        Array.from({ length: partitions }, (_, partition) => made(topic, itemIn(partition, partitions), now)),
      );
    },
  };
}

function itemIn(partition: number, partitions: number): string {
  for (let i = 0; ; i++) {
    const item = `f${i}`;
    if (partitionOfKey(Buffer.from(item), partitions) === partition) return item;
  }
}

export const recordOf = ({ topic, partition: _, ...value }: Row): OutputRecord => ({
  topic,
  key: Buffer.from(value.item),
  value: Buffer.from(JSON.stringify(value)),
  timestamp: value.at,
  headers: [],
});
