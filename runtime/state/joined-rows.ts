/** One side of a join of changing tables: its rows as a multiset, found by what they are joined on. */

import { hashKey } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Row } from '../operators/row.ts';
import { groupHash } from './groups.ts';

/** A row that stands on a side. Of the same row put there twice there are two. */
export interface JoinedRow {
  readonly row: Row;
  /** How many rows of the other side it is joined with now; kept by the operator, 0 when it comes. */
  partners: number;
}

/** Rows by the values they are joined on, of `retract` (or `append`) changes. Linear in nothing but the rows of one key. */
export interface JoinedRows {
  /** `keys`: what it is joined on. With a NULL among them it is found by none, but stands and can be taken back. */
  add(keys: readonly Value[], row: Row): JoinedRow;
  /**
   * Takes one row of these values out: the one of the same place if there are several. Of what is computed anew for each
   * row (NOW) the values are other than they were: then the row of the same key and place. Undefined when there is none
   * (it was never put in: its condition failed, say).
   */
  takeBack(keys: readonly Value[], row: Row): JoinedRow | undefined;
  /** Of these keys, in the order they came; none when one of the keys is NULL. Not to be changed while it is looked at. */
  of(keys: readonly Value[]): Iterable<JoinedRow>;
  /** How many rows of these keys there are; 0 when one of the keys is NULL. */
  count(keys: readonly Value[]): number;
  /** How many rows stand on this side. */
  readonly size: number;
}

export function joinedRows(): JoinedRows {
  /** By key, then by values: rows that are alike are nearly always one. */
  const byKey = new Map<string | number, Map<string | number, JoinedRow[]>>();
  let size = 0;
  const found = (keys: readonly Value[]): ReadonlyMap<string | number, JoinedRow[]> | undefined =>
    keys.includes(null) ? undefined : byKey.get(groupHash(keys));
  return {
    get size() {
      return size;
    },
    add(keys, row) {
      const joined: JoinedRow = { row, partners: 0 };
      const hash = groupHash(keys);
      let rows = byKey.get(hash);
      if (!rows) {
        rows = new Map();
        byKey.set(hash, rows);
      }
      const values = groupHash(row.values);
      const same = rows.get(values);
      if (same) same.push(joined);
      else rows.set(values, [joined]);
      size++;
      return joined;
    },
    takeBack(keys, row) {
      const hash = groupHash(keys);
      const rows = byKey.get(hash);
      if (!rows) return undefined;
      let values = groupHash(row.values);
      let same = rows.get(values);
      if (!same) {
        const key = hashKey(row.key);
        const isIt = (one: JoinedRow): boolean => isOfPlace(one, row) && hashKey(one.row.key) === key;
        const found = [...rows].find(([, alike]) => alike.some(isIt));
        if (!found) return undefined;
        [values, same] = found;
      }
      const at = same.findLastIndex(one => isOfPlace(one, row));
      const [taken] = same.splice(at, 1);
      if (same.length === 0) rows.delete(values);
      if (rows.size === 0) byKey.delete(hash);
      size--;
      return taken;
    },
    *of(keys) {
      for (const same of found(keys)?.values() ?? []) yield* same;
    },
    count(keys) {
      let rows = 0;
      for (const same of found(keys)?.values() ?? []) rows += same.length;
      return rows;
    },
  };
}

const isOfPlace = ({ row }: JoinedRow, { topic, partition, offset }: Row): boolean =>
  row.offset === offset && row.partition === partition && row.topic === topic;
