/** The groups of a GROUP BY that are open, by window (one for all without windows) and key. */
import { hashKey } from '../../src/language/types/compare.ts';
import { Timestamp } from '../../src/language/types/temporal.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Row } from '../operators/row.ts';
import type { GroupState } from './accumulators.ts';

export interface Group extends GroupState {
  readonly keys: readonly Value[];
  /** How many rows it has. */
  rows: number;
  /** EMIT EVERY: the last interval of event time in which it has put out something. */
  interval?: number;
  /** Where groups are forgotten: the time of the row that it began with. */
  since?: number;
  /** Greatest of its rows by (time, topic, partition, offset). */
  last: Row;
}

/** In order of the first arrival of each key. */
export type Groups = Map<string | number, Group>;

/** The same exactly for keys that are equal; NULL equals NULL. */
export function groupHash(keys: readonly Value[]): string | number {
  if (keys.length === 1) return hashKey(keys[0]!);
  let hash = '';
  for (const key of keys) {
    const part = key instanceof Timestamp ? momentHash(key) : hashKey(key);
    hash += typeof part === 'number' ? `#${part + 0};` : `${part.length}:${part}`;
  }
  return hash;
}

/** Bounds of windows come again and again: how the last ones are hashed is remembered. */
const REMEMBERED = 127;
const moments: (Timestamp['micros'] | undefined)[] = new Array(REMEMBERED).fill(undefined);
const hashes: string[] = new Array(REMEMBERED).fill('');

function momentHash(moment: Timestamp): string {
  const { micros } = moment;
  if (typeof micros !== 'number') return String(hashKey(moment));
  const place = Math.abs(Math.floor(micros / 1000)) % REMEMBERED;
  if (moments[place] !== micros) {
    moments[place] = micros;
    hashes[place] = String(hashKey(moment));
  }
  return hashes[place]!;
}
