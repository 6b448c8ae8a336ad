/**
 * A query that uses the row around it anywhere: it is computed for each different set of values that the rows around it
 * have, all of them at once. (Neumann and Kemper, Unnesting Arbitrary Queries, BTW 2015.)
 */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import type { TypedExpression } from '../../../../language/names/typed-expression.ts';
import type { NodeOf, PlanNode } from '../../plan.ts';
import { widthOf } from '../../width.ts';
import type { BuildContext } from '../context.ts';
import type { BuiltInput } from '../input.ts';
import { unnested } from '../inputs/unnest.ts';
import { buildInput } from '../inputs.ts';
import { rebase } from '../rebase.ts';
import { timely, timing } from './at.ts';
import { equalitiesOf, withOuter } from './equalities.ts';
import { firstRows, type Inner, keyColumns } from './inner.ts';
import { inputRefersOut, usesOuter } from './refers-out.ts';
import { allOf, isOneRow, simplified } from './simplified.ts';
import { withColumns } from './with-columns.ts';

/** Columns that no query has: what is captured, and whether there was a row. */
const FIRST = 1_000_000;
const FOUND = FIRST - 1;

export function forEachOuter(
  query: BoundQuery,
  captured: readonly TypedExpression[],
  outer: PlanNode,
  context: BuildContext,
): Inner {
  const shared = context.shared(outer);
  const values = captured.map(({ type, span }, i): TypedExpression => {
    return { op: 'column', index: FIRST + i, name: `_outer_${i + 1}`, type, span };
  });
  const domain: PlanNode = {
    node: 'distinct',
    input: {
      node: 'project',
      input: timely(shared, context),
      items: captured.map((expression, i) => ({ name: `_outer_${i + 1}`, expression, spread: false })),
      eventTime: undefined,
      key: [],
    },
    names: captured.map((_, i) => `_outer_${i + 1}`),
  };
  const inputs = new Map<BoundInput, (query: BoundQuery) => BuiltInput>();
  const dependent = (one: BoundQuery): BoundQuery => {
    const left = isOneRow(one);
    const equalities = equalitiesOf(one.where);
    inputs.set(one.input, branch => {
      if (one.input.kind === 'unnest' && usesOuter(one.input.collection))
        return elements(domain, values, one.input, branch, left);
      if (one.input.kind === 'query' && inputRefersOut(one.input)) return inside(one.input, branch, left);
      const built = buildInput(one.input, branch, context);
      const keys: Keys = {
        innerKeys: equalities.map(equality => rebase(equality.inner, built.layout)),
        outerKeys: equalities.map(equality => withOuter(equality.outer, keyColumns(0, captured))),
        nullsEqual: false,
      };
      return joined(domain, values, built, keys, left, context);
    });
    const unions = one.unions.map(branch => ({ ...branch, query: dependent(branch.query) }));
    return { ...withDomain(one, values, left), unions };
  };
  const build = (one: BoundQuery, items: number): PlanNode =>
    firstRows(one, one.items.slice(items), {
      ...context,
      dependent: new Map([...(context.dependent ?? []), ...inputs]),
    });
  /** A query after FROM that uses the row around: computed for each value as well, and joined with the values again. */
  const inside = (input: QueryInput, branch: BoundQuery, left: boolean): BuiltInput => {
    const plain = simplified(input.query, undefined);
    const width = plain.items.length;
    const node = build(dependent(plain), width);
    const columns = plain.items.map(({ name }, i) =>
      plain.items.findLastIndex(item => item.name === name) === i
        ? branch.columns.findIndex(column => column.leaf === input.leaf && column.name === name)
        : -1,
    );
    const layout = [...columns, ...new Array<number>(widthOf(node) - width).fill(-1)];
    const keys: Keys = {
      innerKeys: keyColumns(width, captured),
      outerKeys: keyColumns(0, captured),
      nullsEqual: true,
    };
    return joined(domain, values, { node, layout }, keys, left, context);
  };
  const all = dependent(query);
  return {
    node: build(all, query.items.length),
    items: query.items,
    innerKeys: keyColumns(query.items.length, captured),
    outerKeys: captured,
    nullsEqual: true,
    otherwise: undefined,
    outer: shared,
  };
}

/** By what rows of FROM belong to the values; over the rows of FROM, and over the values. */
type Keys = Pick<NodeOf<'apply'>, 'innerKeys' | 'outerKeys' | 'nullsEqual'>;

type QueryInput = Extract<BoundInput, { readonly kind: 'query' }>;

/** The values, then the columns of FROM. `left`: also values for which there is none, and whether there was one. */
function joined(
  domain: PlanNode,
  values: readonly TypedExpression[],
  { node, layout }: BuiltInput,
  keys: Keys,
  left: boolean,
  context: BuildContext,
): BuiltInput {
  const { at, inner, outer } = timing(node, domain, context);
  return {
    node: {
      node: 'apply',
      inputs: [inner, outer],
      ...keys,
      otherwise: undefined,
      gives: { kind: 'rows', condition: undefined, outer: left, marked: left, key: ['_outer', '_inner'] },
      at,
      widths: [widthOf(inner), values.length],
    },
    layout: [...values.map((_, i) => FIRST + i), ...layout, ...(left ? [FOUND] : [])],
  };
}

/** The values, then the elements of a collection of theirs. `left`: as above; the number of the element says it was found. */
function elements(
  domain: PlanNode,
  values: readonly TypedExpression[],
  input: Extract<BoundInput, { readonly kind: 'unnest' }>,
  query: BoundQuery,
  left: boolean,
): BuiltInput {
  const outer: BuiltInput = { node: domain, layout: values.map((_, i) => FIRST + i) };
  const collection = withOuter(input.collection, values);
  const { node, layout } = unnested(outer, { ...input, collection }, query, { condition: undefined, outer: left });
  if (!left || node.node !== 'unnest') return { node, layout };
  const width = node.fields?.length ?? (collection.type.kind === 'MAP' ? 2 : 1);
  return { node: { ...node, ordinality: true, columns: [...node.columns, width] }, layout: [...layout, FOUND] };
}

/** `left`: WHERE is asked of each row that an aggregate takes, so that there is a group also where it takes none. */
function withDomain(query: BoundQuery, values: readonly TypedExpression[], left: boolean): BoundQuery {
  const before = (expression: TypedExpression): TypedExpression => withOuter(expression, values);
  const { window, aggregation } = query;
  const where = query.where && before(query.where);
  const span = { start: 0, end: 0 };
  const mark: TypedExpression = { op: 'column', index: FOUND, name: '_found', type: { kind: 'BOOLEAN' }, span };
  const found: TypedExpression = { op: 'is', test: 'NULL', negated: true, operand: mark, type: mark.type, span };
  const filtered = (filter: TypedExpression | null): TypedExpression | null => {
    const own = filter && before(filter);
    return left ? allOf([found, ...(where ? [where] : []), ...(own ? [own] : [])])! : own;
  };
  return withColumns(
    {
      ...query,
      where: left ? undefined : where,
      window: window && { ...window, time: window.time && before(window.time) },
      aggregation: aggregation && {
        ...aggregation,
        keys: aggregation.keys.map(key => ({ ...key, expression: before(key.expression) })),
        calls: aggregation.calls.map(call => ({
          ...call,
          args: call.args.map(before),
          filter: filtered(call.filter),
          ...(call.orderBy
            ? { orderBy: call.orderBy.map(key => ({ ...key, expression: before(key.expression) })) }
            : {}),
        })),
      },
    },
    values,
    withOuter,
  );
}
