/** The order of rows that FIRST, LAST and STRING_AGG go by: it does not depend on how partitions were read. */
import { compareText } from '../../types/compare.ts';
import type { RowOrder } from '../define.ts';

/** A copy: the caller may use one object for all rows. */
export const placeOf = ({ time, topic, partition, offset }: RowOrder): RowOrder => ({ time, topic, partition, offset });

/** Negative when `a` is before `b`: by time, topic, partition, offset. */
export function compareRows(a: RowOrder, b: RowOrder): number {
  return a.time - b.time || compareText(a.topic, b.topic) || a.partition - b.partition || a.offset - b.offset;
}
