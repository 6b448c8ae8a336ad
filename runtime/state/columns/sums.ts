/** Aggregates of groups that are numbered, side by side: what most are is a number in an array. */
import type { AggregateCall } from '../../../src/compiler/plan/plan.ts';
import { avg } from '../../../src/language/functions/aggregate/avg.ts';
import { count } from '../../../src/language/functions/aggregate/count.ts';
import { type ExactSum, emptySum } from '../../../src/language/functions/aggregate/exact-sum.ts';
import { sum } from '../../../src/language/functions/aggregate/sum.ts';
import type { RowOrder } from '../../../src/language/functions/define.ts';
import type { Value } from '../../../src/language/types/value.ts';
import { compile, compileTest } from '../../expressions/compile.ts';
import type { Clock } from '../../time/clock.ts';
import { type Part, partOf } from '../aggregate-part.ts';
import { DecimalSum } from './decimal-sum.ts';

/** One aggregate call over all groups. */
export interface SumColumn {
  /** Whether `add` may throw. */
  readonly fails: boolean;
  /** Whether `check` tells it before. */
  readonly canCheck: boolean;
  /** Groups below this number are coming. */
  grow(capacity: number): void;
  /** Of a group without rows. */
  clear(group: number): void;
  /** What of a row it wants, once for all its windows. Throws RecordError. */
  evaluate(values: readonly Value[]): void;
  /** Throws the RecordError that `add` would throw, where it can be told. */
  check(group: number): void;
  /** Adds what was evaluated. Throws RecordError with nothing changed. */
  add(group: number, order: RowOrder): void;
  /** Throws RecordError. */
  result(group: number): Value;
  /** As plain data, of which nothing changes but by `add`. */
  kept(group: number): unknown;
  /** Puts back what `kept` gave, into a group without rows. */
  restore(group: number, kept: unknown): void;
}

/** Undefined when a call keeps its rows: such groups are no numbers. */
export function sumColumns(calls: readonly AggregateCall[], clock: Clock): readonly SumColumn[] | undefined {
  const columns = calls.map(call => sumColumn(call, partOf(call, clock, false), clock));
  const known = columns.filter(column => column !== undefined);
  if (known.length < calls.length) return undefined;
  // What failed must be as it was: of calls that cannot be asked before there may be one.
  return known.filter(column => column.fails && !column.canCheck).length > 1 ? undefined : known;
}

function sumColumn(call: AggregateCall, part: Part, clock: Clock): SumColumn | undefined {
  const { args, filter, distinct } = call;
  if (part.keeps || distinct) return undefined;
  if (filter) return new AnyState(part);
  if (part.entry === count) return new Count(args[0] && compileTest(notNull(args[0]), clock));
  const type = args[0]?.type;
  if (part.entry === sum && type?.kind === 'BIGINT') return new Sum(part, compile(args[0]!, clock));
  if ((part.entry === sum || part.entry === avg) && type?.kind === 'DECIMAL')
    return new DecimalSum(part, args[0]!, type.scale, clock);
  return new AnyState(part);
}

type Expression = AggregateCall['args'][number];

const notNull = (operand: Expression): Expression => ({
  op: 'is',
  test: 'NULL',
  negated: true,
  operand,
  type: { kind: 'BOOLEAN' },
  span: operand.span,
});

class Count implements SumColumn {
  readonly fails = false;
  readonly canCheck = false;
  private rows = new Float64Array(0);
  private readonly counts: ((values: readonly Value[]) => boolean) | undefined;
  private counted = true;

  constructor(counts: ((values: readonly Value[]) => boolean) | undefined) {
    this.counts = counts;
  }

  grow(capacity: number): void {
    this.rows = larger(this.rows, capacity);
  }

  clear(group: number): void {
    this.rows[group] = 0;
  }

  evaluate(values: readonly Value[]): void {
    if (this.counts !== undefined) this.counted = this.counts(values);
  }

  check(): void {}

  add(group: number): void {
    if (this.counted) this.rows[group]!++;
  }

  result(group: number): Value {
    return this.rows[group]!;
  }

  kept(group: number): number {
    return this.rows[group]!;
  }

  restore(group: number, kept: unknown): void {
    this.rows[group] = kept as number;
  }
}

/** There was no value yet. */
const NONE = Number.NaN;
/** It is no safe integer: see `wide`. */
const WIDE = Number.POSITIVE_INFINITY;

/** SUM of BIGINT. */
class Sum implements SumColumn {
  readonly fails = true;
  readonly canCheck = true;
  private sums = new Float64Array(0);
  private readonly wide = new Map<number, ExactSum>();
  private readonly part: Part;
  private readonly of: (values: readonly Value[]) => Value;
  private value: Value = null;

  constructor(part: Part, of: (values: readonly Value[]) => Value) {
    this.part = part;
    this.of = of;
  }

  grow(capacity: number): void {
    this.sums = larger(this.sums, capacity);
  }

  clear(group: number): void {
    if (this.sums[group] === WIDE) this.wide.delete(group);
    this.sums[group] = NONE;
  }

  evaluate(values: readonly Value[]): void {
    this.value = this.of(values);
  }

  check(group: number): void {
    if (this.value === null || this.next(group) !== WIDE) return;
    this.part.entry.add({ ...this.exact(group) } as never, [this.value], NOWHERE, this.part.context);
  }

  add(group: number, order: RowOrder): void {
    if (this.value === null) return;
    const next = this.next(group);
    if (next === WIDE) {
      const exact = this.exact(group);
      this.part.entry.add(exact as never, [this.value], order, this.part.context);
      this.wide.set(group, exact);
    }
    this.sums[group] = next;
  }

  result(group: number): Value {
    const total = this.sums[group]!;
    if (total === WIDE) return this.part.entry.result(this.wide.get(group)! as never, this.part.context);
    if (Number.isNaN(total)) return null;
    return total;
  }

  kept(group: number): number | ExactSum {
    const total = this.sums[group]!;
    return total === WIDE ? this.wide.get(group)! : total;
  }

  restore(group: number, kept: unknown): void {
    if (typeof kept === 'number') this.sums[group] = kept;
    else {
      this.sums[group] = WIDE;
      this.wide.set(group, kept as ExactSum);
    }
  }

  /** WIDE when it cannot be had so. */
  private next(group: number): number {
    const { value: added } = this;
    const before = this.sums[group]!;
    if (typeof added !== 'number') return WIDE;
    if (Number.isNaN(before)) return added;
    const total = before + added;
    return Number.isSafeInteger(total) ? total + 0 : WIDE;
  }

  private exact(group: number): ExactSum {
    const total = this.sums[group]!;
    if (total === WIDE) return this.wide.get(group)!;
    if (Number.isNaN(total)) return emptySum();
    return { ...emptySum(), count: 1, unscaled: total };
  }
}

const NOWHERE: RowOrder = { time: 0, topic: '', partition: 0, offset: 0 };

/** Any other: the state that the function itself keeps. */
class AnyState implements SumColumn {
  readonly fails: boolean;
  readonly canCheck = false;
  private readonly states: unknown[] = [];
  private readonly part: Part;
  private args: readonly Value[] | undefined;

  constructor(part: Part) {
    this.fails = part.fails;
    this.part = part;
  }

  grow(): void {}

  clear(group: number): void {
    this.states[group] = this.part.entry.init(this.part.context);
  }

  evaluate(values: readonly Value[]): void {
    const { wanted, args, entry, arity } = this.part;
    const given = wanted && !wanted(values) ? undefined : args(values);
    this.args = given !== undefined && entry.skipsNulls && arity > 0 && given[0] === null ? undefined : given;
  }

  check(): void {}

  add(group: number, order: RowOrder): void {
    if (this.args === undefined) return;
    const { entry, context } = this.part;
    this.states[group] = entry.add(this.states[group] as never, this.args, order, context);
  }

  result(group: number): Value {
    return this.part.entry.result(this.states[group] as never, this.part.context);
  }

  kept(group: number): unknown {
    return this.states[group];
  }

  restore(group: number, kept: unknown): void {
    this.states[group] = kept;
  }
}

export function larger(array: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const made = new Float64Array(capacity);
  made.set(array);
  return made;
}
