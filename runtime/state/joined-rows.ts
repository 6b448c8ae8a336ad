/** One side of a join of changing tables: its rows as a multiset, found by what they are joined on. */
import { equalValues, hashKey } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Row } from '../operators/row.ts';
import { type Keep, keepThings } from './entries/kept.ts';
import { groupHash } from './groups.ts';

/** A row that stands on a side. Of the same row put there twice there are two. */
export interface JoinedRow {
  readonly row: Row;
  /** Of what it is joined on. */
  readonly hash: string | number;
  /** How many rows of the other side it is joined with now; kept by the operator, 0 when it comes. */
  partners: number;
}

/** Rows by the values they are joined on, of `retract` (or `append`) changes. A change costs the same however many there are. */
export interface JoinedRows {
  /** `keys`: what it is joined on. With a NULL among them it is found by none, but stands and can be taken back. */
  add(keys: readonly Value[], row: Row): JoinedRow;
  /**
   * Takes one row of these values out: the one of the same place if there are several. Of what is computed anew for each
   * row (NOW) the values are other than they were: then the row of the same key and place. Undefined when there is none
   * (it was never put in: its condition failed, say).
   */
  takeBack(keys: readonly Value[], row: Row): JoinedRow | undefined;
  /** Of these keys; none when one of the keys is NULL. Not to be changed while it is looked at. */
  of(keys: readonly Value[]): Iterable<JoinedRow>;
  /** How many rows of these keys there are; 0 when one of the keys is NULL. */
  count(keys: readonly Value[]): number;
  /** How many rows stand on this side. */
  readonly size: number;
  /** `partners`, or what is kept beside it, is other than it was. */
  touch(joined: JoinedRow): void;
  /** By which it is known in what is kept. */
  numberOf(joined: JoinedRow): number;
}

/** What an operator keeps beside each row. */
export interface Beside<Kept> {
  read(joined: JoinedRow): Kept;
  /** `number`: as `numberOf` gave it. */
  restore(joined: JoinedRow, kept: Kept, number: number): void;
}

/** Few rows are looked through; of more it is written down where which values are. */
type OfKey = JoinedRow[] | Map<string | number, JoinedRow[]>;

const FEW = 12;

export function joinedRows<Kept>(keep?: Keep, beside?: Beside<Kept>): JoinedRows {
  const byKey = new Map<string | number, OfKey>();
  let size = 0;
  const entries = keepThings<JoinedRow, { readonly joined: JoinedRow; readonly value: Kept | undefined }>(keep, {
    read: joined => ({ joined, value: beside?.read(joined) }),
    restore({ joined, value }, number) {
      put(joined);
      beside?.restore(joined, value!, number);
      return joined;
    },
  });

  function put(joined: JoinedRow): void {
    const { hash } = joined;
    const rows = byKey.get(hash);
    size++;
    if (!rows) byKey.set(hash, [joined]);
    else if (rows instanceof Map) file(rows, joined);
    else if (rows.push(joined) > FEW) byKey.set(hash, byValues(rows));
  }

  const found = (keys: readonly Value[]): OfKey | undefined =>
    keys.includes(null) ? undefined : byKey.get(groupHash(keys));
  return {
    get size() {
      return size;
    },
    add(keys, row) {
      const joined: JoinedRow = { row, hash: groupHash(keys), partners: 0 };
      put(joined);
      entries.add(joined);
      return joined;
    },
    takeBack(keys, row) {
      const hash = groupHash(keys);
      const rows = byKey.get(hash);
      const taken = rows && (rows instanceof Map ? takenOfMany(rows, row) : takenOf(rows, row));
      if (!taken) return undefined;
      size--;
      entries.remove(taken);
      if ((rows instanceof Map ? rows.size : rows.length) === 0) byKey.delete(hash);
      return taken;
    },
    of(keys) {
      const rows = found(keys);
      return rows instanceof Map ? [...rows.values()].flat() : (rows ?? []);
    },
    count(keys) {
      const rows = found(keys);
      if (!(rows instanceof Map)) return rows?.length ?? 0;
      let count = 0;
      for (const same of rows.values()) count += same.length;
      return count;
    },
    touch: entries.touch,
    numberOf: entries.numberOf,
  };
}

function byValues(rows: readonly JoinedRow[]): Map<string | number, JoinedRow[]> {
  const map = new Map<string | number, JoinedRow[]>();
  for (const one of rows) file(map, one);
  return map;
}

function file(rows: Map<string | number, JoinedRow[]>, joined: JoinedRow): void {
  const values = groupHash(joined.row.values);
  const same = rows.get(values);
  if (same) same.push(joined);
  else rows.set(values, [joined]);
}

function takenOf(rows: JoinedRow[], row: Row): JoinedRow | undefined {
  let at = rows.findLastIndex(one => isOfPlace(one, row) && hasValues(one, row));
  if (at < 0) at = rows.findLastIndex(one => hasValues(one, row));
  if (at < 0) at = rows.findLastIndex(one => isOfPlace(one, row) && hasKey(one, row));
  return at < 0 ? undefined : rows.splice(at, 1)[0];
}

function takenOfMany(rows: Map<string | number, JoinedRow[]>, row: Row): JoinedRow | undefined {
  const values = groupHash(row.values);
  const isIt = (one: JoinedRow): boolean => isOfPlace(one, row) && hasKey(one, row);
  const [at, same] = rows.has(values)
    ? [values, rows.get(values)!]
    : ([...rows].find(([, alike]) => alike.some(isIt)) ?? []);
  if (!same) return undefined;
  const taken = takenOf(same, row);
  if (same.length === 0) rows.delete(at!);
  return taken;
}

const isOfPlace = ({ row }: JoinedRow, { topic, partition, offset }: Row): boolean =>
  row.offset === offset && row.partition === partition && row.topic === topic;

const hasValues = ({ row: { values } }: JoinedRow, row: Row): boolean =>
  values === row.values || values.every((value, i) => equalValues(value, row.values[i]!));

const hasKey = ({ row }: JoinedRow, { key }: Row): boolean => hashKey(row.key) === hashKey(key);
