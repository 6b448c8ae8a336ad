/** Whole join conditions: columns of one name or a key and its reference, of the relation that is joined and an earlier one. */
import { step } from '../../grammar/first-error.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { grammarNetwork } from '../../grammar/parse.ts';
import type { Proposal } from './candidate.ts';
import { quoted } from './quoted.ts';
import type { Rank } from './rank.ts';
import { type Scene, type ScopeLeaf, sceneAt } from './scene.ts';

interface Pair {
  readonly left: string;
  readonly right: string;
  readonly strength: number;
}

/** Behind ON, where no condition stands yet. The first is the likeliest. */
export function joinConditions({ around, leaves, cursor }: Scene): Proposal[] {
  const join = around.find((node): node is ast.Join => node.$type === 'Join');
  if (!join || around[1] !== join || cursor.before.at(-1)?.text.toUpperCase() !== 'ON') return [];
  return conditionsOf(leaves.filter(leaf => leaf.distance === 0)).map((text, i) => ({
    label: text,
    insert: text,
    kind: 'snippet',
    detail: 'join condition',
    score: 0.5 / (i + 1),
  }));
}

/** In place of ON itself, behind the relation that is joined: the whole condition. */
export function joinOffers(scene: Scene, rank: Rank, lower: boolean): Proposal[] {
  const score = rank.keywordNamed('ON');
  if (score < 0.02 || !rank.isAllowed('ON') || rank.following !== '') return [];
  const { network, vocabulary } = grammarNetwork();
  const { cursor } = scene;
  const ways = step(network, cursor.ways, vocabulary.keywords.get('ON')!);
  const behindOn = sceneAt({ ...cursor, ways, readable: `${cursor.readable}ON ` }, scene.environment);
  return conditionsOf(behindOn.leaves.filter(leaf => leaf.distance === 0)).map((text, i) => ({
    label: `${lower ? 'on' : 'ON'} ${text}`,
    insert: `${lower ? 'on' : 'ON'} ${text}`,
    kind: 'snippet',
    detail: 'join condition',
    score: (score * 0.9) / (i + 1),
  }));
}

/** Conditions between the last relation and those before it, the likeliest first. */
function conditionsOf(leaves: readonly ScopeLeaf[]): readonly string[] {
  const joined = leaves.at(-1);
  if (!joined) return [];
  const found = leaves.slice(0, -1).flatMap(other => {
    const side = (leaf: ScopeLeaf, name: string): string => `${quoted(leaf.qualifier)}.${quoted(name)}`;
    return pairsOf(other, joined).map(({ left, right, strength }) => ({
      text: `${side(other, left)} = ${side(joined, right)}`,
      strength,
    }));
  });
  return found
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, 4)
    .map(({ text }) => text);
}

function pairsOf(a: ScopeLeaf, b: ScopeLeaf): Pair[] {
  const pairs: Pair[] = [];
  for (const left of a.relation.columns)
    for (const right of b.relation.columns) {
      const strength = strengthOf(a, left.name.toLowerCase(), b, right.name.toLowerCase());
      if (strength > 0) pairs.push({ left: left.name, right: right.name, strength });
    }
  return pairs;
}

function strengthOf(a: ScopeLeaf, left: string, b: ScopeLeaf, right: string): number {
  const keys = (isKey(a, left) ? 2 : 0) + (isKey(b, right) ? 2 : 0);
  if (left === right)
    return keys + (/(^|_)(id|key|code)$/.test(left) ? 4 : /(time|date|_at|ts)$/.test(left) ? 0.5 : 1.5);
  if (refersTo(left, b) === right || refersTo(right, a) === left) return keys + 3;
  return 0;
}

const isKey = ({ relation }: ScopeLeaf, name: string): boolean =>
  relation.primaryKey.some(key => key.toLowerCase() === name);

/** `customer_id` speaks of the `id` of `customers`. */
function refersTo(name: string, { relation }: ScopeLeaf): string | undefined {
  const [, of, key] = /^(.+)_(id|key|code)$/.exec(name) ?? [];
  return of !== undefined && relation.name.toLowerCase().startsWith(of) ? key : undefined;
}
