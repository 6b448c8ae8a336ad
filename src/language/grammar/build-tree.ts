/**
 * Runs the grammar over one statement and builds its tree, without recovering from anything: a statement that it does not
 * take goes to the full parser (recover.ts). The two make the same trees; this one takes a tenth of the time.
 */
import { automatonOf, type Predict } from './automaton.ts';
import { Place } from './place.ts';
import type { Assignment, Rule, Shape, Step } from './shape.ts';
import { tokenize } from './tokens.ts';

/** A node while it is being built. */
export interface Node {
  $type: string;
  $container: Node | undefined;
  $cstNode: Place;
  [property: string]: unknown;
}

export type Built =
  | { readonly is: 'tree'; readonly tree: Node }
  /** Brackets, CASEs, signs or members nest deeper than `DEEPEST`; the place where they do. */
  | { readonly is: 'too deep'; readonly start: number; readonly end: number }
  /** Up to `at`, an offset, it is read; or a little less, as what is wrong can show late. */
  | { readonly is: 'refused'; readonly at: number };

/**
 * Levels of rules and of nodes that a tree may have. A bracket costs ten to twelve of rules and two of nodes, so eighty
 * brackets fit whatever they are. Measured, this needs some 400 kB of the 984 kB of stack that Node has.
 */
export const DEEPEST = { rules: 1300, nodes: 250 };

/** Properties a node of a type always has: lists and booleans. By the type's name. */
export type Defaults = Readonly<Record<string, readonly { readonly property: string; readonly list: boolean }[]>>;

/** Shared by all nodes whose list is empty, so it must not be written to. */
const NONE: readonly unknown[] = Object.freeze([]);

type Run = () => boolean;

/** @throws never on any text; Error when the grammar has what the runner does not know. */
export function treeBuilder(shape: Shape, defaults: Defaults): (text: string) => Built {
  const automaton = automatonOf(shape);
  const { HINT, LINE_COMMENT, BLOCK_COMMENT } = shape.vocabulary.terminals;

  // The statement that is being read.
  let text = '';
  let kinds = new Int32Array(1024);
  let starts = new Int32Array(1024);
  let ends = new Int32Array(1024);
  let count = 0;
  let at = 0;
  let depth = 0;
  let deepAt = -1;
  let unknown = false;

  // The rule that is being read.
  let type = '';
  let node: Node | undefined;
  let first = 0;

  const sink = (kind: number, start: number, end: number): void => {
    if (kind === LINE_COMMENT || kind === BLOCK_COMMENT) return;
    unknown ||= kind < 0;
    // A hint in the middle of a statement is a comment to the parser; the scanner reports it.
    if (kind === HINT && count > 0 && kinds[count - 1] !== HINT) return;
    if (count + 1 === kinds.length) {
      kinds = grown(kinds);
      starts = grown(starts);
      ends = grown(ends);
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    count++;
  };

  const create = (): Node => {
    const made: Node = { $type: type, $container: undefined, $cstNode: new Place(text, starts[first]!, ends[first]!) };
    for (const { property, list } of defaults[type] ?? []) made[property] = list ? NONE : false;
    return made;
  };
  const put = ({ property, operator }: Assignment, into: Node, value: unknown): void => {
    if (operator === '=') into[property] = value;
    else if (operator === '?=') into[property] = true;
    else {
      const list = into[property];
      if (Array.isArray(list) && list !== NONE) list.push(value);
      else into[property] = [value];
    }
  };
  const putWord = (into: Assignment, from: number): void => {
    node ??= create();
    const start = starts[from]!;
    const end = ends[at - 1]!;
    node.$cstNode.note(into.property, start, end);
    put(into, node, from === at - 1 ? text.slice(start, end) : words(from));
  };
  const words = (from: number): string => {
    let all = '';
    for (let i = from; i < at; i++) all += text.slice(starts[i]!, ends[i]!);
    return all;
  };
  const putNode = (into: Assignment, child: Node): boolean => {
    node ??= create();
    const place = node.$cstNode;
    child.$container = node;
    if (child.$cstNode.height >= place.height) place.height = child.$cstNode.height + 1;
    put(into, node, child);
    return place.height <= DEEPEST.nodes || tooDeep(child.$cstNode.offset);
  };
  const tooDeep = (offset: number): boolean => {
    deepAt = offset;
    return false;
  };

  const token = (wanted: readonly number[], into: Assignment | undefined): Run => {
    const [only] = wanted;
    const set = new Uint8Array(shape.vocabulary.names.length);
    for (const kind of wanted) set[kind] = 1;
    if (!into)
      return wanted.length === 1
        ? () => {
            if (kinds[at] !== only) return false;
            at++;
            return true;
          }
        : () => {
            if (set[kinds[at]!] !== 1) return false;
            at++;
            return true;
          };
    return () => {
      if (set[kinds[at]!] !== 1) return false;
      at++;
      putWord(into, at - 1);
      return true;
    };
  };

  const bodies: Run[] = [];
  const call = (rule: Rule, into: Assignment | undefined): Run => {
    const { index } = rule;
    if (rule.makes === 'fragment') return () => bodies[index]!();
    if (rule.makes === 'text')
      return () => {
        const from = at;
        if (!bodies[index]!()) return false;
        if (into && at > from) putWord(into, from);
        return true;
      };
    return () => {
      if (++depth > DEEPEST.rules) return tooDeep(starts[Math.min(at, count - 1)]!);
      const [outerNode, outerType, outerFirst] = [node, type, first];
      node = undefined;
      type = rule.type;
      first = at;
      if (!bodies[index]!()) return false;
      const made = at > first ? finished() : undefined;
      node = outerNode;
      type = outerType;
      first = outerFirst;
      depth--;
      // A rule that read nothing leaves nothing, as with Langium.
      if (made === undefined) return true;
      if (into) return putNode(into, made);
      node = node ? merged(node, made) : made;
      return true;
    };
  };
  const finished = (): Node => {
    const made = node ?? create();
    made.$cstNode.end = ends[at - 1]!;
    return made;
  };

  const action = (made: string, into: Assignment | undefined): Run =>
    into
      ? () => {
          const inner = finished();
          type = made;
          node = undefined;
          return putNode(into, inner);
        }
      : () => {
          type = made;
          if (node) node.$type = made;
          return true;
        };

  const repeat = (step: Step & { readonly is: 'repeat' }): Run => {
    const once = compile(step.step);
    const predict = automaton.predictor(step);
    if (step.times === '?') return () => predict(kinds, at) !== 0 || once();
    const times = step.times;
    return () => {
      if (times === '+' && !once()) return false;
      while (predict(kinds, at) === 0) {
        const before = at;
        if (!once()) return false;
        if (at === before) return true;
      }
      return true;
    };
  };
  const choice = (step: Step & { readonly is: 'choice' }): Run => {
    const ways = step.steps.map(compile);
    const predict: Predict = automaton.predictor(step);
    return () => {
      const way = predict(kinds, at);
      return way >= 0 && ways[way]!();
    };
  };
  const sequence = (steps: readonly Step[]): Run => {
    const runs = steps.map(compile);
    const [one, two, three] = runs;
    if (runs.length === 1) return one!;
    if (runs.length === 2) return () => one!() && two!();
    if (runs.length === 3) return () => one!() && two!() && three!();
    return () => {
      for (let i = 0; i < runs.length; i++) if (!runs[i]!()) return false;
      return true;
    };
  };
  const compile = (step: Step): Run => {
    switch (step.is) {
      case 'token':
        return token(step.kinds, step.into);
      case 'rule':
        return call(step.rule, step.into);
      case 'sequence':
        return sequence(step.steps);
      case 'choice':
        return choice(step);
      case 'repeat':
        return repeat(step);
      case 'action':
        return action(step.type, step.into);
    }
  };
  for (const rule of shape.rules) bodies[rule.index] = compile(rule.body);

  return one => {
    text = one;
    count = at = depth = first = 0;
    deepAt = -1;
    unknown = false;
    node = undefined;
    type = shape.entry.type;
    tokenize(text, shape.vocabulary, sink);
    kinds[count] = starts[count] = ends[count] = 0;
    const good = !unknown && bodies[shape.entry.index]!();
    const tree = node ?? create();
    if (count > 0) tree.$cstNode.end = ends[count - 1]!;
    node = undefined;
    text = '';
    if (deepAt >= 0) return { is: 'too deep', start: deepAt, end: deepAt + 1 };
    return good && at === count ? { is: 'tree', tree } : { is: 'refused', at: at < count ? starts[at]! : one.length };
  };
}

/** A node read in place of the one being built keeps its own type and takes over what the other had. */
function merged(outer: Node, inner: Node): Node {
  for (const [property, value] of Object.entries(outer)) {
    if (property.startsWith('$')) continue;
    const had = inner[property];
    if (had === undefined || had === false) inner[property] = value;
    else if (Array.isArray(had) && Array.isArray(value)) inner[property] = [...value, ...had];
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) child.$container = inner;
  }
  return inner;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && '$cstNode' in value;

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
