/** Queries in FROM that use the rows beside them, and queries in the expressions of FROM, that cannot run yet. */
import type { BoundInput, BoundQuery, Later } from '../../../language/names/bound.ts';
import { contains, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { eachPart } from '../../../language/rules/sql/walk.ts';
import { refusedUse } from '../build/subqueries/refused.ts';
import { sideOfQueries } from '../build/subqueries/side-of-queries.ts';
import type { LaterCheck } from './check.ts';
import { inputsWithin } from './queries.ts';

type Join = Extract<BoundInput, { readonly kind: 'join' }>;

export const laterQueriesInFrom: LaterCheck = query =>
  inputsWithin(query.input).flatMap(input => ofInput(input, query));

function ofInput(input: BoundInput, query: BoundQuery): readonly Later[] {
  switch (input.kind) {
    case 'join':
      return [...ofLateral(input, query), ...ofCondition(input, query)];
    case 'unnest':
      return queriesIn([input.collection]).map(({ span }) => ({ span, what: 'a query inside UNNEST' }));
    case 'values':
      return queriesIn(input.rows.flat()).map(({ span }) => ({ span, what: 'a query inside VALUES after FROM' }));
    case 'match': {
      const { measures, definitions } = input.match;
      const said = [...measures.map(one => one.expression), ...definitions.map(one => one.condition)];
      return queriesIn(said).map(({ span }) => ({ span, what: 'a query inside MATCH_RECOGNIZE' }));
    }
    default:
      return [];
  }
}

function ofLateral({ join, right, withinMs }: Join, { columns }: BoundQuery): readonly Later[] {
  if (right.kind !== 'query' || !right.captured) return [];
  const { span, query: inside, leaf } = right;
  if (join === 'RIGHT' || join === 'FULL') return [{ span, what: `${join} JOIN LATERAL` }];
  if (withinMs !== undefined) return [{ span, what: 'a LATERAL query with WITHIN' }];
  if (inside.items.some(item => item.spread))
    return [{ span, what: 'a LATERAL query of all columns of an undeclared stream', help: 'name the columns' }];
  const names = new Set(inside.items.map(item => item.name));
  const system = columns.find(({ leaf: of, name }) => of === leaf && !names.has(name));
  if (system) return [{ span, what: `${system.name} of a LATERAL query`, help: 'select it there under another name' }];
  const what = refusedUse(inside, undefined);
  return what === undefined ? [] : [{ span, what }];
}

function ofCondition(input: Join, query: BoundQuery): readonly Later[] {
  const { condition, join, right, span } = input;
  const inside = queriesIn(condition ? [condition] : []);
  if (inside.length === 0) return [];
  const refused = inside.flatMap(one => {
    const what = refusedUse(one.query, one.test);
    return what === undefined ? [] : [{ span: one.span, what }];
  });
  if (refused.length > 0 || join === 'INNER' || join === 'CROSS') return refused;
  const side = sideOfQueries(input, query);
  const built = right.kind !== 'unnest' && !(right.kind === 'query' && right.captured);
  if (side === 'left' || (side === 'right' && built)) return [];
  return [{ span, what: `a query in the ON of a ${join} JOIN that is about both of its sides` }];
}

type Subquery = Extract<TypedExpression, { readonly op: 'subquery' }>;

function queriesIn(expressions: readonly TypedExpression[]): readonly Subquery[] {
  const found: Subquery[] = [];
  for (const expression of expressions)
    if (contains(expression, ({ op }) => op === 'subquery'))
      eachPart(expression, part => {
        if (part.op === 'subquery') found.push(part);
      });
  return found;
}
