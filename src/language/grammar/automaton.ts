/**
 * Which way to go where the grammar offers several: follows all of them at once over the coming tokens until one is left.
 * What was found out is kept, so that the same tokens cost one look the next time. Ways out of a rule lead to every place
 * that calls it, so an answer can be wrong in rare cases: the parse then fails here, and the full parser decides.
 */
import type { Rule, Shape, Step } from './shape.ts';

/** The number of the way to take, or -1 when the next token begins none of them. */
export type Predict = (kinds: Int32Array, at: number) => number;

export interface Automaton {
  /** For a choice or a repeat: its alternatives from 0; for a repeat 0 is once more and 1 is on. */
  predictor(step: Step): Predict;
}

/** A place in a rule: reads a token, calls a rule, goes on in several ways, or is the rule's end. */
interface State {
  readonly id: number;
  kinds: ReadonlySet<number> | undefined;
  call: Rule | undefined;
  /** After the token or the call; the ways on otherwise. */
  next: State[];
  /** The rule that ends here. */
  endOf: Rule | undefined;
}

/** Where calls return to; undefined: not known, anywhere. */
interface Stack {
  readonly id: number;
  readonly state: State;
  readonly below: Stack | undefined;
}

interface Configuration {
  readonly way: number;
  readonly state: State;
  readonly stack: Stack | undefined;
}

interface Knowledge {
  readonly configurations: readonly Configuration[];
  /** By token kind: what is known after it, or the way when that is decided, -1 for none. */
  readonly after: Map<number, Knowledge | number>;
}

const END_OF_TEXT = 0;
/** So far ahead no statement hides what it is; whoever writes 40 opening brackets in a row waits for the full parser. */
const FURTHEST = 40;
/** More than this at once is not worth following. */
const MOST_CONFIGURATIONS = 4000;
const UNKNOWN = -2;
const DEEPER = -3;

export function automatonOf(shape: Shape): Automaton {
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

  /** Every place from which a token is read next, from this place on. */
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

  /** The way that is left after this token, or what is known by then. */
  const follow = ({ configurations, after }: Knowledge, kind: number): Knowledge | number => {
    const moved = configurations
      .filter(one => one.state.kinds!.has(kind))
      .map(({ way, state: at, stack }): Configuration => ({ way, state: at.next[0]!, stack }));
    const ways = new Set(moved.map(one => one.way));
    let result: Knowledge | number;
    if (ways.size <= 1) result = moved[0]?.way ?? -1;
    else {
      const closed = close(moved);
      result =
        sameEverywhere(closed, ways) || closed.length >= MOST_CONFIGURATIONS
          ? Math.min(...ways)
          : { configurations: closed, after: new Map() };
    }
    after.set(kind, result);
    return result;
  };

  const ahead = (start: Knowledge, kinds: Int32Array, at: number): number => {
    let known = start;
    for (let i = at; i < at + FURTHEST; i++) {
      const kind = i < kinds.length ? kinds[i]! : END_OF_TEXT;
      const next = known.after.get(kind) ?? follow(known, kind);
      if (typeof next === 'number') return next;
      known = next;
      if (kind === END_OF_TEXT) break;
    }
    return known.configurations.reduce((least, { way }) => Math.min(least, way), Number.POSITIVE_INFINITY);
  };

  return {
    predictor(step) {
      const decision = decisions.get(step);
      if (!decision) throw new Error(`a ${step.is} of the grammar is no decision`);
      let start: Knowledge | undefined;
      const table = new Int16Array(shape.vocabulary.names.length).fill(UNKNOWN);
      const learn = (kinds: Int32Array, at: number): number => {
        start ??= {
          configurations: close(decision.next.map((state, way) => ({ way, state, stack: undefined }))),
          after: new Map(),
        };
        const kind = kinds[at]!;
        const next = start.after.get(kind) ?? follow(start, kind);
        table[kind] = typeof next === 'number' ? next : DEEPER;
        return ahead(start, kinds, at);
      };
      return (kinds, at) => {
        const known = table[kinds[at]!]!;
        return known > UNKNOWN ? known : known === UNKNOWN ? learn(kinds, at) : ahead(start!, kinds, at);
      };
    },
  };
}

/** Whether all ways have come to the very same places: nothing that follows can tell them apart. */
function sameEverywhere(configurations: readonly Configuration[], ways: ReadonlySet<number>): boolean {
  const places = new Map<number, Set<string>>();
  for (const { way, state, stack } of configurations) {
    const key = `${state.id} ${stack?.id ?? -1}`;
    const of = places.get(way);
    if (of) of.add(key);
    else places.set(way, new Set([key]));
  }
  if (places.size < ways.size) return false;
  const [first, ...rest] = places.values();
  return rest.every(of => of.size === first!.size && [...of].every(key => first!.has(key)));
}
