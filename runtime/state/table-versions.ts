/** What a table had at a time: the rows of its keys with the times from which they counted. */
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { compareText, hashKey } from '../../src/language/types/compare.ts';
import type { Row } from '../operators/row.ts';
import { deadlines } from './deadlines.ts';
import { type Keep, keepByKey } from './entries/kept.ts';

/** What a join asks of a table of any kind of changes. */
export interface TableInTime {
  /** `hash`: of what it is joined on; undefined: it is joined with nothing. */
  add(row: Row, hash: string | number | undefined): void;
  /** The rows that stood at this time, in the order (time, topic, partition, offset). */
  at(time: number, hash: string | number): readonly Row[];
  /** No one asks for a time before this any more; it rises. `reached`: no row that comes is before that, nor at it. */
  forget(before: number, reached: number): void;
  /** Rows that are kept, of all times. */
  readonly size: number;
}

/** From when on a row counts, or its deletion: behind its partition's watermark from there on, from no topic always. */
export const countsFrom = ({ topic, time, late }: Row): number => (topic === '' ? -Infinity : Math.max(time, late));

interface Version {
  readonly row: Row;
  readonly from: number;
  readonly hash: string | number | undefined;
}

/** Of one key of the table, ascending by (from, topic, partition, offset). */
interface Versions {
  readonly key: string | number;
  readonly all: Version[];
}

/** Of `upsert`: a row takes the place of the row of its key from its time on, a deletion takes it away. */
export function tableVersions(keep?: Keep): TableInTime {
  const byKey = new Map<string | number, Versions>();
  /** Keys of which a version is joined on this. */
  const byHash = new Map<string | number, Set<Versions>>();
  /** Keys of which something can be forgotten then. */
  const due = deadlines<Versions>();
  /** Keys whose last version is a deletion: until no row before it can come, it hides what was before it. */
  const ended = deadlines<Versions>();
  let size = 0;
  const entries = keepByKey(keep, {
    read: (key: string | number) => byKey.get(key)?.all,
    restore(key, all: Version[]) {
      const versions: Versions = { key, all };
      byKey.set(key, versions);
      for (const version of all) standsFor(versions, version);
      size += all.length;
    },
  });

  /** It can be found, and what it hides forgotten. */
  function standsFor(versions: Versions, { from, hash }: Version): void {
    if (versions.all.length > 1 || hash === undefined) due.add(from, versions);
    if (hash === undefined) return;
    const others = byHash.get(hash);
    if (others) others.add(versions);
    else byHash.set(hash, new Set([versions]));
  }

  /** The place of the version that counts at a time; −1 when there is none. */
  const placeAt = ({ all }: Versions, time: number): number => all.findLastIndex(({ from }) => from <= time);

  function forgetOf(versions: Versions, before: number): void {
    const { all } = versions;
    const first = placeAt(versions, before);
    if (first < 0) return;
    const gone = all.splice(0, first);
    size -= gone.length;
    if (gone.length > 0) entries.touch(versions.key);
    if (all.length === 1 && all[0]!.hash === undefined) ended.add(all[0]!.from, versions);
    for (const { hash } of gone) {
      if (hash === undefined || all.some(one => one.hash === hash)) continue;
      const others = byHash.get(hash);
      others?.delete(versions);
      if (others?.size === 0) byHash.delete(hash);
    }
  }

  return {
    get size() {
      return size;
    },
    add(row, joinedOn) {
      const key = hashKey(row.key);
      const hash = row.deleted ? undefined : joinedOn;
      let versions = byKey.get(key);
      if (!versions) {
        versions = { key, all: [] };
        byKey.set(key, versions);
      }
      const { all } = versions;
      const version: Version = { row, from: countsFrom(row), hash };
      const after = all.findLastIndex(other => compareVersions(other, version) <= 0);
      all.splice(after + 1, 0, version);
      size++;
      standsFor(versions, version);
      entries.touch(key);
    },
    at(time, hash) {
      const found: Row[] = [];
      for (const versions of byHash.get(hash) ?? []) {
        const version = versions.all[placeAt(versions, time)];
        if (version?.hash === hash) found.push(version.row);
      }
      return found.length > 1 ? found.sort(compareRows) : found;
    },
    forget(before, reached) {
      while (due.next() <= before) {
        const versions = due.pop();
        if (!versions) break;
        forgetOf(versions, before);
      }
      while (ended.next() < Math.min(reached, before)) {
        const { key, all } = ended.pop()!;
        if (all.length !== 1 || all[0]!.hash !== undefined || byKey.get(key)?.all !== all) continue;
        byKey.delete(key);
        entries.touch(key);
        size--;
      }
    },
  };
}

const compareVersions = (a: Version, b: Version): number =>
  a.from === b.from ? comparePlaces(a.row, b.row) : a.from - b.from;

const comparePlaces = (a: Row, b: Row): number =>
  compareText(a.topic, b.topic) || a.partition - b.partition || a.offset - b.offset;
