/** Tells which expressions give the same value wherever they stand. Each is looked at once, so that it stays linear. */

import { typeText } from '../types/sql-type.ts';
import type { SortKey, TypedExpression } from './typed-expression.ts';
import { operandsOf } from './typed-expression.ts';

export class Identities {
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<TypedExpression, number>();
  readonly #queries = new Map<object, number>();

  /** Equal for expressions that say the same; where they stand does not count. */
  of(expression: TypedExpression): number {
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    const operands = operandsOf(expression).map(operand => this.of(operand));
    const text = `${this.#itself(expression)}(${operands.join(',')})`;
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    this.#known.set(expression, number);
    return number;
  }

  /** Everything about an expression but its operands. */
  #itself(e: TypedExpression): string {
    switch (e.op) {
      case 'column':
      case 'outer':
        return `${e.op} ${e.index}`;
      case 'literal':
        return `${typeText(e.type)} ${e.text === null ? 'NULL' : `'${e.text}'`}`;
      case 'arithmetic':
      case 'compare':
        return `${e.op} ${e.operator}`;
      case 'is':
        return `is ${e.negated} ${e.test}`;
      case 'distinct':
        return `distinct ${e.negated}`;
      case 'like':
        return `like ${e.kind}`;
      case 'case':
        return `case ${e.branches.length}`;
      case 'cast':
        return `cast ${e.safe} ${typeText(e.type)}`;
      case 'call':
      case 'collection':
        return `${e.op === 'call' ? e.name : 'collection'} ${typeText(e.type)}`;
      case 'field':
        return `field '${e.name}'`;
      case 'aggregate':
        return `aggregate ${e.name} ${e.distinct} ${e.filter !== null} ${directions(e.orderBy ?? [])}`;
      case 'window-bound':
        return `bound ${e.bound}`;
      case 'over':
        return `over ${e.name} ${e.distinct} ${e.filter !== null} ${e.ignoreNulls} ${e.partitionBy.length} ${directions(e.orderBy)} ${JSON.stringify(e.frame)} ${e.buffer}`;
      case 'subquery': {
        let number = this.#queries.get(e.query);
        if (number === undefined) {
          number = this.#queries.size;
          this.#queries.set(e.query, number);
        }
        return `subquery ${number} ${e.test} ${e.operator} ${e.operand !== null}`;
      }
      case 'match-row':
        return `match ${e.variable} ${e.place} ${e.offset}`;
      default:
        return e.op;
    }
  }
}

const directions = (keys: readonly SortKey[]): string =>
  keys.map(key => `${key.descending ? '-' : '+'}${key.nullsFirst ?? ''}`).join('');
