/** Whether the state of a running job survives a change of its query: operator by operator, as text. */
import { type KeptOperator, layoutOf } from '../plan/layout.ts';
import type { Plan } from '../plan/plan.ts';
import { keepsState, remembersRows } from '../plan/state.ts';
import { stateName } from '../plan/tasks/state-name.ts';
import { oneUnit, type Unit } from '../plan/tasks/units.ts';
import { describeNode } from './explain.ts';

export interface PlanDiff {
  /** Whether a job of the new plan goes on with all of the state of the old one. */
  readonly survives: boolean;
  /** A line for each operator that loses what it remembers. */
  readonly lost: readonly string[];
  readonly text: string;
}

/**
 * A job goes on with what it had when all operators are those that it had, in the same order; anything else begins anew.
 * @param cut into what is kept apart (`unitsOf`); all of it is one unless given, as it is where one member works on everything
 */
export function planDiff(before: Plan, after: Plan, cut: (plan: Plan) => readonly Unit[] = oneUnit): PlanDiff {
  if (!keepsState(before))
    return { survives: true, lost: [], text: 'The old query keeps no state: nothing is lost.\n' };
  const [old, now] = [keptOf(before, cut), keptOf(after, cut)];
  const partners = old.map(was => now.find(is => is.name === was.name) ?? (now.length === 1 ? now[0] : undefined));
  const told = old.map((was, i) => ({ survives: isSameUnit(was, partners[i]), ...linesOf(was, partners[i]) }));
  const added = now.filter(is => !partners.includes(is)).flatMap(is => linesOf(undefined, is).lines);
  const survives = told.every(one => one.survives);
  const conclusion = survives
    ? 'The state survives: the job goes on with it.'
    : 'The state does not survive: `ferris-sql run` refuses to go on with it, and with --reset-state goes on without it.';
  return {
    survives,
    // Where one operator of what is kept together is another all of them begin anew.
    lost: told.flatMap(one => (one.survives ? [] : one.lost)),
    text: `${[...told.flatMap(({ lines }) => lines), ...added, '', conclusion].join('\n')}\n`,
  };
}

interface KeptUnit {
  readonly name: string;
  readonly each: Unit['each'];
  readonly operators: readonly KeptOperator[];
}

/** Of those that keep anything. */
function keptOf(plan: Plan, cut: (plan: Plan) => readonly Unit[]): readonly KeptUnit[] {
  return cut(plan).flatMap(unit => {
    const own = { ...plan, queries: plan.queries.filter(({ name }) => unit.queries.includes(name)) };
    return keepsState(own) ? [{ name: stateName(plan, unit), each: unit.each, operators: layoutOf(own) }] : [];
  });
}

const isSameUnit = (was: KeptUnit, is: KeptUnit | undefined): boolean =>
  is !== undefined &&
  was.name === is.name &&
  was.each === is.each &&
  was.operators.length === is.operators.length &&
  was.operators.every((one, i) => isSame(one, is.operators[i]!));

/** A line an operator, and those of them that were there. */
function linesOf(old: KeptUnit | undefined, now: KeptUnit | undefined) {
  const told = paired(old?.operators ?? [], now?.operators ?? []).flatMap(({ was, is }) => {
    const node = (is ?? was)!;
    if (!remembersRows(node.node)) return [];
    const verdict = was && is ? (isSame(was, is) ? 'same' : 'other') : is ? 'new' : 'gone';
    return [{ was, line: `${WORDS[verdict].padEnd(10)} ${node.query}: ${describeNode(node.node)}` }];
  });
  return { lines: told.map(({ line }) => line), lost: told.flatMap(({ was, line }) => (was ? [line] : [])) };
}

const WORDS = { same: 'survives', other: 'changed', new: 'new', gone: 'gone' } as const;

const isSame = (a: KeptOperator, b: KeptOperator): boolean =>
  a.query === b.query && a.node.node === b.node.node && a.layout === b.layout;

interface Pair {
  readonly was: KeptOperator | undefined;
  readonly is: KeptOperator | undefined;
}

/** Those of one definition together, then those of one kind in one query in their order; the rest alone. */
function paired(old: readonly KeptOperator[], now: readonly KeptOperator[]): readonly Pair[] {
  const left = [...now];
  const take = (fits: (one: KeptOperator) => boolean): KeptOperator | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const alike = old.map(was => ({ was, is: take(is => isSame(was, is)) }));
  const pairs = alike.map(({ was, is }) => ({
    was,
    is: is ?? take(one => one.query === was.query && one.node.node === was.node.node),
  }));
  return [...pairs, ...left.map(is => ({ was: undefined, is }))];
}
