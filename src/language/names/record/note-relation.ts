/** Writes down what a relation of FROM is called by in its query, and what its columns are. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { Reporter } from '../report.ts';
import type { Leaf } from '../scope.ts';
import { nameOf } from '../text-of.ts';
import type { Name } from './name.ts';

/** What a column's name stands for; undefined where there is none. */
export type ColumnNames = (name: string) => Name | undefined;

/**
 * By its alias, else by its own name.
 * @param own what the relation is called elsewhere; undefined for one that has no name
 */
export function noteRelation(
  node: ast.Relation,
  leaf: Leaf | undefined,
  own: Name | undefined,
  columns: ColumnNames,
  { names, shifted }: Reporter,
): void {
  if (!names) return;
  const alias: Name | undefined =
    node.alias === undefined ? undefined : { kind: 'alias', name: nameOf(node.alias), ...(own ? { stands: own } : {}) };
  if (alias) names.note(shifted(spanOfProperty(node, 'alias')), 'declaration', alias);
  // UNNEST(tags) AS tag: the column is called as its relation.
  const only = node.$type === 'FunctionRelation' && node.aliasColumns.length === 0 && !own ? alias : undefined;
  names.leaf(leaf, alias ?? own, name => (only?.name === name ? only : columns(name)));
}

/** Columns that are named behind the alias: `AS t(a, b)`. */
export function listedColumns(node: ast.Relation, { names, shifted }: Reporter): ColumnNames {
  if (!names) return () => undefined;
  const declared = new Map<string, Name>();
  for (const [i, written] of node.aliasColumns.entries()) {
    const name: Name = { kind: 'column', name: nameOf(written) };
    names.note(shifted(spanOfProperty(node, 'aliasColumns', i)), 'declaration', name);
    declared.set(name.name, name);
  }
  return name => {
    const known = declared.get(name) ?? { kind: 'column', name };
    declared.set(name, known);
    return known;
  };
}
