/** The open groups of a GROUP BY by window and key, wherever they are: in maps, or partly on disk where memory is bounded. */
import type { Keep } from './entries/kept.ts';
import type { Group, Groups } from './groups.ts';
import { sizeOf } from './memory/size.ts';
import { SpillingPairs } from './memory/spilling-pairs.ts';

type Hash = string | number;

export interface GroupStore {
  /** To be changed before the batch is over. */
  find(id: number, hash: Hash): Group | undefined;
  /** As it is now, to be read at once; it stays where it is. */
  read(id: number, hash: Hash): Group | undefined;
  /** In the place of what is there. */
  set(id: number, hash: Hash, group: Group): void;
  delete(id: number, hash: Hash): void;
  isEmpty(id: number): boolean;
  /** Windows that have groups, or had some. */
  ids(): Iterable<number>;
  /** In order of the first arrival of each key; to be looked at one by one, not to be changed. */
  groups(id: number): Iterable<readonly [hash: Hash, group: Group]>;
  drop(id: number): void;
}

/** @param isPinned whether somebody holds a group beyond the batch: it stays in memory */
export function groupStore(keep: Keep, isPinned: (group: Group) => boolean): GroupStore {
  return keep?.memory ? spilling(new SpillingPairs<Group>(keep.memory, { ...PACKING, isPinned })) : inMemory();
}

const PACKING = {
  pack: (group: Group) => group,
  unpack: (data: unknown) => data as Group,
  weigh: sizeOf,
  release: () => {},
  spilled: () => {},
  returned: () => {},
};

function inMemory(): GroupStore {
  const open = new Map<number, Groups>();
  const find: GroupStore['find'] = (id, hash) => open.get(id)?.get(hash);
  return {
    find,
    read: find,
    set(id, hash, group) {
      const groups = open.get(id);
      if (groups) groups.set(hash, group);
      else open.set(id, new Map([[hash, group]]));
    },
    delete: (id, hash) => void open.get(id)?.delete(hash),
    isEmpty: id => !open.get(id)?.size,
    ids: () => open.keys(),
    groups: id => open.get(id) ?? [],
    drop: id => void open.delete(id),
  };
}

const spilling = (pairs: SpillingPairs<Group>): GroupStore => ({
  find: (id, hash) => pairs.get(id, hash),
  read: (id, hash) => pairs.packed(id, hash) as Group | undefined,
  set: (id, hash, group) => pairs.set(id, hash, group),
  delete: (id, hash) => void pairs.delete(id, hash),
  isEmpty: id => !pairs.has(id),
  ids: () => pairs.ids(),
  groups: id => pairs.each(id),
  drop: id => pairs.drop(id),
});
