/** The values that an inner query has for one key, and what a comparison with all of them says. */
import type { ComparisonOperator } from '../../src/compiler/plan/plan.ts';
import { compareValues, hashKey } from '../../src/language/types/compare.ts';
import { RecordError, type Value } from '../../src/language/types/value.ts';

/** What a change has made other than it was: whether there are values at all, or NULLs; else whether there is this one. */
export type ValueChange = 'all' | 'value' | 'nothing';

/** As plain data: how many NULLs there are, and each value with how often it is there. */
export interface KeptValues {
  readonly nulls: number;
  readonly values: readonly { readonly value: Value; readonly count: number }[];
}

/** A multiset. */
export class InnerValues {
  rows = 0;
  private nulls = 0;
  private readonly values = new Map<string | number, { readonly value: Value; count: number }>();
  /** Undefined: to be looked for. */
  private least: Value | undefined;
  private greatest: Value | undefined;

  kept(): KeptValues {
    return { nulls: this.nulls, values: [...this.values.values()] };
  }

  static of({ nulls, values }: KeptValues): InnerValues {
    const made = new InnerValues();
    made.nulls = nulls;
    made.rows = nulls;
    for (const { value, count } of values) {
      made.values.set(hashKey(value), { value, count });
      made.rows += count;
    }
    return made;
  }

  add(value: Value): ValueChange {
    this.rows++;
    if (value === null) {
      this.nulls++;
      return this.nulls === 1 ? 'all' : 'nothing';
    }
    const known = this.values.get(hashKey(value));
    if (known) {
      known.count++;
      return 'nothing';
    }
    this.values.set(hashKey(value), { value, count: 1 });
    if (this.least !== undefined && compareValues(value, this.least) < 0) this.least = value;
    if (this.greatest !== undefined && compareValues(value, this.greatest) > 0) this.greatest = value;
    return this.rows === 1 ? 'all' : 'value';
  }

  takeBack(value: Value): ValueChange {
    if (value === null) {
      this.rows--;
      this.nulls--;
      return this.nulls === 0 ? 'all' : 'nothing';
    }
    const known = this.values.get(hashKey(value));
    if (!known) return 'nothing';
    this.rows--;
    known.count--;
    if (known.count > 0) return 'nothing';
    this.values.delete(hashKey(value));
    if (this.least !== undefined && compareValues(value, this.least) === 0) this.least = undefined;
    if (this.greatest !== undefined && compareValues(value, this.greatest) === 0) this.greatest = undefined;
    return this.rows === 0 ? 'all' : 'value';
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
   * @param plain all values are of one type: equal ones are found by their hash, and they have a least and a greatest
   */
  any(operand: Value, operator: ComparisonOperator, compare: Compare, plain: boolean): boolean | null {
    if (this.rows === 0) return false;
    if (operand === null) return null;
    return this.holds(operand, operator, compare, plain) || (this.nulls > 0 ? null : false);
  }

  private holds(operand: Value, operator: ComparisonOperator, compare: Compare, plain: boolean): boolean {
    const { values } = this;
    if (values.size === 0) return false;
    if (!plain) return [...values.values()].some(({ value }) => compare(operand, value));
    switch (operator) {
      case '=':
        return values.has(hashKey(operand));
      case '<>':
        return values.size > 1 || !values.has(hashKey(operand));
      case '<':
      case '<=':
        this.greatest ??= this.extreme(1);
        return compare(operand, this.greatest);
      case '>':
      case '>=':
        this.least ??= this.extreme(-1);
        return compare(operand, this.least);
    }
  }

  /** Of values that are there. */
  private extreme(sign: 1 | -1): Value {
    let found: Value | undefined;
    for (const { value } of this.values.values())
      if (found === undefined || sign * compareValues(value, found) > 0) found = value;
    return found!;
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
