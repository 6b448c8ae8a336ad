/** The grammar as a network of places: where each rule can go on, over calls and returns, to read the next token. */
import type { Rule, Shape, Step } from './shape.ts';

/** A place in a rule: reads a token, calls a rule, goes on in several ways, or is the rule's end. */
export interface State {
  readonly id: number;
  kinds: ReadonlySet<number> | undefined;
  call: Rule | undefined;
  /** After the token or the call; the ways on otherwise. */
  next: State[];
  /** The rule that ends here. */
  endOf: Rule | undefined;
}

/** Where calls return to; undefined: not known, anywhere. */
export interface Stack {
  readonly id: number;
  readonly state: State;
  readonly below: Stack | undefined;
}

export interface Configuration {
  readonly way: number;
  readonly state: State;
  readonly stack: Stack | undefined;
}

export const END_OF_TEXT = 0;
/** More than this at once is not worth following. */
export const MOST_CONFIGURATIONS = 4000;

export interface Network {
  /** Where each choice and repeat of the grammar stands. */
  readonly decisions: ReadonlyMap<Step, State>;
  /** Where a statement begins. */
  readonly entry: State;
  /** Every place from which a token is read next, from these on. */
  close(from: readonly Configuration[]): readonly Configuration[];
}

export function networkOf(shape: Shape): Network {
  let states = 0;
  const state = (): State => ({ id: states++, kinds: undefined, call: undefined, next: [], endOf: undefined });
  const starts: State[] = [];
  const callers: State[][] = shape.rules.map(() => []);
  const decisions = new Map<Step, State>();

  const build = (step: Step, next: State): State => {
    if (step.is === 'sequence') return step.steps.reduceRight((after, one) => build(one, after), next);
    if (step.is === 'action') return next;
    const made = state();
    if (step.is === 'token') {
      made.kinds = new Set(step.kinds);
      made.next = [next];
    } else if (step.is === 'rule') {
      made.call = step.rule;
      made.next = [next];
      callers[step.rule.index]!.push(next);
    } else {
      decisions.set(step, made);
      if (step.is === 'choice') made.next = step.steps.map(one => build(one, next));
      else {
        const once = build(step.step, step.times === '?' ? next : made);
        made.next = [once, next];
        if (step.times === '+') return once;
      }
    }
    return made;
  };
  for (const rule of shape.rules) {
    const end = state();
    end.endOf = rule;
    starts[rule.index] = build(rule.body, end);
  }

  const over = state();
  over.kinds = new Set([END_OF_TEXT]);
  over.next = [over];
  const stacks = new Map<string, Stack>();
  const push = (at: State, below: Stack | undefined): Stack => {
    const key = `${at.id} ${below?.id ?? -1}`;
    const known = stacks.get(key);
    if (known) return known;
    const made = { id: stacks.size, state: at, below };
    stacks.set(key, made);
    return made;
  };

  const close = (from: readonly Configuration[]): readonly Configuration[] => {
    const seen = new Set<string>();
    const found: Configuration[] = [];
    const open = [...from];
    for (let one = open.pop(); one && found.length < MOST_CONFIGURATIONS; one = open.pop()) {
      const { way, state: at, stack } = one;
      const key = `${way} ${at.id} ${stack?.id ?? -1}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (at.kinds) found.push(one);
      else if (at.call) open.push({ way, state: starts[at.call.index]!, stack: push(at.next[0]!, stack) });
      else if (!at.endOf) for (const next of at.next) open.push({ way, state: next, stack });
      else if (stack) open.push({ way, state: stack.state, stack: stack.below });
      else {
        for (const next of callers[at.endOf.index]!) open.push({ way, state: next, stack: undefined });
        if (at.endOf === shape.entry) open.push({ way, state: over, stack: undefined });
      }
    }
    return found;
  };
  return { decisions, entry: starts[shape.entry.index]!, close };
}
