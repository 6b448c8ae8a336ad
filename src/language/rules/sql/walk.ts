/** What rules look at: the queries of a statement, their joins, their conditions and all their expressions. */
import type { BoundInput, BoundQuery, BoundStatement, BoundWrite } from '../../names/bound.ts';
import { operandsOf, type TypedExpression } from '../../names/typed-expression.ts';

/** What a query is to its statement. */
export type Role =
  /** Its rows are what the statement puts out. */
  | 'result'
  /** Another branch of a UNION. */
  | 'branch'
  /** A CTE or a query after FROM. */
  | 'relation'
  /** Runs for each row of the query around it: LATERAL. */
  | 'lateral'
  /** EXISTS, IN, or a value. */
  | 'expression';

export interface Visited {
  readonly query: BoundQuery;
  readonly role: Role;
}

export interface Condition {
  readonly expression: TypedExpression;
  readonly clause: 'WHERE' | 'HAVING' | 'ON' | 'FILTER' | 'WHEN';
  /** Whether its columns are those of the group's row. */
  readonly grouped: boolean;
}

export type JoinInput = Extract<BoundInput, { readonly kind: 'join' }>;

/** The statement that writes rows, also inside EXPLAIN. */
export function writeOf(bound: BoundStatement): BoundWrite | undefined {
  if (bound.kind === 'explain') return writeOf(bound.statement);
  return bound.kind === 'query' ? bound : undefined;
}

const known = new WeakMap<BoundStatement, readonly Visited[]>();

/** All queries of a statement, each once, those around first. */
export function queriesOf(bound: BoundStatement): readonly Visited[] {
  let visited = known.get(bound);
  if (!visited) {
    const write = writeOf(bound);
    visited = write ? visit(write.query) : [];
    known.set(bound, visited);
  }
  return visited;
}

function visit(top: BoundQuery): readonly Visited[] {
  const found = new Map<BoundQuery, Visited>();
  const ofQuery = (query: BoundQuery, role: Role): void => {
    if (found.has(query)) return;
    found.set(query, { query, role });
    for (const union of query.unions) ofQuery(union.query, 'branch');
    ofInput(query.input);
    for (const { expression } of expressionsOf(query)) ofExpression(expression);
  };
  const ofInput = (input: BoundInput): void => {
    if (input.kind === 'query') ofQuery(input.query, input.captured ? 'lateral' : 'relation');
    else if (input.kind === 'match') ofInput(input.input);
    else if (input.kind === 'join') {
      ofInput(input.left);
      ofInput(input.right);
    }
  };
  const ofExpression = (expression: TypedExpression): void => {
    if (expression.op === 'subquery') ofQuery(expression.query, 'expression');
    for (const operand of operandsOf(expression)) ofExpression(operand);
  };
  ofQuery(top, 'result');
  return [...found.values()];
}

/** The joins of FROM, the outermost (last written) first. */
export function joinsOf(input: BoundInput): readonly JoinInput[] {
  return input.kind === 'join' ? [input, ...joinsOf(input.left), ...joinsOf(input.right)] : [];
}

/** The relations of FROM by their place; the sides of joins, not the joins. */
export function leavesOf(input: BoundInput): ReadonlyMap<number, Leaf> {
  const leaves = new Map<number, Leaf>();
  const visitInput = (one: BoundInput): void => {
    if (one.kind === 'join') {
      visitInput(one.left);
      visitInput(one.right);
    } else if (one.kind !== 'one-row') leaves.set(one.leaf, one);
  };
  visitInput(input);
  return leaves;
}

export type Leaf = Exclude<BoundInput, { readonly kind: 'join' } | { readonly kind: 'one-row' }>;

/** An expression of a query, and over which row: the group's, once it is grouped, or the input's. */
export interface Placed {
  readonly expression: TypedExpression;
  readonly grouped: boolean;
}

const knownExpressions = new WeakMap<BoundQuery, readonly Placed[]>();

/** The expressions of a query itself, whole: not those of queries inside it. */
export function expressionsOf(query: BoundQuery): readonly Placed[] {
  let placed = knownExpressions.get(query);
  if (!placed) {
    const grouped = query.aggregation !== undefined;
    placed = [
      ...ofInputs(query.input),
      ...(query.where ? [query.where] : []),
      ...(query.window?.time ? [query.window.time] : []),
      ...(query.aggregation?.keys ?? []).map(key => key.expression),
      ...(query.aggregation?.calls ?? []).flatMap(call => [
        ...call.args,
        ...(call.filter ? [call.filter] : []),
        ...(call.orderBy ?? []).map(key => key.expression),
      ]),
    ]
      .map((expression): Placed => ({ expression, grouped: false }))
      .concat(
        [
          ...(query.having ? [query.having] : []),
          ...query.items.map(item => item.expression),
          ...query.orderBy.map(key => key.expression),
        ].map(expression => ({ expression, grouped })),
      );
    knownExpressions.set(query, placed);
  }
  return placed;
}

function ofInputs(input: BoundInput): readonly TypedExpression[] {
  switch (input.kind) {
    case 'join':
      return [...ofInputs(input.left), ...ofInputs(input.right), ...(input.condition ? [input.condition] : [])];
    case 'values':
      return input.rows.flat();
    case 'unnest':
      return [input.collection];
    case 'match':
      return [
        ...ofInputs(input.input),
        ...input.match.measures.map(measure => measure.expression),
        ...input.match.definitions.map(definition => definition.condition),
      ];
    default:
      return [];
  }
}

/** Everything that keeps or drops a row, or chooses a branch. */
export function conditionsOf(query: BoundQuery): readonly Condition[] {
  const grouped = query.aggregation !== undefined;
  const found: Condition[] = [];
  for (const { condition } of joinsOf(query.input))
    if (condition) found.push({ expression: condition, clause: 'ON', grouped: false });
  if (query.where) found.push({ expression: query.where, clause: 'WHERE', grouped: false });
  if (query.having) found.push({ expression: query.having, clause: 'HAVING', grouped });
  for (const { filter } of query.aggregation?.calls ?? [])
    if (filter) found.push({ expression: filter, clause: 'FILTER', grouped: false });
  for (const placed of expressionsOf(query))
    eachPart(placed.expression, part => {
      if (part.op === 'over' && part.filter)
        found.push({ expression: part.filter, clause: 'FILTER', grouped: placed.grouped });
      else if (part.op === 'case')
        for (const { when } of part.branches) found.push({ expression: when, clause: 'WHEN', grouped: placed.grouped });
    });
  return found;
}

/** An expression and everything in it, from outside in; queries inside are not gone into. */
export function eachPart(expression: TypedExpression, visitPart: (part: TypedExpression) => void): void {
  visitPart(expression);
  for (const operand of operandsOf(expression)) eachPart(operand, visitPart);
}

/** What AND joins, flat: `a AND (b AND c)` and BETWEEN too. */
export const conjunctsOf = (condition: TypedExpression | undefined): readonly TypedExpression[] =>
  condition === undefined ? [] : condition.op === 'and' ? condition.parts.flatMap(conjunctsOf) : [condition];
