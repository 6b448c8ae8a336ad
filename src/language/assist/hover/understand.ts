/** A statement bound once more for a hover: every expression with its type, before rows are grouped; also where there are errors. */
import type { BoundInput, BoundQuery, BoundStatement, Relation } from '../../names/bound.ts';
import { reporter } from '../../names/report.ts';
import type { Scope } from '../../names/scope.ts';
import { bindStatement } from '../../names/statement/bind-statement.ts';
import { operandsOf, type TypedExpression } from '../../names/typed-expression.ts';
import type { Located, Workspace } from '../../workspace/workspace.ts';
import { leavesOf } from '../lineage/trace.ts';

export interface Typed {
  readonly expression: TypedExpression;
  /** What its columns are of. */
  readonly scope: Scope;
}

export interface Understood {
  readonly bound: BoundStatement | undefined;
  /** In the order in which they were bound: what stands inside comes before what is around it. */
  readonly typed: readonly Typed[];
  /** All queries of the statement, the outermost first. */
  readonly queries: readonly BoundQuery[];
}

const known = new WeakMap<object, Understood>();

/** Kept as long as the statement means the same; one that cannot be read is bound each time. Positions count from where its text begins. */
export function understood(workspace: Workspace, { path, statement }: Located): Understood {
  const key = statement.meaning;
  const before = key && known.get(key);
  if (before) return before;
  const typed: Typed[] = [];
  let bound: BoundStatement | undefined;
  const note = (expression: TypedExpression, scope: Scope) => {
    typed.push({ expression, scope });
  };
  const node = statement.syntax.statement;
  try {
    if (node) bound = bindStatement(node, workspace.environmentOf(path), reporter(0, [], undefined, note)).bound;
  } catch (error) {
    // Queries inside queries may come to the end of the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  const now = { bound, typed, queries: bound ? queriesIn(bound) : [] };
  if (key) known.set(key, now);
  return now;
}

/** The expressions around a position, the innermost first. @param at in the statement's text */
export const expressionsAt = ({ typed }: Understood, at: number): readonly Typed[] =>
  typed
    .filter(({ expression: { span } }) => span.start <= at && at <= span.end)
    .toSorted((a, b) => lengthOf(a) - lengthOf(b));

const lengthOf = ({ expression: { span } }: Typed): number => span.end - span.start;

/** The query whose input row a scope describes. */
export const queryOf = ({ queries }: Understood, scope: Scope): BoundQuery | undefined =>
  queries.find(({ columns }) => columns === scope.columns);

/** The query behind a relation that a statement has for itself: a CTE or a subquery. */
export function queryBehind({ queries }: Understood, relation: Relation): BoundQuery | undefined {
  for (const { input } of queries)
    for (const leaf of leavesOf(input)) if (leaf.kind === 'query' && leaf.relation === relation) return leaf.query;
  return undefined;
}

function queriesIn(statement: BoundStatement): readonly BoundQuery[] {
  const found = new Set<BoundQuery>();
  const ofInput = (input: BoundInput): void => {
    for (const leaf of leavesOf(input)) {
      if (leaf.kind === 'query') ofQuery(leaf.query);
      if (leaf.kind === 'match') ofInput(leaf.input);
    }
  };
  const ofExpression = (expression: TypedExpression): void => {
    if (expression.op === 'subquery') ofQuery(expression.query);
    for (const operand of operandsOf(expression)) ofExpression(operand);
  };
  const ofQuery = (query: BoundQuery): void => {
    if (found.has(query)) return;
    found.add(query);
    ofInput(query.input);
    for (const one of [query.where, query.having, ...query.items.map(item => item.expression)])
      if (one) ofExpression(one);
    for (const union of query.unions) ofQuery(union.query);
  };
  const inner = statement.kind === 'explain' ? statement.statement : statement;
  if (inner.kind === 'query') ofQuery(inner.query);
  return [...found];
}
