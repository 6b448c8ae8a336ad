/**
 * Where a statement stops being one, exactly: follows every way the grammar offers, over calls and returns, until a token
 * fits none of them. What would have fitted is known then, and what the nearest correct statement is can be tried.
 */
import { type Configuration, END_OF_TEXT, type Network } from './network.ts';

/** All ways the grammar has at one place. */
export type Ways = readonly Configuration[];

export interface Stop {
  /** Index of the first token that fits nothing; the number of tokens when the text ends too early. */
  readonly at: number;
  /** Ways in front of each token up to there: `ways[at]` are those that the token ended. */
  readonly ways: readonly Ways[];
}

/** @param kinds the tokens without comments; undefined when they are a whole statement */
export function firstStop(network: Network, kinds: readonly number[]): Stop | undefined {
  const ways: Ways[] = [];
  let now = network.close([{ way: 0, state: network.entry, stack: undefined }]);
  for (let at = 0; at <= kinds.length; at++) {
    ways.push(now);
    const next = step(network, now, kinds[at] ?? END_OF_TEXT);
    if (next.length === 0) return { at, ways };
    now = next;
  }
  return undefined;
}

/** What was found out about ways, for as long as the network lives: in a list of a thousand items each is like the last. */
interface Memory {
  readonly known: Map<string, Ways>;
  readonly after: WeakMap<Ways, Map<number, Ways>>;
}
const memories = new WeakMap<Network, Memory>();
/** More than a file's broken statements come to. */
const REMEMBERED = 20_000;

function memoryOf(network: Network): Memory {
  let memory = memories.get(network);
  if (!memory || memory.known.size > REMEMBERED) {
    memory = { known: new Map(), after: new WeakMap() };
    memories.set(network, memory);
  }
  return memory;
}

/** The ways that are left behind a token of this kind; none when it fits nowhere. */
export function step(network: Network, ways: Ways, kind: number): Ways {
  const { known, after } = memoryOf(network);
  let steps = after.get(ways);
  if (!steps) {
    steps = new Map();
    after.set(ways, steps);
  }
  const before = steps.get(kind);
  if (before) return before;
  const moved = ways
    .filter(one => one.state.kinds!.has(kind))
    .map(({ way, state, stack }): Configuration => ({ way, state: state.next[0]!, stack }));
  const closed = moved.length === 0 ? moved : network.close(moved);
  const key = closed.map(({ state, stack }) => `${state.id}:${stack?.id ?? -1}`).join(' ');
  const same = known.get(key) ?? closed;
  known.set(key, same);
  steps.set(kind, same);
  return same;
}

/** The kinds of tokens that would fit. */
export function expectedIn(ways: Ways): ReadonlySet<number> {
  const kinds = new Set<number>();
  for (const { state } of ways) for (const kind of state.kinds!) kinds.add(kind);
  return kinds;
}

/** How many tokens of a text fit from some ways on; one more than there are when they end a statement. */
export function reach(network: Network, ways: Ways, kinds: readonly number[], from: number, most: number): number {
  let now = ways;
  let read = 0;
  for (let at = from; at <= kinds.length && read < most; at++) {
    now = step(network, now, kinds[at] ?? END_OF_TEXT);
    if (now.length === 0) return read;
    read++;
  }
  return read;
}
