/** A query's columns under the names, and of the types, that its target declares. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import type { BoundQuery, OutputColumn, Relation, RelationColumn } from '../bound.ts';
import { listed } from '../expression/columns.ts';
import type { Reporter } from '../report.ts';
import { nameOf } from '../text-of.ts';
import { declaredColumns, watermarkOf } from './columns.ts';
import { conform } from './conform.ts';
import { nullOf, type Place, placesOf } from './unnamed-columns.ts';

export interface Fitted {
  readonly query: BoundQuery;
  /** What a column list says of the created relation. */
  readonly declared: Partial<Relation>;
}

export function fit(
  node: ast.Query | ast.Create | ast.Insert,
  query: BoundQuery,
  known: Relation | undefined,
  reporter: Reporter,
): Fitted {
  if (node.$type === 'Create' && node.elements.length > 0) {
    const { columns, primaryKey, watermark, resolve } = declaredColumns(node, undefined, reporter);
    const fitted = columns.length > 0 ? conform(query, columns, nameOf(node.name ?? ''), reporter) : query;
    const time = watermark && watermarkOf(watermark, resolve, reporter);
    return {
      query: keyed(fitted, primaryKey),
      declared: { ...(primaryKey.length > 0 ? { primaryKey } : {}), ...(time ? { time } : {}) },
    };
  }
  if (node.$type === 'Insert' && node.columns.length > 0) {
    const named = namedColumns(node, known, reporter);
    const fitted = conform(query, named, nameOf(node.target ?? ''), reporter);
    const places = placesOf(node, named, known, reporter);
    return { query: keyed(places ? placed(fitted, places) : fitted, known?.primaryKey), declared: {} };
  }
  if (known && !known.open && node.$type !== 'Create')
    return { query: keyed(conform(query, known.columns, known.name, reporter), known.primaryKey), declared: {} };
  return { query, declared: {} };
}

/** The items where the target has them, those that it is not given as NULL. */
function placed(query: BoundQuery, places: readonly Place[]): BoundQuery {
  const { eventTimeItem, unions } = query;
  const given = query.items.filter((_, i) => i !== eventTimeItem);
  const [first] = given;
  const count = places.filter(({ from }) => from !== undefined).length;
  if (!first || query.items.some(item => item.spread) || given.length !== count) return query;
  const time = eventTimeItem === undefined ? [] : [query.items[eventTimeItem]!];
  const written = places.map(
    ({ column, from }): OutputColumn =>
      from === undefined
        ? { ...first, name: column.name, primaryKey: false, expression: nullOf(column, first) }
        : given[from]!,
  );
  return {
    ...query,
    items: [...written, ...time],
    eventTimeItem: eventTimeItem === undefined ? undefined : written.length,
    unions: unions.map(({ all, query: branch }) => ({ all, query: placed({ ...branch, eventTimeItem }, places) })),
  };
}

/** What the target declares as its PRIMARY KEY is the rows' key, unless the query says another or does not give it. */
function keyed(query: BoundQuery, primaryKey: readonly string[] = []): BoundQuery {
  const names = new Set(primaryKey);
  const found = query.items.filter(item => names.has(item.name));
  if (names.size === 0 || found.length !== names.size || query.items.some(item => item.primaryKey)) return query;
  return { ...query, items: query.items.map(item => (names.has(item.name) ? { ...item, primaryKey: true } : item)) };
}

/** The columns that INSERT INTO t (a, b) names; of any type where the target does not declare it. */
export function namedColumns(
  node: ast.Insert,
  known: Relation | undefined,
  reporter: Reporter,
): readonly RelationColumn[] {
  const seen = new Set<string>();
  return node.columns.map((written, i) => {
    const name = nameOf(written);
    const span = reporter.shifted(spanOfProperty(node, 'columns', i));
    const declared =
      known?.columns.find(one => one.name === name) ??
      known?.columns.find(one => one.name.toLowerCase() === name.toLowerCase());
    if (known && !known.open && !declared)
      reporter.report('sql/unknown-column', span, `there is no column '${name}' in '${known.name}'`, {
        help: `its columns are ${listed(known.columns.map(one => one.name))}`,
      });
    const column = declared ?? { name, type: { kind: 'ANY' } as const, required: false };
    const { names } = reporter;
    names?.note(span, 'write', names.columnOutside(names.outside('relation', nameOf(node.target ?? '')), column.name));
    if (seen.has(column.name)) reporter.report('sql/duplicate-column', span, `'${column.name}' is named twice`);
    seen.add(column.name);
    return column;
  });
}
