/** Where the columns of a query come from: through its grouping, subqueries, CTEs and joins, down to the relations it reads. */
import { functionTable } from '../../functions/table.ts';
import type { BoundInput, BoundQuery, InputColumn, Relation } from '../../names/bound.ts';
import { WHOLE_ROW } from '../../names/scope.ts';
import { operandsOf, type TypedExpression } from '../../names/typed-expression.ts';
import { type Origin, passedOn, together } from './origin.ts';

/** What the columns of a relation are made of. @param column its name; `*` for the whole record */
export type FollowRelation = (relation: Relation, column: string) => readonly Origin[];

/** Values of the row around a subquery, by their place among those that it uses. */
type Around = readonly (readonly Origin[])[];

export interface Traced {
  /** What an output column is made of. */
  item(index: number): readonly Origin[];
  /** The same by its name; of `*` everything. */
  named(column: string): readonly Origin[];
  /** What decides which rows there are: WHERE, ON, HAVING, the keys of groups. */
  filters(): readonly Origin[];
  /** What an expression over the input row is made of. */
  expression(expression: TypedExpression): readonly Origin[];
}

/** Each query is gone through once, however often it is read. */
export function tracer(follow: FollowRelation): (query: BoundQuery) => Traced {
  const known = new Map<BoundQuery, Traced>();
  const plain = (query: BoundQuery): Traced => {
    const traced = known.get(query) ?? traceQuery(query, [], { follow, query: plain });
    known.set(query, traced);
    return traced;
  };
  return plain;
}

interface Tools {
  readonly follow: FollowRelation;
  /** A query that uses nothing of a row around it. */
  query(query: BoundQuery): Traced;
}

function traceQuery(query: BoundQuery, around: Around, tools: Tools): Traced {
  const { input, columns, aggregation, items, unions } = query;
  const inputs = leavesOf(input);
  const inputColumns = new Map<number, readonly Origin[]>();

  const inner = (one: BoundQuery, captured: readonly TypedExpression[]): Traced =>
    captured.length === 0 ? tools.query(one) : traceQuery(one, captured.map(ofRow), tools);

  function ofInput(one: BoundInput, name: string): readonly Origin[] {
    switch (one.kind) {
      case 'relation':
        return tools.follow(one.relation, name);
      case 'query': {
        if (name === '_event_time') return timeOf(one);
        return passedOn(inner(one.query, one.captured ?? []).named(name), one.relation.name);
      }
      case 'unnest':
        return together(ofRow(one.collection), 'computed');
      case 'match': {
        const measure = one.match.measures.find(found => found.name === name);
        if (!measure) return leavesOf(one.input).flatMap(leaf => ofInput(leaf, name));
        const over = one.match.columns;
        return together(
          of(measure.expression, index => ofColumn(over[index], leavesOf(one.input))),
          'computed',
        );
      }
      default:
        return [];
    }
  }

  /** The time of a row is that of the rows it was made from. */
  function timeOf(one: BoundInput): readonly Origin[] {
    return one.kind === 'query' ? leavesOf(one.query.input).flatMap(timeOf) : ofInput(one, '_event_time');
  }

  function ofColumn(column: InputColumn | undefined, leaves: readonly BoundInput[]): readonly Origin[] {
    if (!column) return [];
    const { leaf, name } = column;
    const from = leaf === WHOLE_ROW ? leaves : leaves.filter(one => 'leaf' in one && one.leaf === leaf);
    return from.flatMap(one => ofInput(one, name));
  }

  const ofRowColumn = (index: number): readonly Origin[] => {
    const before = inputColumns.get(index);
    if (before) return before;
    const found = ofColumn(columns[index], inputs);
    inputColumns.set(index, found);
    return found;
  };
  const ofRow = (expression: TypedExpression): readonly Origin[] => of(expression, ofRowColumn);

  /** A column of the group's row: its keys, then the aggregates, then the window's bounds. */
  const ofGroupColumn = (index: number): readonly Origin[] => {
    if (!aggregation) return [];
    const { keys, calls } = aggregation;
    const key = keys[index];
    if (key) return ofRow(key.expression);
    const call = calls[index - keys.length];
    if (!call) return together(inputs.flatMap(timeOf), 'computed');
    const used = [...call.args, ...(call.filter ? [call.filter] : [])];
    return together(used.flatMap(ofRow), 'aggregated');
  };
  const ofOutput = (expression: TypedExpression): readonly Origin[] =>
    of(expression, aggregation ? ofGroupColumn : ofRowColumn);

  function of(expression: TypedExpression, column: (index: number) => readonly Origin[]): readonly Origin[] {
    switch (expression.op) {
      case 'column':
        return column(expression.index);
      case 'outer':
        return around[expression.index] ?? [];
      case 'window-bound':
        return together(inputs.flatMap(timeOf), 'computed');
      case 'subquery': {
        const captured = expression.captured.map(one => of(one, column));
        const traced =
          captured.length === 0 ? tools.query(expression.query) : traceQuery(expression.query, captured, tools);
        const operand = expression.operand ? of(expression.operand, column) : [];
        const rows = expression.test === 'exists' ? traced.filters() : traced.item(0);
        return together([...operand, ...rows], 'computed');
      }
      // A value of another type, or the value itself at a row of the match.
      case 'cast':
      case 'match-row':
        return of(expression.operand, column);
      default: {
        const how =
          expression.op === 'aggregate' ||
          (expression.op === 'over' && functionTable.get(expression.name)?.kind === 'aggregate')
            ? 'aggregated'
            : 'computed';
        return together(
          operandsOf(expression).flatMap(one => of(one, column)),
          how,
        );
      }
    }
  }

  const made = new Map<number, readonly Origin[]>();
  const item = (index: number): readonly Origin[] => {
    const before = made.get(index);
    if (before) return before;
    const own = items[index];
    const branches = unions.flatMap(union => tools.query(union.query).item(index));
    const found = together([...(own ? ofOutput(own.expression) : []), ...branches], 'copied');
    made.set(index, found);
    return found;
  };

  return {
    item,
    named(column) {
      if (column === '*')
        return together(
          items.flatMap((_, i) => item(i)),
          'copied',
        );
      const at =
        placeOf(items, one => one === column) ?? placeOf(items, one => one.toLowerCase() === column.toLowerCase());
      if (at !== undefined) return item(at);
      // A field of a record that is passed on as it is.
      return items.flatMap(({ spread, expression }) =>
        spread && expression.op === 'column'
          ? ofColumn(columns[expression.index] && { ...columns[expression.index]!, name: column }, inputs)
          : [],
      );
    },
    filters() {
      const { where, having, orderBy, limit } = query;
      const conditions = [
        ...(where ? ofRow(where) : []),
        ...conditionsOf(input).flatMap(ofRow),
        ...(aggregation?.keys ?? []).flatMap(key => ofRow(key.expression)),
        ...(having ? ofOutput(having) : []),
        ...(limit === undefined ? [] : orderBy.flatMap(key => ofOutput(key.expression))),
        ...inputs.flatMap(one => (one.kind === 'query' ? inner(one.query, one.captured ?? []).filters() : [])),
        ...unions.flatMap(union => tools.query(union.query).filters()),
      ];
      return together(conditions, 'filter-only');
    },
    expression: ofRow,
  };
}

/** The relations of FROM, from left to right. */
export const leavesOf = (input: BoundInput): readonly BoundInput[] =>
  input.kind === 'join' ? [...leavesOf(input.left), ...leavesOf(input.right)] : [input];

const conditionsOf = (input: BoundInput): readonly TypedExpression[] =>
  input.kind === 'join'
    ? [...(input.condition ? [input.condition] : []), ...conditionsOf(input.left), ...conditionsOf(input.right)]
    : [];

function placeOf(items: BoundQuery['items'], is: (name: string) => boolean): number | undefined {
  const at = items.findIndex(one => !one.spread && is(one.name));
  return at < 0 ? undefined : at;
}
