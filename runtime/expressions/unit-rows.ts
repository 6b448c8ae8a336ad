/**
 * Decimal arithmetic over rows of units: a row is a stretch of a Float64Array in which DECIMAL and BIGINT columns stand as
 * integers, units of the last digit that their types have. An expression over it is plain arithmetic of doubles, with no object
 * for what goes in, between or out, exact to 38 digits (`limbs.ts`). What is NULL or does not fit is NaN, and so is what comes out
 * of it: the general way (`compile.ts`) is to be asked then.
 */
import type { TypedExpression } from '../../src/compiler/plan/plan.ts';
import { decimalSizeOf } from '../../src/language/types/coerce.ts';
import { Decimal } from '../../src/language/types/decimal.ts';
import type { SqlType } from '../../src/language/types/sql-type.ts';
import { type Code, compared, constantLimbs, type Limbs, MOST_LIMBS, negated, product, sum, within } from './limbs.ts';
import { literalValue } from './literals.ts';
import { isPlain } from './units.ts';

/** Digits of what stands in one number, and in two: the lowest 32 bits, then what is above them. */
const ONE_NUMBER = 15;
const TWO_NUMBERS = 18;

/** Where columns stand in a row of units. */
export interface UnitLayout {
  /** The columns, in the order of their places. */
  readonly columns: readonly number[];
  /** By place among `columns`: the first of its numbers. */
  readonly slots: readonly number[];
  /** By place among `columns`: whether it has two. */
  readonly wide: readonly boolean[];
  /** How many numbers a row has. */
  readonly size: number;
}

/** Of those columns that can stand in one. @param types by column */
export function unitLayout(columns: readonly number[], types: readonly SqlType[]): UnitLayout {
  const kept = columns.filter(column => widthOf(types[column]!) > 0);
  const slots: number[] = [];
  let size = 0;
  for (const column of kept) {
    slots.push(size);
    size += widthOf(types[column]!);
  }
  return { columns: kept, slots, wide: kept.map(column => widthOf(types[column]!) === 2), size };
}

/** How many numbers a value takes; 0: it is none for here. */
function widthOf(type: SqlType): number {
  if (type.kind === 'BIGINT') return 1;
  if (type.kind !== 'DECIMAL' || type.precision > TWO_NUMBERS) return 0;
  return type.precision > ONE_NUMBER ? 2 : 1;
}

export interface UnitExpression {
  /** Digits of the fraction of what comes out. */
  readonly scale: number;
  /** How many limbs of 32 bits it has; 1: it is a safe integer. */
  readonly limbs: number;
  /** Of the row that begins at `at` the last limb, which has the sign, or NaN; the ones below it go into `out`, the lowest first. */
  readonly run: (row: Float64Array, at: number, out: Float64Array) => number;
}

/** What `out` has room for at least. */
export const LIMBS_BELOW = MOST_LIMBS - 1;

/** 1 where the row passes, 0 where not; NaN: ask the general way. */
export type UnitTest = (row: Float64Array, at: number) => number;

/** Undefined when it is no number of known digits, or has another operation in it than + - *. */
export function compileUnitRow(expression: TypedExpression, layout: UnitLayout): UnitExpression | undefined {
  if (expression.type.kind !== 'DECIMAL') return undefined;
  const lines = new Lines(layout);
  const result = lines.number(expression);
  if (!result) return undefined;
  const { parts } = result;
  const stores = parts.slice(0, -1).map((part, i) => `out[${i}] = ${part};`);
  const run = lines.finish<UnitExpression['run']>('row, at, out', `${stores.join('\n')}\nreturn ${parts.at(-1)};`);
  return { scale: expression.type.scale, limbs: parts.length, run };
}

/** Of comparisons of decimals, and those joined by AND; undefined when it is anything else. */
export function compileUnitTest(predicate: TypedExpression, layout: UnitLayout): UnitTest | undefined {
  const lines = new Lines(layout);
  for (const part of predicate.op === 'and' ? predicate.parts : [predicate]) if (!lines.test(part)) return undefined;
  return lines.finish<UnitTest>('row, at', 'return 1;');
}

const COMPARISONS = { '=': '===', '<>': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/** Of single numbers what is true, and what is false and neither is NaN: no comparison with NaN holds but <>. */
const BARE = {
  '=': (x: string, y: string) => [`${x} === ${y}`, `${x} < ${y} || ${x} > ${y}`],
  '<>': (x: string, y: string) => [`${x} < ${y} || ${x} > ${y}`, `${x} === ${y}`],
  '<': (x: string, y: string) => [`${x} < ${y}`, `${x} >= ${y}`],
  '<=': (x: string, y: string) => [`${x} <= ${y}`, `${x} > ${y}`],
  '>': (x: string, y: string) => [`${x} > ${y}`, `${x} <= ${y}`],
  '>=': (x: string, y: string) => [`${x} >= ${y}`, `${x} < ${y}`],
} as const;

/** So that no function has the text of another: V8 then takes them for one, and what it learns of one slows the other down. */
let made = 0;

class Lines implements Code {
  private readonly layout: UnitLayout;
  private readonly lines: string[] = [];
  private readonly kept = new Map<string, string>();

  constructor(layout: UnitLayout) {
    this.layout = layout;
  }

  finish<F>(params: string, last: string): F {
    const name = `units${made++}`;
    return new Function(
      `'use strict';\nreturn function ${name}(${params}) {\n${this.lines.join('\n')}\n${last}\n};`,
    )() as F;
  }

  keep(code: string): string {
    const known = this.kept.get(code);
    if (known !== undefined) return known;
    const name = `v${this.kept.size}`;
    this.lines.push(`const ${name} = ${code};`);
    this.kept.set(code, name);
    return name;
  }

  /** Adds what ends the test where the part is not true. False: it cannot. */
  test(e: TypedExpression): boolean {
    if (e.op !== 'compare' || (e.left.type.kind !== 'DECIMAL' && e.right.type.kind !== 'DECIMAL')) return false;
    const a = this.number(e.left);
    const b = this.number(e.right);
    const scale = Math.max(decimalSizeOf(e.left.type)?.scale ?? 0, decimalSizeOf(e.right.type)?.scale ?? 0);
    const x = a && this.scaled(a, e.left.type, scale);
    const y = b && this.scaled(b, e.right.type, scale);
    if (!x || !y) return false;
    if (x.parts.length === 1 && y.parts.length === 1) {
      const [whether, not] = BARE[e.operator](x.parts[0]!, y.parts[0]!);
      this.lines.push(`if (!(${whether})) return ${not} ? 0 : NaN;`);
      return true;
    }
    const whether = compared(x, y, COMPARISONS[e.operator], this);
    const known = [x, y].map(({ parts }) => `${parts.at(-1)} === ${parts.at(-1)}`).join(' && ');
    this.lines.push(`if (!(${known})) return NaN;`, `if (!(${whether})) return 0;`);
    return true;
  }

  /** In units of the last digit that its type has. */
  number(e: TypedExpression): Limbs | undefined {
    switch (e.op) {
      case 'column':
        return e.answer ? undefined : this.column(e.index, e.type);
      case 'literal':
        return literal(e.text, e.type);
      case 'arithmetic': {
        if (!isPlain(e) || e.type.kind !== 'DECIMAL') return undefined;
        const a = this.number(e.left);
        const b = a && this.number(e.right);
        return b && this.typed(this.operation(e, a, b), e.type);
      }
      case 'negate': {
        const of = e.type.kind === 'DECIMAL' ? this.number(e.operand) : undefined;
        return of && negated(of, this);
      }
      case 'cast': {
        const of = e.safe || e.type.kind !== 'DECIMAL' ? undefined : this.number(e.operand);
        return of && this.typed(this.scaled(of, e.operand.type, scaleOf(e.type)), e.type);
      }
      default:
        return undefined;
    }
  }

  private operation(e: Extract<TypedExpression, { op: 'arithmetic' }>, a: Limbs, b: Limbs): Limbs | undefined {
    if (e.operator === '*') return product(a, b, this);
    const x = this.scaled(a, e.left.type, scaleOf(e.type));
    const y = this.scaled(b, e.right.type, scaleOf(e.type));
    return x && y && sum(x, y, e.operator === '+' ? '+' : '-', this);
  }

  private column(index: number, type: SqlType): Limbs | undefined {
    const place = this.layout.columns.indexOf(index);
    if (place < 0) return undefined;
    const slot = Number(this.layout.slots[place]);
    const at = (number: number): string => this.keep(slot + number === 0 ? 'row[at]' : `row[at + ${slot + number}]`);
    if (type.kind !== 'DECIMAL') return { parts: [at(0)], most: Number.MAX_SAFE_INTEGER, loose: true };
    return { parts: this.layout.wide[place] ? [at(0), at(1)] : [at(0)], most: mostOf(type.precision), loose: false };
  }

  /** With more digits of fraction than its type has. */
  private scaled(of: Limbs, type: SqlType, scale: number): Limbs | undefined {
    const shift = scale - scaleOf(type);
    if (shift === 0) return of;
    return shift < 0 || shift > ONE_NUMBER ? undefined : product(of, constantLimbs(10 ** shift), this);
  }

  /** What leaves its type is for the general way to refuse. */
  private typed(of: Limbs | undefined, type: SqlType): Limbs | undefined {
    return of && type.kind === 'DECIMAL' ? within(of, mostOf(type.precision), this) : undefined;
  }
}

const scaleOf = (type: SqlType): number => decimalSizeOf(type)?.scale ?? 0;

/** Rounded up where it is no safe integer. */
const mostOf = (precision: number): number => (precision > ONE_NUMBER ? 10 ** precision : 10 ** precision - 1);

function literal(text: string | null, type: SqlType): Limbs | undefined {
  const value = literalValue(text, type);
  if (type.kind === 'BIGINT') return typeof value === 'number' ? constantLimbs(value) : undefined;
  if (!(value instanceof Decimal) || type.kind !== 'DECIMAL' || value.scale > type.scale) return undefined;
  const { unscaled } = value.rescale(type.scale);
  return typeof unscaled === 'number' ? constantLimbs(unscaled) : undefined;
}
