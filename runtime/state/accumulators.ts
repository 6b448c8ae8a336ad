/** The aggregate calls of one GROUP BY over one group: a row goes into all of them or into none. */
import type { AggregateCall } from '../../src/compiler/plan/plan.ts';
import { boolAnd, boolOr } from '../../src/language/functions/aggregate/bool.ts';
import { count, countDistinct } from '../../src/language/functions/aggregate/count.ts';
import { firstValue, lastValue } from '../../src/language/functions/aggregate/first-last.ts';
import { max, min } from '../../src/language/functions/aggregate/min-max.ts';
import { stringAgg } from '../../src/language/functions/aggregate/string-agg.ts';
import type { AggregateEntry, CallContext, RowOrder } from '../../src/language/functions/define.ts';
import { functionTable } from '../../src/language/functions/table.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { EvaluateAll, Test } from '../expressions/compile.ts';
import { compileAll, compileTest } from '../expressions/compile.ts';
import type { Clock } from '../time/clock.ts';

/** By call. */
export interface GroupState {
  readonly states: unknown[];
  /** Of DISTINCT calls the values that were counted. */
  readonly seen: (Set<string | number> | undefined)[];
}

/** By call the arguments of a row; undefined where the row does not count. */
export type RowArguments = readonly (readonly Value[] | undefined)[];

export interface Accumulators {
  init(): GroupState;
  /** Throws RecordError. */
  evaluate(values: readonly Value[]): RowArguments;
  /** Throws RecordError with the group as it was. */
  add(group: GroupState, args: RowArguments, order: RowOrder): void;
  /** Throws RecordError. */
  results(group: GroupState): Value[];
}

/** Their `add` never throws: they need no way back, once all others have taken the row. */
const NEVER_FAILING: ReadonlySet<AggregateEntry> = new Set([
  count,
  countDistinct,
  min,
  max,
  firstValue,
  lastValue,
  stringAgg,
  boolAnd,
  boolOr,
]);

interface Part {
  readonly entry: AggregateEntry;
  readonly context: CallContext;
  readonly distinct: boolean;
  readonly counts: Test | undefined;
  readonly args: EvaluateAll;
}

export function accumulators(calls: readonly AggregateCall[], clock: Clock): Accumulators {
  const parts = calls.map(call => partOf(call, clock));
  const positions = [...parts.keys()];
  const failing = positions.filter(i => !NEVER_FAILING.has(parts[i]!.entry));
  const never = positions.filter(i => NEVER_FAILING.has(parts[i]!.entry));

  function addOne({ states, seen }: GroupState, i: number, args: RowArguments, order: RowOrder): void {
    const given = args[i];
    const { entry, context } = parts[i]!;
    if (!given || (entry.skipsNulls && given.length > 0 && given[0] === null)) return;
    const different = seen[i];
    if (!different) {
      states[i] = entry.add(states[i] as never, given, order, context);
      return;
    }
    const key = hashKey(given[0] ?? null);
    if (different.has(key)) return;
    states[i] = entry.add(states[i] as never, given, order, context);
    different.add(key);
  }

  /** All but the last are copied before, so that they can be put back when a later one throws. */
  function addFailing(group: GroupState, args: RowArguments, order: RowOrder): void {
    const before: { readonly i: number; readonly state: unknown; readonly sizeOfSeen: number | undefined }[] = [];
    try {
      for (const i of failing) {
        before.push({ i, state: copy(group.states[i]), sizeOfSeen: group.seen[i]?.size });
        addOne(group, i, args, order);
      }
    } catch (error) {
      // The call that threw has changed nothing.
      for (const { i, state, sizeOfSeen } of before.slice(0, -1)) {
        group.states[i] = state;
        if (group.seen[i]?.size !== sizeOfSeen) group.seen[i]!.delete(hashKey(args[i]![0] ?? null));
      }
      throw error;
    }
  }

  return {
    init: () => ({
      states: parts.map(({ entry, context }) => entry.init(context)),
      seen: parts.map(({ distinct }) => (distinct ? new Set() : undefined)),
    }),
    evaluate: values => parts.map(({ counts, args }) => (counts && !counts(values) ? undefined : args(values))),
    add(group, args, order) {
      if (failing.length === 1) addOne(group, failing[0]!, args, order);
      else if (failing.length > 1) addFailing(group, args, order);
      for (const i of never) addOne(group, i, args, order);
    },
    results: ({ states }) => parts.map(({ entry, context }, i) => entry.result(states[i] as never, context)),
  };
}

function partOf({ name, args, distinct, filter, type }: AggregateCall, clock: Clock): Part {
  const entry = functionTable.get(name.toUpperCase());
  if (entry?.kind !== 'aggregate') throw new Error(`there is no aggregate function ${name}`);
  const { now, random, uuid } = clock;
  return {
    entry,
    context: { now, random, uuid, returns: type },
    distinct,
    counts: filter ? compileTest(filter, clock) : undefined,
    args: compileAll(args, clock),
  };
}

/** Of a state: plain data, whose values (decimals, times) never change and are shared. */
function copy(state: unknown): unknown {
  if (typeof state !== 'object' || state === null) return state;
  if (Array.isArray(state)) return state.map(copy);
  if (state instanceof Map) return new Map(Array.from(state, ([key, value]) => [key, copy(value)]));
  if (state instanceof Set) return new Set(state);
  if (Object.getPrototypeOf(state) !== Object.prototype) return state;
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(state)) made[name] = copy(value);
  return made;
}
