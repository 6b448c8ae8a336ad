/** How the partitions of a group's topics fall to its members. */
import type { TopicPartition } from './consumer-protocol.ts';

export interface Member {
  readonly member: string;
  /** What it had before. */
  readonly owned: readonly TopicPartition[];
}

export type Division = ReadonlyMap<string, readonly TopicPartition[]>;

/**
 * Evenly, so that no member has more than one partition beyond another, and so that as much as possible stays where it was.
 * The same whoever works it out.
 */
export function spread(partitions: readonly TopicPartition[], members: readonly Member[]): Division {
  const all = members.toSorted(byName);
  const wanted = new Map(partitions.map(one => [nameOf(one), one]));
  const share = Math.floor(partitions.length / all.length);
  let larger = partitions.length % all.length;
  const division = new Map<string, TopicPartition[]>();
  for (const { member, owned } of all) {
    const kept: TopicPartition[] = [];
    division.set(member, kept);
    for (const one of owned) {
      const most = larger > 0 ? share + 1 : share;
      if (kept.length >= most || !wanted.delete(nameOf(one))) continue;
      kept.push(one);
    }
    if (kept.length > share) larger--;
  }
  const left = [...wanted.values()].toSorted(byPlace);
  for (const { member } of all) {
    const had = division.get(member)!;
    while (left.length > 0 && had.length < share) had.push(left.shift()!);
  }
  for (const { member } of all) {
    const had = division.get(member)!;
    if (left.length > 0 && had.length === share) had.push(left.shift()!);
  }
  return division;
}

/** All to one: who had the most of it, or else the first by name. The others stand by. */
export function together(partitions: readonly TopicPartition[], members: readonly Member[]): Division {
  const [one] = members.toSorted((a, b) => b.owned.length - a.owned.length || byName(a, b));
  return new Map(members.map(({ member }) => [member, member === one!.member ? partitions.toSorted(byPlace) : []]));
}

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;
const byName = (a: Member, b: Member): number => (a.member < b.member ? -1 : 1);
const byPlace = (a: TopicPartition, b: TopicPartition): number =>
  a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
