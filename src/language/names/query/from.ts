/** FROM and JOIN: the relations a query reads, from left to right. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import { ANY, BIGINT, type SqlType, typeText } from '../../types/sql-type.ts';
import type { BoundInput, JoinKind, OutputColumn, Relation } from '../bound.ts';
import { isOpen, truth, unknown } from '../expression/basics.ts';
import { bindExpression } from '../expression/bind-expression.ts';
import type { ExpressionContext } from '../expression/context.ts';
import { inCommon } from '../expression/in-common.ts';
import { durationOf } from '../expression/literals.ts';
import { capturing } from '../expression/subquery.ts';
import { fileUri } from '../format/of-files.ts';
import type { Name } from '../record/name.ts';
import { type ColumnNames, listedColumns, noteRelation } from '../record/note-relation.ts';
import { type NameRecorder, seeing } from '../record/recorder.ts';
import { nameOf, stringOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { bindQuery } from './bind-query.ts';
import type { QueryContext } from './context.ts';
import { bindMatch } from './match.ts';
import { openRelation, relationOf } from './relation-of.ts';
import { bindUsing } from './using.ts';
import { readWindow, type WindowSyntax, windowKindOf } from './windows.ts';

export interface From {
  readonly input: BoundInput;
  /** The window of TABLE(TUMBLE(TABLE t, …)). */
  readonly window: WindowSyntax | undefined;
}

export function bindFrom(node: ast.Query, context: QueryContext, expression: ExpressionContext): From {
  if (!node.from) return { input: { kind: 'one-row' }, window: undefined };
  const reader = new Reader(context, expression);
  let input = reader.relation(node.from);
  for (const join of node.joins) input = reader.join(join, input);
  return { input, window: reader.window };
}

class Reader {
  window: WindowSyntax | undefined;
  readonly #context: QueryContext;
  readonly #expression: ExpressionContext;

  constructor(context: QueryContext, expression: ExpressionContext) {
    this.#context = context;
    this.#expression = expression;
  }

  relation(node: ast.Relation): BoundInput {
    const input = this.#plain(node);
    const match = 'match' in node ? node.match : undefined;
    return match ? bindMatch(match, input, this.#context, this.#expression) : input;
  }

  #plain(node: ast.Relation): BoundInput {
    const { reporter } = this.#context;
    const span = reporter.at(node);
    const alias = node.alias === undefined ? undefined : nameOf(node.alias);
    switch (node.$type) {
      case 'NamedRelation':
        return this.#named(node, alias, span);
      case 'UriRelation': {
        const uri = stringOf(node.uri);
        const relation = { ...openRelation(uri, { kind: 'uri' }), ...fileUri(uri) };
        const input = this.#read(relation, alias ?? uri, undefined, span);
        this.#calledOutside(node, this.#names?.outside('relation', uri));
        return input;
      }
      case 'SubqueryRelation':
        return this.#subquery(node, node.query, alias ?? '', span, isLateral(node));
      case 'ValuesRelation':
        return this.#values(node, alias ?? '', span);
      case 'FunctionRelation': {
        const word = nameOf(node.call?.name ?? '').toUpperCase();
        if (word === 'UNNEST' || word === 'EXPLODE') return this.#unnest(node, alias, span);
        if (windowKindOf(word)) return this.#windowed(node, alias, span);
        const names = ['UNNEST', 'EXPLODE', 'TUMBLE', 'HOP', 'SESSION', 'CUMULATE'];
        const meant = nearest(word, names);
        const at = node.call ? reporter.shifted(spanOfProperty(node.call, 'name')) : span;
        reporter.report('sql/unknown-function', at, `there is no function ${word} that makes rows`, {
          help: meant ? `did you mean ${meant}?` : `there are ${names.join(', ')}`,
        });
        return this.#read(openRelation(word), alias ?? word, undefined, span);
      }
    }
  }

  #named(node: ast.NamedRelation, alias: string | undefined, span: Span): BoundInput {
    const { reporter } = this.#context;
    const name = nameOf(node.name ?? '');
    const at = reporter.shifted(spanOfProperty(node, 'name'));
    if (node.aliasColumns.length > 0)
      reporter.report('sql/alias-columns', span, `the columns of '${name}' cannot be renamed here`, {
        help: 'rename them in the select list: SELECT a AS x',
      });
    if (this.#context.probe?.name === name) this.#context.probe.inFrom(this.#context);
    const common = this.#context.ctes.get(name.toLowerCase());
    const names = this.#names;
    const called = common ? names?.cte(common.relation) : names?.outside('relation', name);
    names?.note(at, 'read', called);
    const asOf = node.asOf && bindExpression(node.asOf, this.#expression);
    if (common) {
      const leaf = this.#add(common.relation, alias ?? name, at);
      this.#called(node, called, names?.columnsOf(common.query.items));
      const read = { query: common.query, relation: common.relation, leaf, time: undefined, span };
      return { kind: 'query', ...read, ...(asOf ? { asOf } : {}) };
    }
    const relation = this.#context.relation(name, at) ?? openRelation(name);
    const input = this.#read(relation, alias ?? name, asOf, span);
    this.#calledOutside(node, called);
    return input;
  }

  #read(relation: Relation, qualifier: string, asOf: TypedExpression | undefined, span: Span): BoundInput {
    return { kind: 'relation', relation, leaf: this.#add(relation, qualifier, span), time: undefined, asOf, span };
  }

  /** The leaf's place. Two relations of one name could not be told apart. */
  #add(relation: Relation, qualifier: string, span: Span): number {
    const { scope, reporter } = this.#expression;
    if (qualifier !== '' && scope.leafOf(qualifier))
      reporter.report('sql/duplicate-alias', span, `'${qualifier}' is the name of two relations of this query`, {
        help: `give this one another: ${relation.name} AS other`,
      });
    return scope.add(relation, qualifier).index;
  }

  get #names(): NameRecorder | undefined {
    return this.#context.reporter.names;
  }

  #called(node: ast.Relation, own: Name | undefined, columns: ColumnNames | undefined): void {
    const { scope, reporter } = this.#expression;
    if (columns) noteRelation(node, scope.leaves.at(-1), own, columns, reporter);
  }

  #calledOutside(node: ast.Relation, own: Name | undefined): void {
    if (own) this.#called(node, own, column => this.#names?.columnOutside(own, column));
  }

  #subquery(relationNode: ast.Relation, node: ast.Query, alias: string, span: Span, lateral: boolean): BoundInput {
    const names = relationNode.aliasColumns;
    const { outer, captured } = capturing(this.#expression);
    const bound = seeing(names.length === 0, this.#names, () =>
      bindQuery(node, {
        ...this.#context,
        ...(lateral ? { outer } : {}),
        nested: true,
        properties: this.#context.properties.nested,
        windowSizeMs: undefined,
      }),
    );
    const query = renamed(bound, names.map(nameOf), span, this.#context, i =>
      spanOfProperty(relationNode, 'aliasColumns', i),
    );
    const relation = relationOf(alias, 'stream', alias, query, { kind: 'local' });
    const leaf = this.#add(relation, alias, span);
    this.#called(relationNode, undefined, this.#names?.columnsOf(query.items));
    return {
      kind: 'query',
      query,
      relation,
      leaf,
      time: undefined,
      ...(captured.length > 0 ? { captured } : {}),
      span,
    };
  }

  #values(node: ast.ValuesRelation, alias: string, span: Span): BoundInput {
    const { reporter } = this.#context;
    const rows = node.rows.map(row => row.values.map(value => bindExpression(value, this.#expression)));
    const width = rows[0]?.length ?? 0;
    for (const [i, row] of rows.entries())
      if (row.length !== width)
        reporter.report(
          'sql/values',
          reporter.at(node.rows[i]),
          `this row has ${row.length} values, the first has ${width}`,
        );
    const names = node.aliasColumns.map(nameOf);
    if (names.length > 0 && names.length !== width)
      reporter.report('sql/values', span, `${names.length} columns are named, each row has ${width}`);
    const columns = Array.from({ length: width }, (_, i) =>
      inCommon(
        rows.map(row => row[i] ?? unknown(span)),
        'value',
        this.#expression,
      ),
    );
    const relation: Relation = {
      ...openRelation(alias),
      open: false,
      columns: columns.map(({ type }, i) => ({ name: names[i] ?? `col_${i + 1}`, type, required: false })),
    };
    const leaf = this.#add(relation, alias, span);
    this.#called(node, undefined, listedColumns(node, this.#context.reporter));
    return {
      kind: 'values',
      rows: rows.map((_, r) => columns.map(({ values }) => values[r] ?? unknown(span))),
      relation,
      leaf,
      span,
    };
  }

  #unnest(node: ast.FunctionRelation, alias: string | undefined, span: Span): BoundInput {
    const { reporter } = this.#context;
    const [argument, second] = node.call.arguments;
    const collection = bindExpression(argument, {
      ...this.#expression,
      noAggregates: 'after FROM',
      noOver: 'after FROM',
    });
    if (!argument || second)
      reporter.report('sql/call', span, 'UNNEST takes one collection', {
        help: 'write CROSS JOIN UNNEST(tags) AS t(tag)',
      });
    const names = node.aliasColumns.map(nameOf);
    const columns = elementColumns(collection.type, names, alias);
    if (!columns) {
      reporter.report(
        'sql/call',
        collection.span,
        `UNNEST needs an ARRAY or a MAP; this is ${typeText(collection.type)}`,
      );
    }
    const numbered = node.ordinality
      ? [...(columns ?? []), { name: names.at(-1) ?? 'ordinality', type: BIGINT, required: true }]
      : (columns ?? []);
    if (columns && names.length > numbered.length)
      reporter.report('sql/alias-columns', span, `${names.length} columns are named, there are ${numbered.length}`, {
        ...(node.ordinality ? {} : { help: 'WITH ORDINALITY adds the place of the element' }),
      });
    const relation: Relation = { ...openRelation(alias ?? 'unnest'), open: columns === undefined, columns: numbered };
    const leaf = this.#add(relation, alias ?? 'unnest', span);
    this.#called(node, undefined, listedColumns(node, this.#context.reporter));
    return { kind: 'unnest', collection, ordinality: node.ordinality, relation, leaf, span };
  }

  /** TABLE(TUMBLE(TABLE t, DESCRIPTOR(c), …)): the relation, and the query's window. */
  #windowed(node: ast.FunctionRelation, alias: string | undefined, span: Span): BoundInput {
    const { reporter } = this.#context;
    const [table, descriptor, ...sizes] = node.call.arguments;
    let input: BoundInput;
    if (table?.$type === 'TableOperand') {
      const name = nameOf(table.name ?? '');
      const at = reporter.at(table);
      const common = this.#context.ctes.get(name.toLowerCase());
      const called = common ? this.#names?.cte(common.relation) : this.#names?.outside('relation', name);
      input = common
        ? {
            kind: 'query',
            query: common.query,
            relation: common.relation,
            leaf: this.#add(common.relation, alias ?? name, at),
            time: undefined,
            span,
          }
        : this.#read(
            this.#context.relation(name, { start: at.end - (table.name ?? '').length, end: at.end }) ??
              openRelation(name),
            alias ?? name,
            undefined,
            span,
          );
      this.#names?.note(reporter.shifted(spanOfProperty(table, 'name')), 'read', called);
      if (common) this.#called(node, called, this.#names?.columnsOf(common.query.items));
      else this.#calledOutside(node, called);
    } else if (table?.$type === 'SubqueryExpression')
      input = this.#subquery(node, table.query, alias ?? '', span, false);
    else {
      reporter.report('sql/window', span, `${node.call.name} takes a relation first`, {
        help: `write TABLE(${node.call.name}(TABLE trades, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))`,
      });
      return this.#read(openRelation(''), alias ?? '', undefined, span);
    }
    const named = descriptor?.$type === 'Call' && nameOf(descriptor.name ?? '').toUpperCase() === 'DESCRIPTOR';
    if (!named || descriptor.arguments.length !== 1)
      reporter.report(
        'sql/window',
        descriptor ? reporter.at(descriptor) : span,
        'the time column stands in DESCRIPTOR(…)',
        {
          help: 'write DESCRIPTOR(event_time)',
        },
      );
    const key = table.$type === 'TableOperand' ? table.partitionBy[0] : undefined;
    const time = named ? descriptor.arguments[0] : undefined;
    const window = readWindow(node.call.name, sizes, undefined, node, reporter);
    if (window?.time)
      reporter.report(
        'sql/window',
        reporter.at(window.time),
        `${node.call.name} takes durations behind the DESCRIPTOR`,
      );
    this.window = window && { ...window, time, key: key ?? window.key };
    return input;
  }

  join(node: ast.Join, left: BoundInput): BoundInput {
    const { reporter } = this.#context;
    const span = reporter.at(node);
    const before = this.#expression.scope.leaves.length;
    const right = node.relation ? this.relation(node.relation) : ({ kind: 'one-row' } satisfies BoundInput);
    const kind = node.kind?.toUpperCase();
    const join: JoinKind = kind === ',' ? 'CROSS' : ((kind ?? 'INNER') as JoinKind);
    const within: ExpressionContext = {
      ...this.#expression,
      noAggregates: 'in ON',
      noOver: 'in ON',
      window: undefined,
    };
    const parts: TypedExpression[] = [];
    if (node.condition) parts.push(truth(bindExpression(node.condition, within), within));
    parts.push(...bindUsing(node, join, before, within));
    const condition: TypedExpression | undefined =
      parts.length > 1 ? { op: 'and', parts, type: parts[0]!.type, span } : parts[0];
    if (!condition && join !== 'CROSS' && right.kind !== 'unnest')
      reporter.report(
        'sql/join-condition',
        span,
        `${join === 'INNER' ? 'a JOIN' : `a ${join} JOIN`} needs a condition`,
        {
          help: 'add ON a.id = b.id; CROSS JOIN has none',
        },
      );
    if (condition && kind === 'CROSS')
      reporter.report('sql/join-condition', span, 'a CROSS JOIN has no condition', { help: 'write JOIN … ON …' });
    const withinMs = this.#duration(node.within, 'WITHIN');
    const graceMs = this.#duration(node.grace, 'GRACE') ?? 0;
    return { kind: 'join', join, left, right, condition, withinMs, graceMs, span };
  }

  #duration(node: ast.Expression | undefined, word: string): number | undefined {
    if (!node) return undefined;
    const ms = durationOf(node);
    if (ms === undefined)
      this.#context.reporter.report('sql/duration', this.#context.reporter.at(node), `${word} takes a duration`, {
        help: `such as ${word} 5m or ${word} INTERVAL '5' MINUTE`,
      });
    return ms;
  }
}

const isLateral = (node: ast.SubqueryRelation): boolean => /^LATERAL\b/i.test(node.$cstNode?.text ?? '');

/** The columns of a collection's elements; undefined for what is no collection. */
function elementColumns(
  type: SqlType,
  names: readonly string[],
  alias: string | undefined,
): Relation['columns'] | undefined {
  const column = (name: string, of: SqlType) => ({ name, type: of, required: false });
  if (type.kind === 'ARRAY' && type.element.kind === 'STRUCT')
    return type.element.fields.map((field, i) => column(names[i] ?? field.name, field.type));
  if (type.kind === 'ARRAY') return [column(names[0] ?? alias ?? 'value', type.element)];
  if (type.kind === 'MAP') return [column(names[0] ?? 'key', type.key), column(names[1] ?? 'value', type.value)];
  return isOpen(type) || type.kind === 'NULL' ? [column(names[0] ?? alias ?? 'value', ANY)] : undefined;
}

/** `AS t(a, b)`: the output columns of a query under other names. */
export function renamed<Query extends { readonly items: readonly OutputColumn[] }>(
  query: Query,
  names: readonly string[],
  span: Span,
  { reporter }: Pick<QueryContext, 'reporter'>,
  spanOfName: (index: number) => Span,
): Query {
  if (names.length === 0 || query.items.some(item => item.spread)) return query;
  if (names.length !== query.items.length) {
    reporter.report(
      'sql/alias-columns',
      span,
      `${names.length} columns are named, the query has ${query.items.length}`,
    );
    return query;
  }
  const items = query.items.map((item, i) => ({ ...item, name: names[i]! }));
  const before = reporter.names?.columnsOf(query.items);
  for (const [i, item] of items.entries()) {
    const stands = before?.(query.items[i]!.name);
    const name: Name = { kind: 'column', name: item.name, ...(stands ? { stands } : {}) };
    reporter.names?.note(reporter.shifted(spanOfName(i)), 'declaration', name);
    reporter.names?.output(item, name);
  }
  return { ...query, items };
}
