/** How the tasks of a group fall to its members. */
import type { TopicPartition } from './consumer-protocol.ts';

/** Partitions that fall to one member. */
export type Together = readonly TopicPartition[];

export interface Member {
  readonly member: string;
  /** What it had before. */
  readonly owned: readonly TopicPartition[];
}

export type Division = ReadonlyMap<string, readonly TopicPartition[]>;

/**
 * Evenly, so that no member has more than one task beyond another, and so that as much as possible stays where it was. The
 * same whoever works it out.
 */
export function spread(tasks: readonly Together[], members: readonly Member[]): Division {
  const all = members.toSorted(byName);
  const left = new Set(tasks.toSorted(byPlace));
  const share = Math.floor(tasks.length / all.length);
  let larger = tasks.length % all.length;
  const division = new Map<string, Together[]>();
  for (const { member, owned } of all) {
    const had = new Set(owned.map(nameOf));
    const kept: Together[] = [];
    division.set(member, kept);
    for (const task of left) {
      const most = larger > 0 ? share + 1 : share;
      if (kept.length >= most) break;
      if (!task.some(one => had.has(nameOf(one)))) continue;
      left.delete(task);
      kept.push(task);
    }
    if (kept.length > share) larger--;
  }
  const rest = [...left];
  for (const { member } of all) {
    const had = division.get(member)!;
    while (rest.length > 0 && had.length < share) had.push(rest.shift()!);
  }
  for (const { member } of all) {
    const had = division.get(member)!;
    if (rest.length > 0 && had.length === share) had.push(rest.shift()!);
  }
  return new Map([...division].map(([member, had]) => [member, had.flat()]));
}

/** All to one: who had the most of it, or else the first by name. The others stand by. */
export function together(tasks: readonly Together[], members: readonly Member[]): Division {
  const [one] = members.toSorted((a, b) => b.owned.length - a.owned.length || byName(a, b));
  return new Map(members.map(({ member }) => [member, member === one!.member ? tasks.flat() : []]));
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;
const byName = (a: Member, b: Member): number => (a.member < b.member ? -1 : 1);
const byPlace = ([a]: Together, [b]: Together): number =>
  a!.topic === b!.topic ? a!.partition - b!.partition : a!.topic < b!.topic ? -1 : 1;
