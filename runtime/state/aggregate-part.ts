/** One aggregate call of a GROUP BY: how it is evaluated, what it keeps, and how a row is taken back from it. */
import type { AggregateCall } from '../../src/compiler/plan/plan.ts';
import { avg } from '../../src/language/functions/aggregate/avg.ts';
import { boolAnd, boolOr } from '../../src/language/functions/aggregate/bool.ts';
import { arrayAgg } from '../../src/language/functions/aggregate/collect.ts';
import { count, countDistinct } from '../../src/language/functions/aggregate/count.ts';
import { type ExactSum, takeFrom } from '../../src/language/functions/aggregate/exact-sum.ts';
import { firstValue, lastValue } from '../../src/language/functions/aggregate/first-last.ts';
import { max, min } from '../../src/language/functions/aggregate/min-max.ts';
import { compareRows } from '../../src/language/functions/aggregate/row-order.ts';
import { stringAgg } from '../../src/language/functions/aggregate/string-agg.ts';
import { sum } from '../../src/language/functions/aggregate/sum.ts';
import type { AggregateEntry, CallContext, RowOrder } from '../../src/language/functions/define.ts';
import { compareValues, hashKey } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { EvaluateAll, Test } from '../expressions/compile.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import { functionOf } from '../functions/lookup.ts';
import type { Clock } from '../time/clock.ts';
import { type CompareBy, compareBy } from './compare-by.ts';
import type { KeptRow, KeptRows } from './kept-rows.ts';

export interface Part {
  readonly entry: AggregateEntry;
  readonly context: CallContext;
  readonly distinct: boolean;
  /** Whether several rows of one value are as one. */
  readonly different: boolean;
  /** FILTER. */
  readonly wanted: Test | undefined;
  /** The arguments, then what an ORDER BY inside the call goes by. */
  readonly args: EvaluateAll;
  /** How many of them are arguments. */
  readonly arity: number;
  /** An ORDER BY inside the call: its state is computed when it is asked for. */
  readonly ordered: CompareBy | undefined;
  /** Whether its rows are kept. */
  readonly keeps: boolean;
  /** Takes a row back from the running state, where that can be done exactly; with DISTINCT the last row of its value. */
  readonly remove: Removal | undefined;
  /** Whether the state is the same without a row of these arguments. */
  readonly untouched: ((state: unknown, args: readonly Value[]) => boolean) | undefined;
  /** Whether adding may throw: it needs a way back then, once others have taken the row. */
  readonly fails: boolean;
}

type Removal = (state: unknown, args: readonly Value[]) => unknown;

export function partOf(call: AggregateCall, clock: Clock, retracts: boolean): Part {
  const { name, args, distinct, filter, type, orderBy } = call;
  const entry = functionOf(name, clock);
  if (entry?.kind !== 'aggregate') throw new Error(`there is no aggregate function ${name}`);
  const { now, random, uuid } = clock;
  const remove = retracts && !orderBy ? removalOf(entry, call) : undefined;
  const different = distinct || entry === countDistinct;
  return {
    entry,
    context: { now, random, uuid, returns: type },
    distinct,
    wanted: filter ? compileTest(filter, clock) : undefined,
    args: compileAll([...args, ...(orderBy ?? []).map(key => key.expression)], clock),
    arity: args.length,
    ordered: orderBy && compareBy(orderBy),
    keeps: orderBy !== undefined || (retracts && (!remove || different)),
    remove,
    different,
    untouched: entry === min || entry === max ? isNotExtreme : undefined,
    fails: !NEVER_FAILING.has(entry),
  };
}

/** The state of the rows that are kept, as if they had come in their order. */
export function rebuilt(
  { entry, context, distinct, ordered, arity }: Part,
  kept: KeptRows,
): { readonly state: unknown; readonly seen: Set<string | number> | undefined } {
  const rows = [...kept.values()].flat();
  const sortKey = ({ args }: KeptRow) => args.slice(arity);
  if (ordered) rows.sort((a, b) => ordered(sortKey(a), sortKey(b)) || compareRows(a, b));
  // So that sums of doubles do not depend on the order in which rows came.
  else if (entry !== min && entry !== max) rows.sort(compareRows);
  const seen = distinct ? new Set<string | number>() : undefined;
  let state = entry.init(context);
  for (const [i, row] of rows.entries()) {
    const args = row.args.slice(0, arity);
    const key = hashKey(args[0] ?? null);
    if (seen?.has(key)) continue;
    seen?.add(key);
    // FIRST, ARRAY_AGG and their kind go by the rows' order: it is this one.
    const order: RowOrder = ordered ? { time: i, topic: '', partition: 0, offset: i } : row;
    state = entry.add(state as never, args, order, context);
  }
  return { state, seen };
}

/** Their `add` never throws. */
const NEVER_FAILING: ReadonlySet<AggregateEntry> = new Set([
  count,
  countDistinct,
  min,
  max,
  firstValue,
  lastValue,
  stringAgg,
  arrayAgg,
  boolAnd,
  boolOr,
]);

/** Sums of doubles are not exact: what is taken from them leaves a trace. */
function removalOf(entry: AggregateEntry, { args }: AggregateCall): Removal | undefined {
  if (entry === count)
    return state => {
      (state as { rows: number }).rows--;
      return state;
    };
  if (entry === countDistinct)
    return (state, [value]) => {
      (state as { readonly seen: Set<string | number> }).seen.delete(hashKey(value!));
      return state;
    };
  if (entry.remove) return (state, given) => entry.remove!(state as never, given);
  const kind = args[0]?.type.kind;
  if ((entry === sum || entry === avg) && (kind === 'BIGINT' || kind === 'DECIMAL'))
    return (state, [value]) => takeFrom(state as ExactSum, value!);
  return undefined;
}

const isNotExtreme = (state: unknown, [value]: readonly Value[]): boolean => {
  const extreme = (state as { readonly value: Value } | undefined)?.value ?? null;
  return extreme !== null && compareValues(value!, extreme) !== 0;
};
