/**
 * What of a plan can be worked on apart from the rest: its queries fall into units that share no topic and no row, and each
 * unit into tasks, one for each partition number where rows of different numbers never meet, else one for all.
 */

import { inputsOf, type NodeOf, type Plan, type PlanNode, type PlanQuery } from '../plan.ts';
import { driftOf, keepsState } from '../state.ts';
import { type Meeting, meetingAt, worst } from './obstacles.ts';

export interface Unit {
  /** By their names. */
  readonly queries: readonly string[];
  readonly topics: readonly string[];
  /**
   * `partition`: a task for each number of a partition; it has those of that number of all topics, which must have equally
   * many (else it is one task: `tasks-of.ts`). `all`: one task has all partitions.
   */
  readonly each: 'partition' | 'all';
  /** With `partition`: whether that rests on the topics being partitioned by their declared keys, which is checked as they are read. */
  readonly keyed: boolean;
  /** The columns of that key. */
  readonly key?: readonly string[];
  /** With `all`: why. */
  readonly because?: string;
}

/** None reads a topic that another reads. */
export function unitsOf(plan: Plan): readonly Unit[] {
  return partsOf(plan).flatMap(queries => unitsOfPart({ ...plan, queries }));
}

/** As if nothing of it could be worked on apart. */
export function oneUnit(plan: Plan): readonly Unit[] {
  const topics = [...new Set(plan.queries.flatMap(({ root }) => scansOf(root)))];
  const queries = plan.queries.map(({ name }) => name);
  return [{ queries, topics, each: 'all', keyed: false, because: 'it is to be one task' }];
}

/** Whether a member of a group has everything, while the others stand by. */
export const isOneTask = (units: readonly Unit[]): boolean => units.length === 1 && units[0]!.each === 'all';

function unitsOfPart(part: Plan): readonly Unit[] {
  const topics = [...new Set(part.queries.flatMap(({ root }) => scansOf(root)))];
  if (topics.length === 0) return [];
  const queries = part.queries.map(({ name }) => name);
  const together = (because: string): readonly Unit[] => [{ queries, topics, each: 'all', keyed: false, because }];
  const meeting = meetingOf(part.queries);
  if (meeting.meet === 'all') return together(`${meeting.at}: ${meeting.because}`);
  if (!keepsState(part)) return topics.map(topic => ({ queries, topics: [topic], each: 'partition', keyed: false }));
  if (part.bounded) return together('a bounded run with state counts as a whole');
  const drift = driftOf(part);
  // A partition that rests is closed by those that go on.
  if (drift !== undefined) return together(drift);
  if (meeting.meet === 'none') return [{ queries, topics, each: 'partition', keyed: false }];
  const scans = part.queries.flatMap(({ root }) => scanNodesOf(root));
  const keys = scans.map(scan => (scan.node === 'scan' ? scan.primaryKey : scan.declared));
  const key = keys.find(columns => columns)?.map(({ name }) => name) ?? [];
  return [{ queries, topics, each: 'partition', keyed: true, key }];
}

function meetingOf(queries: readonly PlanQuery[]): Meeting {
  const byName = new Map(queries.map(query => [query.name, query]));
  const within = (node: PlanNode): readonly Meeting[] => [meetingAt(node, byName), ...inputsOf(node).flatMap(within)];
  return worst(queries.flatMap(({ root }) => within(root)));
}

/** Queries that read the same topics, or one another, together; in the plan's order. */
export function partsOf({ queries }: Plan): readonly (readonly PlanQuery[])[] {
  let found: { readonly queries: readonly PlanQuery[]; readonly touched: ReadonlySet<string> }[] = [];
  for (const query of queries) {
    const touched = new Set([`query ${query.name}`, ...touchedBy(query.root)]);
    const meets = found.filter(part => [...part.touched].some(one => touched.has(one)));
    found = [
      ...found.filter(part => !meets.includes(part)),
      {
        queries: [...meets.flatMap(part => part.queries), query],
        touched: new Set([...meets.flatMap(part => [...part.touched]), ...touched]),
      },
    ];
  }
  return found.map(part => queries.filter(query => part.queries.includes(query)));
}

const touchedBy = (node: PlanNode): readonly string[] => [
  ...(node.node === 'scan' || node.node === 'received' ? [`topic ${node.topic}`] : []),
  ...(node.node === 'reference' ? [`query ${node.query}`] : []),
  ...inputsOf(node).flatMap(touchedBy),
];

const scanNodesOf = (node: PlanNode): readonly NodeOf<'scan' | 'received'>[] =>
  node.node === 'scan' || node.node === 'received' ? [node] : inputsOf(node).flatMap(scanNodesOf);
const scansOf = (node: PlanNode): readonly string[] => scanNodesOf(node).map(({ topic }) => topic);
