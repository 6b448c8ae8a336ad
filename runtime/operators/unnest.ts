/** UNNEST: a row for each element of a collection. */
import { changesOf } from '../../src/compiler/plan/changes.ts';
import type { NodeOf } from '../../src/compiler/plan/plan.ts';
import { unnest as unnestFunction } from '../../src/language/functions/table/unnest.ts';
import type { Value } from '../../src/language/types/value.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import { partOf } from './join-key.ts';
import { isOneChange } from './one-change.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

/** A record that fails gives none of its rows. */
export function unnest(
  { input, collection, fields, ordinality, columns, beside, condition, outer }: NodeOf<'unnest'>,
  scope: Scope,
  next: Operator,
): Operator {
  const collectionsOf = compileAll([collection, ...beside.map(one => one.collection)], scope.clock);
  const wanted = condition && compileTest(condition, scope.clock);
  const missing = [...columns, ...beside].map(() => null);

  // Several rows of one key would take each other's place.
  const keyed = changesOf(input) === 'retract';
  const rowOf = (row: Row, values: readonly Value[], number: number | null): Row =>
    keyed
      ? {
          ...row,
          values,
          key: new Map<string, Value>([
            ['_key', partOf(row)],
            ['_element', number],
          ]),
        }
      : { ...row, values };

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
      if (!wanted || wanted(values)) rows.push(rowOf(row, values, i + 1));
    }
    if (rows.length === 0 && outer) rows.push(rowOf(row, [...row.values, ...missing], null));
    return rows;
  }

  function rowsOf(row: Row): Row[] {
    try {
      return expanded(row);
    } catch (error) {
      scope.problem(row, recordError(error));
      return [];
    }
  }

  return {
    rows(batch) {
      const out: Row[] = [];
      for (let i = 0; i < batch.length; i++) {
        const before = rowsOf(batch[i]!);
        // Before and after of one change: each element's stand together.
        const changes = isOneChange(batch[i]!, batch[i + 1]);
        const after = changes ? rowsOf(batch[++i]!) : [];
        for (let k = 0; k < Math.max(before.length, after.length); k++) {
          if (k < before.length) out.push(before[k]!);
          if (k < after.length) out.push(after[k]!);
        }
      }
      if (out.length > 0) next.rows(out);
    },
    watermark: ms => next.watermark(ms),
    end: () => next.end(),
  };
}
