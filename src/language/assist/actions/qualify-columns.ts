/** Columns of a query that stand alone → with the relation that they are of. */
import type { AstNode } from 'langium';
import { functionTable } from '../../functions/table.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { BoundQuery } from '../../names/bound.ts';
import { nameOf } from '../../names/text-of.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import { leavesOf } from '../../rules/sql/walk.ts';
import { written } from './name-text.ts';
import { defineRefactoring, type Edits } from './offer.ts';
import { before, innermost, meaningOf, queryAround, relationsOf } from './syntax-at.ts';

const ORDERS =
  'CREATE STREAM orders (id BIGINT, total DOUBLE);\nCREATE STREAM payments (order_id BIGINT, paid DOUBLE);\n';

export const qualifyColumns = defineRefactoring({
  id: 'qualify-columns',
  doc: 'Writes the relation in front of every column of a query that stands alone.',
  kind: 'refactor.rewrite',
  keepsMeaning: true,
  good: [
    {
      before: `${ORDERS}SELECT id, p|aid AS p FROM orders o JOIN payments ON id = order_id WITHIN 1h WHERE total > paid;`,
      title: 'Qualify all columns',
      after: `${ORDERS}SELECT o.id, payments.paid AS p FROM orders o JOIN payments ON o.id = payments.order_id WITHIN 1h WHERE o.total > payments.paid;`,
    },
    {
      before: `${ORDERS}SELECT id, SUM(total) AS total FROM orders GR|OUP BY id HAVING SUM(total) > 5;`,
      title: 'Qualify all columns',
      after: `${ORDERS}SELECT orders.id, SUM(orders.total) AS total FROM orders GROUP BY orders.id HAVING SUM(orders.total) > 5;`,
    },
  ],
  bad: [`${ORDERS}SELECT o.i|d FROM orders o;`, 'SELECT a|, b FROM known_by_nobody;'],
  offers: subject => {
    const syntax = innermost(subject, 'Query');
    const query = syntax && meaningOf(subject, syntax);
    if (!syntax || !query) return [];
    const edits = qualifying(syntax, query);
    return edits.length === 0 ? [] : [{ title: 'Qualify all columns', edits: () => edits }];
  },
});

function qualifying(syntax: ast.Query, query: BoundQuery): Edits {
  const qualifiers = qualifiersOf(syntax, query);
  if (!qualifiers) return [];
  const { ofColumn, all } = qualifiers;
  const aliases = new Set(
    syntax.items.flatMap(item =>
      item.$type === 'ExpressionItem' && item.alias !== undefined ? [nameOf(item.alias).toLowerCase()] : [],
    ),
  );
  return nodesIn(syntax, 'ColumnName').flatMap(node => {
    const name = nameOf(node.name ?? '');
    const qualifier = ofColumn.get(name);
    if (qualifier === undefined || queryAround(node) !== syntax || isOtherwiseRead(node)) return [];
    // An alias goes before a column in some clauses, and a relation before one in `a.b`.
    if (aliases.has(name.toLowerCase()) && mayBeAlias(node, syntax)) return [];
    if (isOfUnion(node, syntax)) return [];
    if (node.$container?.$type === 'Member' && all.has(name.toLowerCase())) return [];
    return [{ span: before(spanOf(node).start), text: `${qualifier}.` }];
  });
}

interface Qualifiers {
  /** By the name of a column that just one relation has, exactly so written. */
  readonly ofColumn: ReadonlyMap<string, string>;
  readonly all: ReadonlySet<string>;
}

/** Undefined where some relation cannot be named, or its columns are not all known. */
function qualifiersOf(syntax: ast.Query, query: BoundQuery): Qualifiers | undefined {
  const relations = relationsOf(syntax);
  const ofColumn = new Map<string, string>();
  const counts = new Map<string, number>();
  const all = new Set<string>();
  for (const [place, leaf] of leavesOf(query.input)) {
    const relation = relations[place];
    const qualifier = relation && qualifierOf(relation);
    if (qualifier === undefined || leaf.relation.open || leaf.kind === 'match') return undefined;
    all.add(nameOf(qualifier).toLowerCase());
    for (const { name } of leaf.relation.columns) {
      counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
      ofColumn.set(name, qualifier);
    }
  }
  for (const name of ofColumn.keys()) if (counts.get(name.toLowerCase())! > 1) ofColumn.delete(name);
  return { ofColumn, all };
}

function qualifierOf(relation: ast.Relation): string | undefined {
  if (relation.alias !== undefined) return relation.alias;
  return relation.$type === 'NamedRelation' && relation.name !== undefined ? written(nameOf(relation.name)) : undefined;
}

/** Calls that take a unit of time, or a column that is not of the row, by its bare name. */
const BY_NAME = /^(EXTRACT|DATE_.*|DATEDIFF|TIMESTAMP.*|TRIM|DESCRIPTOR)$/i;

/** Whether a name is part of something that is not read as a column of the row: a table function, a unit. */
function isOtherwiseRead(node: AstNode): boolean {
  const { $container: around } = node;
  if (around?.$type === 'Call' && BY_NAME.test((around as ast.Call).name ?? ''))
    return (around as ast.Call).arguments[0] === node;
  for (let one = around; one && one.$type !== 'Query'; one = one.$container)
    if (one.$type === 'TableCall' || one.$type === 'MatchRecognize') return true;
  return false;
}

/** Whether an alias of the select list may stand there: in some clauses, but in no aggregate's argument. */
function mayBeAlias(node: AstNode, query: ast.Query): boolean {
  let part: AstNode = node;
  while (part.$container && part.$container !== query) {
    part = part.$container;
    if (part.$type === 'Call' && functionTable.get(((part as ast.Call).name ?? '').toUpperCase())?.kind === 'aggregate')
      return false;
  }
  return !['ExpressionItem', 'WhereClause', 'Join'].includes(part.$type);
}

/** ORDER BY behind a UNION sees its output, not the relations of the last branch. */
function isOfUnion(node: AstNode, query: ast.Query): boolean {
  if (query.unions.length === 0 && query.$container?.$type !== 'UnionBranch') return false;
  let part: AstNode = node;
  while (part.$container && part.$container !== query) part = part.$container;
  return part.$type === 'OrderByClause';
}
