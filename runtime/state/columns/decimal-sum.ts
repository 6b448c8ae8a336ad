/** SUM and AVG of DECIMAL over groups that are numbered: units of the last digit in an array, in two words past the safe integers. */
import type { AggregateCall } from '../../../src/compiler/plan/plan.ts';
import { type ExactSum, emptySum } from '../../../src/language/functions/aggregate/exact-sum.ts';
import type { RowOrder } from '../../../src/language/functions/define.ts';
import { Decimal } from '../../../src/language/types/decimal.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { fits64, WideSum } from '../../../src/language/types/wide.ts';
import { compile, compileUnits, type Evaluate } from '../../expressions/compile.ts';
import type { Clock } from '../../time/clock.ts';
import type { Part } from '../aggregate-part.ts';
import { larger, type SumColumn } from './sums.ts';

/** Its number in `units` when the sum of a group is no safe integer: it is in `wide` then, or in `exact`. */
const WIDE = Number.POSITIVE_INFINITY;
const NOWHERE: RowOrder = { time: 0, topic: '', partition: 0, offset: 0 };

interface KeptSum {
  readonly count: number;
  readonly sum: number | ExactSum;
}

export class DecimalSum implements SumColumn {
  readonly fails = true;
  readonly canCheck = true;
  /** Of values that were not NULL. */
  private counts = new Float64Array(0);
  private units = new Float64Array(0);
  private readonly wide: (WideSum | undefined)[] = [];
  private readonly exact = new Map<number, ExactSum>();
  private readonly part: Part;
  private readonly scale: number;
  /** Which one it is the sum of; -1: of an expression. */
  private readonly column: number;
  private readonly unitsOf: ((values: readonly Value[]) => number) | undefined;
  private readonly of: Evaluate;
  /** What is added next: a safe integer, or NaN and `value` says it. */
  private added = Number.NaN;
  private value: Value = null;

  /** @param part of SUM or AVG over a DECIMAL of this scale */
  constructor(part: Part, argument: AggregateCall['args'][number], scale: number, clock: Clock) {
    this.part = part;
    this.scale = scale;
    this.column = argument.op === 'column' && !argument.answer ? argument.index : -1;
    this.unitsOf = compileUnits(argument, clock);
    this.of = compile(argument, clock);
  }

  grow(capacity: number): void {
    this.counts = larger(this.counts, capacity);
    this.units = larger(this.units, capacity);
  }

  clear(group: number): void {
    if (this.units[group] === WIDE) {
      this.wide[group] = undefined;
      this.exact.delete(group);
    }
    this.counts[group] = 0;
    this.units[group] = 0;
  }

  evaluate(values: readonly Value[]): void {
    const { column, unitsOf } = this;
    if (column >= 0) {
      const value = values[column]!;
      this.value = value;
      this.added =
        value instanceof Decimal && typeof value.unscaled === 'number' && value.scale === this.scale
          ? value.unscaled
          : Number.NaN;
      return;
    }
    const units = unitsOf === undefined ? Number.NaN : unitsOf(values);
    this.added = units;
    if (Number.isNaN(units)) this.value = this.of(values);
  }

  check(group: number): void {
    const { added, value } = this;
    if (Number.isNaN(added) ? value === null || this.isWide(group, value) : this.isQuick(group) || this.hasRoom(group))
      return;
    this.part.entry.add({ ...this.exactOf(group) } as never, [this.given()], NOWHERE, this.part.context);
  }

  add(group: number, order: RowOrder): void {
    const { added } = this;
    if (!Number.isNaN(added)) {
      if (this.isQuick(group)) this.units[group]! += added;
      else if (this.hasRoom(group)) this.wideOf(group).addNumber(added);
      else this.addExactly(group, order);
    } else {
      const { value } = this;
      if (value === null) return;
      if (this.isWide(group, value)) this.wideOf(group).add((value as Decimal).unscaled);
      else this.addExactly(group, order);
    }
    this.counts[group]!++;
  }

  result(group: number): Value {
    if (this.counts[group] === 0) return null;
    return this.part.entry.result(this.exactOf(group) as never, this.part.context);
  }

  /** The units, of a sum that is wide the sum as any has it; and of how many. */
  kept(group: number): KeptSum {
    const units = this.units[group]!;
    return { count: this.counts[group]!, sum: units === WIDE ? this.exactOf(group) : units };
  }

  restore(group: number, kept: unknown): void {
    const { count, sum } = kept as KeptSum;
    this.counts[group] = count;
    this.units[group] = typeof sum === 'number' ? sum : WIDE;
    if (typeof sum !== 'number') this.exact.set(group, sum);
  }

  /** Whether what comes out of adding the units is a safe integer. */
  private isQuick(group: number): boolean {
    const total = this.units[group]! + this.added;
    return total <= Number.MAX_SAFE_INTEGER && total >= -Number.MAX_SAFE_INTEGER;
  }

  /** Whether two words do for the sum, with any integer of 64 bits more. */
  private hasRoom(group: number): boolean {
    return this.units[group] !== WIDE || (this.wide[group]?.roomy ?? false);
  }

  private isWide(group: number, value: Exclude<Value, null>): boolean {
    if (!(value instanceof Decimal) || value.scale !== this.scale) return false;
    return (typeof value.unscaled === 'number' || fits64(value.unscaled)) && this.hasRoom(group);
  }

  private wideOf(group: number): WideSum {
    let sum = this.wide[group];
    if (sum === undefined) {
      sum = new WideSum();
      sum.addNumber(this.units[group]!);
      this.wide[group] = sum;
      this.units[group] = WIDE;
    }
    return sum;
  }

  private addExactly(group: number, order: RowOrder): void {
    const exact = this.exactOf(group);
    this.part.entry.add(exact as never, [this.given()], order, this.part.context);
    this.exact.set(group, exact);
    this.wide[group] = undefined;
    this.units[group] = WIDE;
  }

  private given(): Value {
    return Number.isNaN(this.added) ? this.value : Decimal.ofUnits(this.added, this.scale);
  }

  private exactOf(group: number): ExactSum {
    const units = this.units[group]!;
    const count = this.counts[group]!;
    const known = this.exact.get(group);
    if (units === WIDE && known) return known;
    const { unscaled } = Decimal.of(units === WIDE ? this.wide[group]!.total : units, this.scale);
    return { ...emptySum(), count, unscaled, scale: this.scale, decimals: true, fraction: Math.max(6, this.scale) };
  }
}
