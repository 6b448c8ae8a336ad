/** UNNEST: a row for each element of a collection. */
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { unnest as unnestFunction } from '../../src/language/functions/table/unnest.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

/** A record that fails gives none of its rows. */
export function unnest(
  { collection, fields, ordinality, columns, beside, condition, outer }: NodeOf<'unnest'>,
  scope: Scope,
  next: Operator,
): Operator {
  const collectionsOf = compileAll([collection, ...beside.map(one => one.collection)], scope.clock);
  const wanted = condition && compileTest(condition, scope.clock);
  const missing = [...columns, ...beside].map(() => null);

  /** The columns of an element, by position; a field that it lacks is NULL. */
  function elementColumns(element: readonly Value[], number: number): readonly Value[] {
    const only = element[0];
    const all: Value[] = fields
      ? fields.map(field => (only instanceof Map ? ((only as ReadonlyMap<string, Value>).get(field) ?? null) : null))
      : [...element];
    if (ordinality) all.push(number);
    return columns.map(column => all[column] ?? null);
  }

  function expanded(row: Row): Row[] {
    const [elements, ...others] = collectionsOf(row.values).map(given => [...unnestFunction.rows(given)]);
    const rows: Row[] = [];
    const length = Math.max(elements!.length, ...others.map(one => one.length));
    for (let i = 0; i < length; i++) {
      const values = [...row.values, ...elementColumns(elements![i] ?? [], i + 1)];
      for (const [k, { column }] of beside.entries()) values.push(others[k]![i]?.[column] ?? null);
      if (!wanted || wanted(values)) rows.push({ ...row, values });
    }
    if (rows.length === 0 && outer) rows.push({ ...row, values: [...row.values, ...missing] });
    return rows;
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        try {
          for (const one of expanded(row)) out.push(one);
        } catch (error) {
          scope.problem(row, recordError(error));
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
