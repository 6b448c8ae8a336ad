/**
 * Which way to go where the grammar offers several: follows all of them at once over the coming tokens until one is left.
 * What was found out is kept, so that the same tokens cost one look the next time. Ways out of a rule lead to every place
 * that calls it, so an answer can be wrong in rare cases: the parse then fails here, and the full parser decides.
 */
import { type Configuration, END_OF_TEXT, MOST_CONFIGURATIONS, networkOf } from './network.ts';
import type { Shape, Step } from './shape.ts';

/** The number of the way to take, or -1 when the next token begins none of them. */
export type Predict = (kinds: Int32Array, at: number) => number;

export interface Automaton {
  /** For a choice or a repeat: its alternatives from 0; for a repeat 0 is once more and 1 is on. */
  predictor(step: Step): Predict;
}

interface Knowledge {
  readonly configurations: readonly Configuration[];
  /** By token kind: what is known after it, or the way when that is decided, -1 for none. */
  readonly after: Map<number, Knowledge | number>;
}

/** So far ahead no statement hides what it is; whoever writes 40 opening brackets in a row waits for the full parser. */
const FURTHEST = 40;
/** So much is kept in mind; a language server that runs for weeks starts afresh then. Ordinary files come to some hundred. */
const MOST_KNOWLEDGE = 20_000;
const UNKNOWN = -2;
const DEEPER = -3;

export function automatonOf(shape: Shape): Automaton {
  let network = networkOf(shape);
  let learnt = 0;
  const forgetting: (() => void)[] = [];
  const forget = (): void => {
    network = networkOf(shape);
    learnt = 0;
    for (const one of forgetting) one();
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
      const closed = network.close(moved);
      learnt++;
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
      if (!network.decisions.has(step)) throw new Error(`a ${step.is} of the grammar is no decision`);
      let start: Knowledge | undefined;
      const table = new Int16Array(shape.vocabulary.names.length).fill(UNKNOWN);
      forgetting.push(() => {
        start = undefined;
        table.fill(UNKNOWN);
      });
      const learn = (kinds: Int32Array, at: number): number => {
        if (learnt > MOST_KNOWLEDGE) forget();
        start ??= {
          configurations: network.close(
            network.decisions.get(step)!.next.map((state, way) => ({ way, state, stack: undefined })),
          ),
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
