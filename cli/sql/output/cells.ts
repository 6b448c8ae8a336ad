/** Rows as cells under column names, for csv and table. */
import type { PlanQuery } from '../../../src/compiler/plan/plan.ts';
import { readJson, writeJson } from '../../../src/language/types/json.ts';
import type { Value } from '../../../src/language/types/value.ts';

/** A value's text: strings bare, NULL empty, objects and arrays as JSON, numbers in full. */
export function cellText(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : writeJson(value);
}

/** The members of a row's JSON object. */
export function membersOf(json: string): ReadonlyMap<string, Value> {
  const value = readJson(json);
  return value instanceof Map ? value : new Map([['value', value]]);
}

/**
 * Column names over all these queries and rows, in order of their first mention. The columns behind `SELECT *` of a
 * relation without a schema are known from the rows only.
 */
export function columnNames(
  queries: readonly PlanQuery[],
  rows: Iterable<ReadonlyMap<string, Value>>,
): readonly string[] {
  const open = queries.some(query => query.output.columns.some(column => column.spread));
  const names = new Set<string>();
  if (!open) for (const query of queries) for (const { name } of query.output.columns) names.add(name);
  else for (const row of rows) for (const name of row.keys()) names.add(name);
  return [...names];
}
