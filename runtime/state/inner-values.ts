/** The values that an inner query has for one key, and what a comparison with all of them says. */
import type { ComparisonOperator } from '../../src/compiler/plan/plan.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import { RecordError, type Value } from '../../src/language/types/value.ts';

/** A multiset. */
export class InnerValues {
  rows = 0;
  private nulls = 0;
  private readonly values = new Map<string | number, { readonly value: Value; count: number }>();

  add(value: Value): void {
    this.rows++;
    if (value === null) this.nulls++;
    else {
      const known = this.values.get(hashKey(value));
      if (known) known.count++;
      else this.values.set(hashKey(value), { value, count: 1 });
    }
  }

  takeBack(value: Value): void {
    if (value === null) {
      this.rows--;
      this.nulls--;
      return;
    }
    const known = this.values.get(hashKey(value));
    if (!known) return;
    this.rows--;
    known.count--;
    if (known.count === 0) this.values.delete(hashKey(value));
  }

  /** Throws RecordError when there are several. */
  single(): Value {
    if (this.rows > 1)
      throw new RecordError(
        'argument',
        `a query that stands for a value gave ${this.rows} rows: it may give one at most`,
      );
    for (const { value } of this.values.values()) return value;
    return null;
  }

  /**
   * TRUE where the comparison is TRUE for any of them, FALSE where it is FALSE for all (also of none), else NULL.
   *
   * @param byHash equal values are found by their hash
   */
  any(operand: Value, operator: ComparisonOperator, compare: Compare, byHash: boolean): boolean | null {
    if (this.rows === 0) return false;
    if (operand === null) return null;
    if (operator === '=' && byHash) {
      if (this.values.has(hashKey(operand))) return true;
    } else if (operator === '<>' && byHash) {
      if (this.values.size > 1 || (this.values.size === 1 && !this.values.has(hashKey(operand)))) return true;
    } else for (const { value } of this.values.values()) if (compare(operand, value)) return true;
    return this.nulls > 0 ? null : false;
  }
}

/** Of values that are not NULL. */
export type Compare = (operand: Value, value: Value) => boolean;

/** `x op ALL (…)` is `NOT (x other op ANY (…))`. */
export const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};
