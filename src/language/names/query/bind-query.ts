/** Syntax of a query → what it means: CTEs, branches of a UNION, and the SELECT itself. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { commonType } from '../../types/coerce.ts';
import { typeText } from '../../types/sql-type.ts';
import type { BoundQuery, Emit, OutputColumn } from '../bound.ts';
import { coerced } from '../expression/basics.ts';
import type { Name } from '../record/name.ts';
import { seeing } from '../record/recorder.ts';
import { Scope } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import { bindSelect, checkOrderBy, emitOf, limitOf, sortOf } from './bind-select.ts';
import { clauseOf, OF_THE_WHOLE } from './clauses.ts';
import type { CommonTable, QueryContext } from './context.ts';
import { renamed } from './from.ts';
import { relationOf } from './relation-of.ts';

/** Always gives a query: what could not be bound in it was reported, and stands for NULLs of any type. */
export function bindQuery(node: ast.Query, context: QueryContext): BoundQuery {
  const within = node.ctes.length > 0 ? { ...context, ctes: commonTables(node, context) } : context;
  const last = node.unions.at(-1)?.query;
  const first = node.inner ? bindQuery(node.inner, within) : undefined;
  if (!last) {
    if (!first) return bindSelect(node, node.clauses, within);
    return node.clauses.length > 0 ? wholeOf(first, node, node.clauses, within) : first;
  }
  // What stands behind the last branch speaks of them all.
  const trailing = last.clauses.filter(clause => OF_THE_WHOLE.has(clause.$type));
  const branch = (one: ast.Query): BoundQuery => {
    const own = one.clauses.filter(clause => !OF_THE_WHOLE.has(clause.$type) || clause.$type === 'WithClause');
    if (one !== last)
      for (const clause of one.clauses)
        if (OF_THE_WHOLE.has(clause.$type) && clause.$type !== 'WithClause')
          context.reporter.report(
            'sql/union-clause',
            context.reporter.at(clause),
            'this clause speaks of the whole UNION and stands behind its last branch',
            { help: 'move it there, or bracket this branch' },
          );
    // The first branch gives the names.
    return seeing(one === node && (context.reporter.names?.isSeen ?? true), context.reporter.names, () =>
      one.inner ? bindQuery(one.inner, within) : bindSelect(one, own, within),
    );
  };
  const main = first ?? branch(node);
  const union = uniteWith(
    main,
    node.unions.map(one => ({ all: one.all, query: branch(one.query), syntax: one })),
    within,
  );
  return trailing.length > 0 ? wholeOf(union, last, trailing, within) : union;
}

function commonTables(node: ast.Query, context: QueryContext): ReadonlyMap<string, CommonTable> {
  const { reporter } = context;
  const ctes = new Map(context.ctes);
  const here = new Set<string>();
  for (const cte of node.ctes) {
    const name = nameOf(cte.name ?? '');
    if (here.has(name.toLowerCase()))
      reporter.report(
        'sql/duplicate-name',
        reporter.shifted(spanOfProperty(cte, 'name')),
        `'${name}' is declared twice`,
        {
          help: 'give one of them another name',
        },
      );
    here.add(name.toLowerCase());
    if (!cte.query) continue;
    const { query: written } = cte;
    const bound = seeing(cte.columns.length === 0, reporter.names, () =>
      bindQuery(written, {
        ...context,
        // Those so far: it is read before the next one is added.
        ctes,
        nested: true,
        properties: context.properties.nested,
        windowSizeMs: undefined,
      }),
    );
    const query = renamed(bound, cte.columns.map(nameOf), reporter.at(cte), context, i =>
      spanOfProperty(cte, 'columns', i),
    );
    const relation = relationOf(name, 'stream', name, query, { kind: 'local' });
    const declared: Name = { kind: 'cte', name };
    reporter.names?.note(reporter.shifted(spanOfProperty(cte, 'name')), 'declaration', declared);
    reporter.names?.declareCte(relation, declared);
    ctes.set(name.toLowerCase(), { query, relation });
  }
  return ctes;
}

interface Branch {
  readonly all: boolean;
  readonly query: BoundQuery;
  readonly syntax: ast.UnionBranch;
}

/** As many columns in every branch, each of one type; the first branch names them. */
function uniteWith(first: BoundQuery, branches: readonly Branch[], { reporter }: QueryContext): BoundQuery {
  const open = (query: BoundQuery) => query.items.some(item => item.spread);
  if (open(first) || branches.some(branch => open(branch.query)))
    return { ...first, unions: [...first.unions, ...branches.map(({ all, query }) => ({ all, query }))] };
  const width = first.items.length;
  const types = first.items.map(item => item.expression.type);
  let fitting = true;
  for (const { query, syntax } of branches) {
    if (query.items.length !== width) {
      fitting = false;
      reporter.report(
        'sql/union-columns',
        reporter.at(syntax.query?.items[0] ?? syntax),
        `this branch has ${query.items.length} columns, the first has ${width}`,
        { help: 'every branch of a UNION puts out the same columns' },
      );
      continue;
    }
    for (const [i, item] of query.items.entries()) {
      const type = commonType(types[i]!, item.expression.type);
      if (type) types[i] = type;
      else {
        fitting = false;
        reporter.report(
          'sql/union-columns',
          item.span,
          `column ${i + 1} is ${typeText(item.expression.type)} here and ${typeText(types[i]!)} above`,
          { help: 'CAST one of them' },
        );
      }
    }
  }
  const typed = (query: BoundQuery): BoundQuery =>
    fitting
      ? {
          ...query,
          items: query.items.map((item, i) => ({ ...item, expression: coerced(item.expression, types[i]!) })),
          unions: query.unions.map(branch => ({ ...branch, query: typed(branch.query) })),
        }
      : query;
  const main = typed(first);
  return { ...main, unions: [...main.unions, ...branches.map(({ all, query }) => ({ all, query: typed(query) }))] };
}

/** ORDER BY, LIMIT and EMIT of a whole UNION or of a query in brackets: over its output. */
function wholeOf(
  written: BoundQuery,
  syntax: ast.Query,
  clauses: readonly ast.Clause[],
  context: QueryContext,
): BoundQuery {
  const orderBy = clauseOf(clauses, 'OrderByClause');
  const limit = limitOf(clauseOf(clauses, 'LimitClause'), context);
  const emit = emitOf(clauseOf(clauses, 'EmitClause'), isWindowed(written), context);
  const query = emit ? emitting(written, emit) : written;
  if (!orderBy && limit === undefined) return query;
  const scope = new Scope();
  const relation = relationOf('union', 'stream', 'union', query, { kind: 'local' });
  const leaf = scope.add(relation, '');
  const { names } = context.reporter;
  names?.leaf(leaf, undefined, names.columnsOf(query.items));
  const span = context.reporter.at(syntax);
  const items: OutputColumn[] = relation.open
    ? []
    : query.items.map(item => {
        const found = scope.lookUp(item.name, leaf);
        const index = found.found === 'column' ? found.index : 0;
        return {
          ...item,
          expression: { op: 'column', index, name: item.name, type: item.expression.type, span: item.span },
        };
      });
  for (const item of items) names?.output(item, names.columnOf(leaf, item.name));
  if (relation.open)
    items.push({
      name: '*',
      expression: { op: 'column', index: scope.record(leaf), name: '*', type: { kind: 'ANY' }, span },
      spread: true,
      primaryKey: false,
      span,
    });
  const sorted = orderBy ? sortOf(orderBy, items, scope, context) : [];
  if (orderBy) checkOrderBy(orderBy, sorted, false, context);
  return {
    syntax,
    input: { kind: 'query', query, relation, leaf: leaf.index, time: undefined, span },
    columns: scope.columns,
    where: undefined,
    window: undefined,
    aggregation: undefined,
    having: undefined,
    distinct: false,
    items,
    eventTimeItem: undefined,
    orderBy: sorted,
    limit,
    emit,
    unions: [],
    localAggregation: undefined,
  };
}

/** EMIT behind a UNION is said of each of its branches. */
const emitting = (query: BoundQuery, emit: Emit): BoundQuery => ({
  ...query,
  emit,
  unions: query.unions.map(branch => ({ ...branch, query: emitting(branch.query, emit) })),
});

const isWindowed = (query: BoundQuery): boolean =>
  query.window !== undefined && query.unions.every(branch => isWindowed(branch.query));
