/** The rows of a group that an aggregate must keep: to take one back, or to see them in an order of their own. */
import type { RowOrder } from '../../src/language/functions/define.ts';
import type { Value } from '../../src/language/types/value.ts';
import { groupHash } from './groups.ts';

export interface KeptRow extends RowOrder {
  readonly args: readonly Value[];
}

/** By what they are told apart by: their arguments. */
export type KeptRows = Map<string | number, KeptRow[]>;

export function keep(kept: KeptRows, args: readonly Value[], { time, topic, partition, offset }: RowOrder): void {
  const row: KeptRow = { args, time, topic, partition, offset };
  const hash = groupHash(args);
  const same = kept.get(hash);
  if (same) same.push(row);
  else kept.set(hash, [row]);
}

/** Whether there is a row of these arguments. */
export const isKept = (kept: KeptRows, args: readonly Value[]): boolean => kept.has(groupHash(args));

/** Lets go of the row of these arguments that came from this place, or else the last one of these arguments. */
export function letGo(kept: KeptRows, args: readonly Value[], place: RowOrder): void {
  const hash = groupHash(args);
  const same = kept.get(hash);
  if (!same) return;
  const at = same.findLastIndex(
    row => row.offset === place.offset && row.partition === place.partition && row.topic === place.topic,
  );
  same.splice(at, 1);
  if (same.length === 0) kept.delete(hash);
}
