/** The operator of each kind of node. One line a kind. */

import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { PlanNode } from '../../src/compiler/plan/plan.ts';
import { aggregate } from './aggregate.ts';
import { apply } from './apply.ts';
import { asOfJoin } from './as-of-join.ts';
import type { Construct, Node, Site } from './construct.ts';
import { current } from './current.ts';
import { distinct } from './distinct.ts';
import { filter } from './filter.ts';
import { inTime } from './in-time.ts';
import { join } from './join.ts';
import { limit } from './limit.ts';
import { match } from './match/match.ts';
import { over } from './over.ts';
import { pairs } from './pairs.ts';
import { plainAggregate } from './plain-aggregate.ts';
import { project } from './project.ts';
import type { Operator } from './row.ts';
import { sessions } from './sessions.ts';
import { sort } from './sort.ts';
import { tableJoin } from './table-join.ts';
import { timed } from './timed.ts';
import { top } from './top.ts';
import { union } from './union.ts';
import { unnest } from './unnest.ts';
import { upserts } from './upserts.ts';
import { windowRows } from './window.ts';

/** One port for each of the node's inputs, in their order. */
export function operatorOf(node: Node, site: Site): readonly Operator[] {
  const construct = table[node.node] as (node: PlanNode, site: Site) => readonly Operator[];
  return construct(node, site);
}

const table: { readonly [Kind in Node['node']]: Construct<Kind> } = {
  'event-time': (node, site) => [timed(node, site)],
  filter: ({ predicate, input }, { scope, next }) => [filter({ predicate, changes: changesOf(input), scope, next })],
  aggregate: (node, { scope, next }) => [
    node.window?.kind === 'session'
      ? sessions(node, scope, next)
      : (plainAggregate(node, scope, next) ?? aggregate(node, scope, next)),
  ],
  window: (node, site) => [windowRows(node, site)],
  project: (node, { scope, next }) => [project(node, scope, next)],
  sort: (node, { scope, next }) => [sort(node, scope, next)],
  limit({ count }, { scope, next, limited }) {
    const operator = limit(count, next, scope.keep);
    limited(operator);
    return [operator];
  },
  distinct: (node, { scope, next }) => [distinct(node, next, scope.keep)],
  pairs: (_, { scope, next }) => [pairs(next, scope.keep)],
  upserts: (_, { scope, next }) => [upserts(next, scope.keep)],
  current: ({ input }, { scope, next }) => [current(changesOf(input), next, scope.keep)],
  unnest: (node, { scope, next }) => [unnest(node, scope, next)],
  join,
  'as-of-join': asOfJoin,
  'table-join': tableJoin,
  apply,
  'in-time': (node, site) => [inTime(node, site)],
  top: (node, { scope, next }) => [top(node, scope, next)],
  over: (node, site) => [over(node, site)],
  match: (node, site) => [match(node, site)],
  union: (node, { scope, next }) => union(node, next, scope.keep),
};
