/** What makes an operator need rows of several partitions: unless their keys keep to a partition, or whatever their keys are. */
import { changesOf } from '../changes.ts';
import { inputsOf, type NodeKind, type NodeOf, type PlanNode, type PlanQuery, type TypedExpression } from '../plan.ts';
import { cover, type KeyColumns, keyColumnsOf, meet } from './key-columns.ts';

/**
 * - `none`: a row is worked on by itself, or with those of its own partition alone.
 * - `key`: rows meet only where their partitions have the same number, because the key that they were spread by is part of
 *   what they meet by.
 * - `all`: rows of different partitions meet; `because` says where.
 */
export type Meeting =
  | { readonly meet: 'none' | 'key' }
  | { readonly meet: 'all'; readonly because: string; readonly at: NodeKind };

type Queries = ReadonlyMap<string, PlanQuery>;

/** Of the rows that the node's own inputs give it. */
export function meetingAt(node: PlanNode, queries: Queries): Meeting {
  const of = table[node.node] as (node: PlanNode, given: Given) => Meeting;
  return of(
    node,
    inputsOf(node).map(input => keyColumnsOf(input, queries)),
  );
}

type Given = readonly (KeyColumns | undefined)[];

const NONE: Meeting = { meet: 'none' };
const KEY: Meeting = { meet: 'key' };
const alone = (): Meeting => NONE;

const all = (node: PlanNode, because: string): Meeting => ({ meet: 'all', because, at: node.node });

const UNDECLARED = 'what its topic is partitioned by is not declared (PRIMARY KEY)';

/** Rows that are equal by these expressions meet. */
function by(node: PlanNode, expressions: readonly TypedExpression[], given: KeyColumns | undefined): Meeting {
  if (expressions.length === 0) return all(node, 'it is over all rows');
  if (!given) return all(node, UNDECLARED);
  return cover(given, expressions) ? KEY : all(node, `it is not by ${names(given)}, which its topic is partitioned by`);
}

/** Rows that take one another's place, or may. */
function byRowKey(node: PlanNode, input: PlanNode, given: KeyColumns | undefined): Meeting {
  if (changesOf(input) !== 'upsert' && node.node !== 'upserts') return NONE;
  if (!given) return all(node, UNDECLARED);
  return given.byRowKey
    ? KEY
    : all(node, `its rows have another key than ${names(given)}, which its topic is partitioned by`);
}

function pairs(
  node: PlanNode & { readonly inputs: readonly PlanNode[] },
  [left, right]: Given,
  leftKeys: readonly TypedExpression[],
  rightKeys: readonly TypedExpression[],
): Meeting {
  if (!left || !right) return all(node, UNDECLARED);
  if (!meet(left, right, leftKeys, rightKeys))
    return all(node, `it is not by ${names(left)} = ${names(right)}, which the topics are partitioned by`);
  return worst([KEY, ...node.inputs.map((input, i) => byRowKey(node, input, i === 0 ? left : right))]);
}

/** What all of it needs. */
export const worst = (meetings: readonly Meeting[]): Meeting =>
  meetings.find(({ meet }) => meet === 'all') ?? meetings.find(({ meet }) => meet === 'key') ?? NONE;

const names = ({ declared }: KeyColumns): string => declared.map(({ name }) => name).join(', ');
const expressionsOf = (named: readonly { readonly expression: TypedExpression }[]): readonly TypedExpression[] =>
  named.map(({ expression }) => expression);

const constant = (node: PlanNode): Meeting => all(node, 'rows that no topic has come out once, not once a partition');

const table: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>, given: Given) => Meeting } = {
  scan: node => (node.file ? all(node, 'files are read by one member') : NONE),
  reference: alone,
  received: alone,
  'one-row': constant,
  values: constant,
  'event-time': alone,
  filter: (node, [given]) => byRowKey(node, node.input, given),
  project: alone,
  union: alone,
  unnest: alone,
  // Whether a row is late is a matter of its own partition.
  window: (node, [given]) =>
    node.window.kind === 'session' ? by(node, node.partitionBy ? [node.partitionBy] : [], given) : NONE,
  aggregate: (node, [given]) => by(node, expressionsOf(node.keys), given),
  sort: node => all(node, 'it puts all rows into one order'),
  limit: node => all(node, 'it counts all rows'),
  // All columns are what it goes by.
  distinct: (node, [given]) =>
    !given
      ? all(node, UNDECLARED)
      : given.parts.every(({ size }) => size > 0)
        ? KEY
        : all(node, `its rows have no ${names(given)}, which their topic is partitioned by`),
  pairs: (node, [given]) => byRowKey(node, node.input, given),
  upserts: (node, [given]) => byRowKey(node, node.input, given),
  current: node => all(node, 'it is of all rows'),
  join: (node, given) => pairs(node, given, node.leftKeys, node.rightKeys),
  'as-of-join': (node, given) =>
    node.stream === 0
      ? pairs(node, given, node.streamKeys, node.tableKeys)
      : pairs(node, given, node.tableKeys, node.streamKeys),
  'table-join': (node, given) => pairs(node, given, node.leftKeys, node.rightKeys),
  over: (node, [given]) => by(node, node.partitionBy, given),
  match: (node, [given]) => by(node, expressionsOf(node.partitionBy), given),
  top: (node, [given]) => by(node, expressionsOf(node.partitionBy), given),
  apply: (node, given) => pairs(node, given, node.innerKeys, node.outerKeys),
  'in-time': (node, [given]) => (node.within === 'keys' ? byRowKey(node, node.input, given) : NONE),
};
