/** The aggregate calls of one GROUP BY over one group: a row goes into all of them or into none, and may be taken back. */
import type { AggregateCall } from '../../src/compiler/plan/plan.ts';
import type { RowOrder } from '../../src/language/functions/define.ts';
import { hashKey } from '../../src/language/types/compare.ts';
import type { Value } from '../../src/language/types/value.ts';
import type { Clock } from '../time/clock.ts';
import { type Part, partOf, rebuilt } from './aggregate-part.ts';
import { isKept, type KeptRows, keep, letGo } from './kept-rows.ts';

/** By call. */
export interface GroupState {
  /** Undefined: to be computed of the rows that are kept. */
  readonly states: unknown[];
  /** Of DISTINCT calls the values that were counted. */
  readonly seen: (Set<string | number> | undefined)[];
  /** Of calls that need them the rows themselves. */
  readonly kept: (KeptRows | undefined)[];
}

/** By call the arguments of a row (and what it is ordered by); undefined where the row does not count. */
export type RowArguments = readonly (readonly Value[] | undefined)[];

export interface Accumulators {
  init(): GroupState;
  /** Throws RecordError. */
  evaluate(values: readonly Value[]): RowArguments;
  /** Throws RecordError with the group as it was. */
  add(group: GroupState, args: RowArguments, order: RowOrder): void;
  /** Takes back a row that was added. Only where rows can be taken back. */
  remove(group: GroupState, args: RowArguments, order: RowOrder): void;
  /** Throws RecordError. */
  results(group: GroupState): Value[];
}

/** @param retracts whether rows can be taken back: what needs them for that keeps its rows */
export function accumulators(calls: readonly AggregateCall[], clock: Clock, retracts = false): Accumulators {
  const parts = calls.map(call => partOf(call, clock, retracts));
  const positions = [...parts.keys()];
  const failing = positions.filter(i => parts[i]!.fails);
  const never = positions.filter(i => !parts[i]!.fails);
  const counts = (part: Part, args: readonly Value[] | undefined): args is readonly Value[] =>
    args !== undefined && !(part.entry.skipsNulls && part.arity > 0 && args[0] === null);

  function addOne({ states, seen, kept }: GroupState, i: number, args: RowArguments, order: RowOrder): void {
    const part = parts[i]!;
    const given = args[i];
    if (!counts(part, given)) return;
    const { entry, context } = part;
    if (part.keeps) {
      // Whether the call takes such a row at all: it is asked on its own when there is no running state to ask.
      if (part.ordered) entry.add(entry.init(context) as never, given.slice(0, part.arity), order, context);
      else if (states[i] !== undefined) addRunning(states, seen, i, given, order);
      else entry.add(entry.init(context) as never, given, order, context);
      keep(kept[i]!, given, order);
    } else addRunning(states, seen, i, given, order);
  }

  function addRunning(
    states: unknown[],
    seen: GroupState['seen'],
    i: number,
    given: readonly Value[],
    order: RowOrder,
  ): void {
    const { entry, context } = parts[i]!;
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
        if (parts[i]!.keeps && counts(parts[i]!, args[i])) letGo(group.kept[i]!, args[i]!, order);
      }
      throw error;
    }
  }

  function stateOf(group: GroupState, i: number): unknown {
    const part = parts[i]!;
    if (!part.keeps || (group.states[i] !== undefined && !part.ordered)) return group.states[i];
    const { state, seen } = rebuilt(part, group.kept[i]!);
    if (part.ordered) return state;
    group.states[i] = state;
    group.seen[i] = seen;
    return state;
  }

  return {
    init: () => ({
      states: parts.map(({ entry, context }) => entry.init(context)),
      seen: parts.map(({ distinct }) => (distinct ? new Set() : undefined)),
      kept: parts.map(({ keeps }) => (keeps ? new Map() : undefined)),
    }),
    evaluate: values => parts.map(({ wanted, args }) => (wanted && !wanted(values) ? undefined : args(values))),
    add(group, args, order) {
      if (failing.length === 1) addOne(group, failing[0]!, args, order);
      else if (failing.length > 1) addFailing(group, args, order);
      for (const i of never) addOne(group, i, args, order);
    },
    remove(group, args, order) {
      for (const i of positions) {
        const part = parts[i]!;
        const given = args[i];
        if (!counts(part, given)) continue;
        if (part.keeps) letGo(group.kept[i]!, given, order);
        if (part.ordered || part.untouched?.(group.states[i], given)) continue;
        if (part.different && isKept(group.kept[i]!, given)) continue;
        if (part.remove) {
          group.states[i] = part.remove(group.states[i], given);
          if (part.distinct) group.seen[i]!.delete(hashKey(given[0] ?? null));
        } else group.states[i] = undefined;
      }
    },
    results: group => parts.map(({ entry, context }, i) => entry.result(stateOf(group, i) as never, context)),
  };
}

/** The same state, of which a row that is added to one is not added to the other. */
export const copyState = (state: GroupState): GroupState => copy(state) as GroupState;

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
