/** What is listed below a statement: declared columns, common tables and the columns that a query makes. */
import type { Statement } from '../../analyze.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import type { BoundInput, BoundQuery, BoundStatement } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import { typeText } from '../../types/sql-type.ts';
import { placeOf, wordPlace } from './nodes.ts';
import type { OutlineEntry, OutlineKind } from './outline.ts';

/** The columns that CREATE declares, with their types as they are written. */
export function columnsOf({ elements }: ast.Create, statement: Statement): readonly OutlineEntry[] {
  const keys = new Set(
    elements.flatMap(element => (element.$type === 'PrimaryKeyDefinition' ? element.columns.map(nameOf) : [])),
  );
  return elements.flatMap(element => {
    if (element.$type !== 'ColumnDefinition' || !element.name) return [];
    const isKey =
      keys.has(nameOf(element.name)) || element.constraints.some(({ kind }) => /^(?:primary|key)$/i.test(kind ?? ''));
    const detail = [oneLine(element.type?.$cstNode?.text), isKey ? 'key' : ''].filter(Boolean).join(', ');
    return entry(element, 'name', statement, { kind: isKey ? 'key' : 'column', name: nameOf(element.name), detail });
  });
}

export function parametersOf({ parameters }: ast.CreateFunction, statement: Statement): readonly OutlineEntry[] {
  return parameters.flatMap(parameter =>
    parameter.name
      ? entry(parameter, 'name', statement, {
          kind: 'parameter',
          name: nameOf(parameter.name),
          detail: oneLine(parameter.type?.$cstNode?.text),
        })
      : [],
  );
}

/** Common tables, then the columns that come out. */
export function queryParts(
  query: ast.Query,
  statement: Statement,
  types: Types = typesOf(statement),
): readonly OutlineEntry[] {
  const ctes = query.ctes.flatMap(cte =>
    cte.name
      ? entry(cte, 'name', statement, {
          kind: 'cte',
          name: nameOf(cte.name),
          children: cte.query ? queryParts(cte.query, statement, types) : [],
        })
      : [],
  );
  if (query.inner) return [...ctes, ...queryParts(query.inner, statement, types)];
  return [...ctes, ...query.items.flatMap(item => itemEntry(item, statement, types))];
}

function itemEntry(item: ast.SelectItem, statement: Statement, types: Types): readonly OutlineEntry[] {
  const place = placeOf(item, statement);
  if (!place) return [];
  const detail = types.get(place.start - statement.offset);
  if (item.$type === 'Star') return entry(item, undefined, statement, { kind: 'column', name: '*' });
  if (item.$type === 'QualifiedStar')
    return entry(item, undefined, statement, { kind: 'column', name: `${nameOf(item.qualifier ?? '')}.*` });
  const kind = item.primaryKey ? 'key' : 'column';
  if (item.alias) return entry(item, 'alias', statement, { kind, name: nameOf(item.alias), detail });
  const name = columnName(item.expression) ?? shortened(oneLine(item.expression?.$cstNode?.text));
  return name ? entry(item, undefined, statement, { kind, name, detail }) : [];
}

/** A column without an alias is called as what it is. */
function columnName(expression: ast.Expression | undefined): string | undefined {
  if (expression?.$type === 'ColumnName' || expression?.$type === 'Member')
    return expression.name ? nameOf(expression.name) : undefined;
  return undefined;
}

/** Types in words, by where in the statement's text the item begins. */
type Types = ReadonlyMap<number, string>;

/** As far as they are known, those of common tables and subqueries too. */
function typesOf({ meaning }: Statement): Types {
  const types = new Map<number, string>();
  const seen = new Set<BoundQuery>();
  const visitQuery = (query: BoundQuery): void => {
    if (seen.has(query)) return;
    seen.add(query);
    for (const { span, expression } of query.items)
      if (expression.type.kind !== 'ANY' && expression.type.kind !== 'NULL')
        types.set(span.start, typeText(expression.type));
    visitInput(query.input);
    for (const union of query.unions) visitQuery(union.query);
  };
  const visitInput = (input: BoundInput): void => {
    if (input.kind === 'query') visitQuery(input.query);
    else if (input.kind === 'match') visitInput(input.input);
    else if (input.kind === 'join') {
      visitInput(input.left);
      visitInput(input.right);
    }
  };
  const query = queryOf(meaning);
  if (query) visitQuery(query);
  return types;
}

function queryOf(meaning: BoundStatement | undefined): BoundQuery | undefined {
  if (meaning?.kind === 'explain') return queryOf(meaning.statement);
  return meaning?.kind === 'query' ? meaning.query : undefined;
}

function entry(
  node: ast.SelectItem | ast.CommonTable | ast.ColumnDefinition | ast.FunctionParameter,
  property: string | undefined,
  statement: Statement,
  {
    kind,
    name,
    detail,
    children = [],
  }: { kind: OutlineKind; name: string; detail?: string | undefined; children?: readonly OutlineEntry[] },
): readonly OutlineEntry[] {
  const span = placeOf(node, statement);
  if (!span || name === '') return [];
  const word = property === undefined ? undefined : wordPlace(node, property, statement);
  const nameSpan = word && span.start <= word.start && word.end <= span.end ? word : span;
  return [{ kind, name, span, nameSpan, children, ...(detail ? { detail } : {}) }];
}

const oneLine = (text: string | undefined): string => text?.replace(/\s+/g, ' ').trim() ?? '';

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
