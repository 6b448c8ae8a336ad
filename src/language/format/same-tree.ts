/** Whether two trees mean the same: equal but for the order of clauses and the case of the language's own words. */
import type { AstNode } from 'langium';
import { CLAUSE_ORDER } from '../names/query/clauses.ts';
import { spellingOf } from './words.ts';

/** Compares without recursion beyond the depth of the trees. */
export function sameTree(a: AstNode, b: AstNode): boolean {
  if (a.$type !== b.$type) return false;
  const ofB = new Map(Object.entries(b));
  const ofA = Object.entries(a);
  if (ofA.length !== ofB.size) return false;
  return ofA.every(([property, value]) => property.startsWith('$') || sameValue(value, ofB.get(property), a, property));
}

function sameValue(a: unknown, b: unknown, node: AstNode, property: string): boolean {
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    const [left, right] = property === 'clauses' ? [inOrder(a), inOrder(b)] : [a, b];
    return left.every((one, i) => sameValue(one, right[i], node, property));
  }
  if (isNode(a)) return isNode(b) && sameTree(a, b);
  if (typeof a !== 'string' || typeof b !== 'string') return a === b;
  // A word of the language may be written in upper case, also where it is known by its name only.
  return a === b || (spellingOf(node, property) !== 'kept' && a.toUpperCase() === b.toUpperCase());
}

const inOrder = (clauses: readonly unknown[]): readonly unknown[] => clauses.toSorted((a, b) => rankOf(a) - rankOf(b));

const rankOf = (clause: unknown): number => CLAUSE_ORDER.findIndex(type => isNode(clause) && clause.$type === type);

const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && '$type' in value;
