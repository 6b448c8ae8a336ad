/** Whether the state of a running job survives a change of its query: operator by operator, as text. */
import { type KeptOperator, layoutOf } from '../plan/layout.ts';
import type { Plan } from '../plan/plan.ts';
import { keepsState, remembersRows } from '../plan/state.ts';
import { describeNode } from './explain.ts';

export interface PlanDiff {
  /** Whether a job of the new plan goes on with the state of the old one. */
  readonly survives: boolean;
  readonly text: string;
}

/** A job goes on with what it had when all operators are those that it had, in the same order; anything else begins anew. */
export function planDiff(before: Plan, after: Plan): PlanDiff {
  const [old, now] = [layoutOf(before), layoutOf(after)];
  if (!keepsState(before)) return { survives: true, text: 'The old query keeps no state: nothing is lost.\n' };
  const survives = old.length === now.length && old.every((one, i) => isSame(one, now[i]!));
  const lines = paired(old, now).flatMap(({ was, is }) => {
    const node = (is ?? was)!;
    if (!remembersRows(node.node)) return [];
    const verdict = was && is ? (isSame(was, is) ? 'same' : 'other') : is ? 'new' : 'gone';
    return [`${WORDS[verdict].padEnd(10)} ${node.query}: ${describeNode(node.node)}`];
  });
  const conclusion = survives
    ? 'The state survives: the job goes on with it.'
    : 'The state does not survive: `ferris-sql run` refuses to go on with it, and with --reset-state goes on without it.';
  return { survives, text: `${[...lines, '', conclusion].join('\n')}\n` };
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
