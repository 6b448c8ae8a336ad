/** WHERE and HAVING: keeps rows for which the predicate is TRUE. */
import { asksRecord } from '../../src/compiler/plan/asks-record.ts';
import type { Changes, TypedExpression } from '../../src/compiler/plan/plan.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import { compileTest } from '../expressions/compile.ts';
import { keptMap } from '../state/memory/kept-map.ts';
import { recordOfRow } from './record-of-row.ts';
import type { Operator, Row, Scope } from './row.ts';
import { recordError } from './row.ts';

export interface FilterOptions {
  readonly predicate: TypedExpression;
  /** Of the rows that come in. */
  readonly changes: Changes;
  readonly scope: Scope;
  readonly next: Operator;
}

export function filter({ predicate, changes, scope, next }: FilterOptions): Operator {
  const asked = asksRecord(predicate) ? recordOfRow() : undefined;
  const passes = compileTest(predicate, scope.clock, asked?.record);
  /** Keys whose row passes. */
  const { standing: passed, touch } = keptMap<string | number, true>(changes === 'upsert' ? scope.keep : undefined);
  /** Of rows that are updates by key: one that stops passing is deleted from the output. */
  const updated = (row: Row): Row | undefined => {
    const key = hashKey(row.key);
    if (!row.deleted && passes(row.values)) {
      passed.set(key, true);
      touch(key);
      return row;
    }
    if (!passed.delete(key)) return undefined;
    touch(key);
    return row.deleted ? row : { ...row, deleted: true };
  };
  return {
    rows(batch) {
      const out: Row[] = [];
      for (const row of batch) {
        asked?.show(row);
        try {
          if (changes === 'upsert') {
            const handed = updated(row);
            if (handed) out.push(handed);
          } else if (passes(row.values)) out.push(row);
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
