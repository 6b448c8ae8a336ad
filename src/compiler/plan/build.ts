/** Bound statements → the plan: one query per statement that runs, in the order of the file. */
import type { Analysis, Statement } from '../../language/analyze.ts';
import type { BoundQuery, BoundWindow, BoundWrite } from '../../language/names/bound.ts';
import { foldConstants } from '../optimize/fold-constants.ts';
import { PLAN_VERSION, type Plan, type PlanColumn, type PlanNode, type PlanQuery } from './plan.ts';

export interface BuildOptions {
  readonly bounded: boolean;
  /** Only this statement and those whose rows it needs; absent: all. */
  readonly statement?: number;
}

/**
 * Expects an analysis of which `laterFindings` finds nothing: statements with errors are left out, and a query that
 * today's runtime cannot run is a mistake of the caller.
 */
export function buildPlan(analysis: Analysis, options: BuildOptions): Plan {
  const writes = analysis.statements.filter(
    (one): one is Statement & { readonly bound: BoundWrite } => one.bound?.kind === 'query',
  );
  const names = new Map<string, number>();
  const queries: PlanQuery[] = [];
  for (const { index, bound } of writes) {
    // Several statements may write one relation (INSERT INTO): each is a query of its own name.
    const count = (names.get(bound.target) ?? 0) + 1;
    names.set(bound.target, count);
    const name = count === 1 ? bound.target : `${bound.target}#${count}`;
    queries.push(foldConstants(queryOf(name, index, bound, options.bounded, queries)));
  }
  const wanted = options.statement === undefined ? queries : needed(queries, options.statement);
  return { version: PLAN_VERSION, bounded: options.bounded, queries: wanted };
}

function queryOf(
  name: string,
  statement: number,
  bound: BoundWrite,
  bounded: boolean,
  before: readonly PlanQuery[],
): PlanQuery {
  const { query } = bound;
  const emit = emitOf(query) ?? (query.aggregation?.window || bounded ? 'FINAL' : 'CHANGES');
  const isTable = query.input.kind === 'relation' && query.input.relation.kind === 'table';
  let node = inputOf(query, before);
  if (query.where) node = { node: 'filter', input: node, predicate: query.where, changelog: isTable };
  if (query.aggregation) {
    const { keys, calls, window } = query.aggregation;
    node = { node: 'aggregate', input: node, keys, calls, window: window && tumbling(window), emit };
  }
  if (query.having) node = { node: 'filter', input: node, predicate: query.having, changelog: emit === 'CHANGES' };
  if (query.orderBy.length > 0) node = { node: 'sort', input: node, by: query.orderBy };
  node = {
    node: 'project',
    input: node,
    items: query.items.map(({ name: column, expression, spread }) => ({ name: column, expression, spread })),
    eventTime: query.eventTimeItem,
    key: query.items.flatMap((item, i) => (item.primaryKey ? [i] : [])),
  };
  if (query.limit !== undefined) node = { node: 'limit', input: node, count: query.limit };
  return {
    name,
    statement,
    bare: bound.bare,
    root: node,
    output: {
      topic: bound.topic,
      kind: bound.outputKind,
      columns: query.items.flatMap(({ name: column, expression, spread }, i) =>
        i === query.eventTimeItem ? [] : [{ name: column, type: expression.type, spread }],
      ),
      decimalAsString: bound.decimalAsString,
    },
  };
}

function emitOf({ emit }: BoundQuery): 'FINAL' | 'CHANGES' | undefined {
  if (emit?.mode === 'EVERY') throw new Error('EMIT EVERY has no operator');
  return emit?.mode;
}

function tumbling(window: BoundWindow): BoundWindow & { readonly kind: 'tumbling' } {
  if (window.kind !== 'tumbling') throw new Error(`a ${window.kind} window has no operator`);
  return window;
}

function inputOf(query: BoundQuery, before: readonly PlanQuery[]): PlanNode {
  const { input } = query;
  if (input.kind === 'one-row') return { node: 'one-row' };
  if (input.kind !== 'relation') throw new Error(`a ${input.kind} after FROM has no operator`);
  const { relation, time } = input;
  const columns: readonly PlanColumn[] = query.columns.map(({ name, type, origin }) => ({ name, type, origin }));
  const at = (column: string | undefined) =>
    column === undefined ? undefined : columns.findIndex(one => one.name === column);
  if (relation.origin.kind === 'query') {
    const writer =
      before.find(one => one.name === relation.name) ?? before.findLast(one => one.output.topic === relation.topic);
    const reference: PlanNode = {
      node: 'reference',
      query: writer?.name ?? relation.name,
      kind: relation.kind,
      columns,
    };
    return time ? { node: 'event-time', input: reference, column: at(time.column), time } : reference;
  }
  // A declared source that statements of this file insert into is read back from those statements.
  const writers = before.filter(one => one.output.topic === relation.topic);
  const timing = time ?? relation.time;
  const source: PlanNode =
    writers.length === 1
      ? { node: 'reference', query: writers[0]!.name, kind: relation.kind, columns }
      : { node: 'scan', source: relation.name, topic: relation.topic, format: 'json', kind: relation.kind, columns };
  if (source.node === 'reference' && timing.column === undefined) return source;
  return { node: 'event-time', input: source, column: at(timing.column), time: timing };
}

function needed(queries: readonly PlanQuery[], statement: number): PlanQuery[] {
  const names = new Set(queries.filter(query => query.statement === statement).map(query => query.name));
  for (const query of queries.toReversed()) {
    if (!names.has(query.name)) continue;
    for (let node: PlanNode | undefined = query.root; node; node = 'input' in node ? node.input : undefined)
      if (node.node === 'reference') names.add(node.query);
  }
  return queries.filter(query => names.has(query.name));
}
