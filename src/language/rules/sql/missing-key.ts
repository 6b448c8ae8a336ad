/** A TABLE has a key: it says which rows are versions of the same thing. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import type { BoundInput, BoundQuery } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Fix } from '../../text/diagnostic.ts';
import { defineRule } from '../define.ts';
import type { StatementSubject } from './check.ts';
import { createdAs, createOf, propertyOf } from './statement-text.ts';
import { writeOf } from './walk.ts';

export const missingKey = defineRule<StatementSubject>({
  id: 'sql/missing-key',
  severity: 'warning',
  title: 'A TABLE has a key',
  why: 'A later row of a table replaces the earlier one of the same key, and a row without a value deletes it. Without a key nothing replaces anything: the table is a stream that is kept whole, and nothing can be looked up in it. ksqlDB refuses such a table; Flink needs a key as soon as rows change.',
  bad: 'CREATE TABLE customers (customer_id BIGINT, name STRING);\nSELECT name FROM customers;\n',
  good: 'CREATE TABLE customers (customer_id BIGINT PRIMARY KEY, name STRING);\nSELECT name FROM customers;\n',
  check: ({ bound, syntax }, report) => {
    const create = createOf(syntax);
    if (!create || create.kind?.toUpperCase() === 'STREAM' || declaresKey(create)) return;
    // A configuration file may name it.
    if (propertyOf(syntax, 'key.field') || propertyOf(syntax, 'key.schema.file') || propertyOf(syntax, 'config_file'))
      return;
    const query = writeOf(bound)?.query;
    if (query ? hasKey(query) : bound.kind !== 'source') return;
    const name = nameOf(create.name ?? '');
    const fixes = [
      query ? keyedItem(query, name) : keyedColumn(create, name),
      createdAs(create, 'STREAM', `Make '${name}' a STREAM`),
    ].filter(fix => fix !== undefined);
    report(spanOfProperty(create, 'name'), {
      message: `'${name}' has no key, so no row of it can replace another`,
      help: query
        ? 'select the key as `id PRIMARY KEY`, GROUP BY it, or create a STREAM'
        : 'write PRIMARY KEY behind the column that is the key, or create a STREAM',
      ...(fixes.length > 0 ? { fixes } : {}),
    });
  },
});

const declaresKey = ({ elements }: ast.Create): boolean =>
  elements.some(
    element =>
      element.$type === 'PrimaryKeyDefinition' ||
      (element.$type === 'ColumnDefinition' &&
        element.constraints.some(({ kind }) => ['PRIMARY', 'KEY'].includes(kind?.toUpperCase() ?? ''))),
  );

/** Whether the rows of a result have a key, or may have one for all that is known. */
function hasKey(query: BoundQuery): boolean {
  if (query.items.some(item => item.primaryKey) || query.aggregation || query.distinct) return true;
  if (query.unions.length > 0)
    return query.unions.some(union => !union.all || hasKey(union.query)) || inputHasKey(query.input);
  return inputHasKey(query.input);
}

function inputHasKey(input: BoundInput): boolean {
  switch (input.kind) {
    case 'relation': {
      const { primaryKey, kind, origin } = input.relation;
      // A table without one has this finding where it is created.
      return primaryKey.length > 0 || kind === 'table' || (origin.kind === 'source' && !origin.declared);
    }
    case 'query':
      return hasKey(input.query);
    case 'join':
      return inputHasKey(input.left) || inputHasKey(input.right);
    default:
      return true;
  }
}

/** What is called as keys are: `id`, `key`, `customer_id` in `customers`. */
function looksLikeKey(column: string, table: string): boolean {
  const lower = column.toLowerCase();
  const thing = table.toLowerCase().replace(/s$/, '');
  return ['id', 'key', `${thing}_id`, `${thing}id`, `${thing}_key`].includes(lower);
}

function keyedColumn({ elements }: ast.Create, table: string): Fix | undefined {
  const column = elements.find(one => one.$type === 'ColumnDefinition' && looksLikeKey(nameOf(one.name ?? ''), table));
  return column?.$type === 'ColumnDefinition' ? keyBehind(nameOf(column.name ?? ''), spanOf(column).end) : undefined;
}

function keyedItem({ items, syntax, unions }: BoundQuery, table: string): Fix | undefined {
  if (unions.length > 0) return undefined;
  const item = items.find(one => looksLikeKey(one.name, table));
  const written = syntax.items.find(one => {
    const { start, end } = spanOf(one);
    return item && one.$type === 'ExpressionItem' && start <= item.span.start && item.span.end <= end;
  });
  return item && written && keyBehind(item.name, spanOf(written).end);
}

const keyBehind = (name: string, end: number): Fix => ({
  title: `Make '${name}' the key`,
  edits: [{ span: { start: end, end }, text: ' PRIMARY KEY' }],
});
