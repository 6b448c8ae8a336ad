/** The input of a query, by its kind. */
import type { BoundInput, BoundQuery } from '../../../language/names/bound.ts';
import type { BuildContext } from './context.ts';
import type { BuiltInput, InputBuilder } from './input.ts';
import { match } from './inputs/match.ts';
import { oneRow } from './inputs/one-row.ts';
import { query } from './inputs/query.ts';
import { relation } from './inputs/relation.ts';
import { unnest } from './inputs/unnest.ts';
import { values } from './inputs/values.ts';
import { orderedInTime } from './subqueries/at.ts';
import { joinOfQueries } from './subqueries/join.ts';

export function buildInput(input: BoundInput, query: BoundQuery, context: BuildContext): BuiltInput {
  const build = table[input.kind] as InputBuilder<BoundInput['kind']>;
  const built = context.dependent?.get(input)?.(query) ?? build(input, query, context);
  const isRead = input.kind === 'relation' || input.kind === 'query';
  return context.inTime && isRead ? { ...built, node: orderedInTime(built.node) } : built;
}

const table: { readonly [Kind in BoundInput['kind']]: InputBuilder<Kind> } = {
  'one-row': oneRow,
  relation,
  query,
  values,
  unnest,
  match,
  join: joinOfQueries,
};
