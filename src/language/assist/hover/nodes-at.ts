/** The nodes of a statement's tree around a position. */
import type { AstNode } from 'langium';
import { spanOf } from '../../grammar/parse.ts';

/** The outermost first. @param at in the statement's text */
export function nodesAt(root: AstNode, at: number): readonly AstNode[] {
  const found: AstNode[] = [];
  for (let node: AstNode | undefined = root; node; node = childAt(node, at)) found.push(node);
  return found;
}

function childAt(node: AstNode, at: number): AstNode | undefined {
  let best: AstNode | undefined;
  for (const key in node) {
    if (key.startsWith('$')) continue;
    const value: unknown = node[key as keyof AstNode];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one !== 'object' || one === null || !('$type' in one)) continue;
      const { start, end } = spanOf(one);
      // Of two that touch here the later one is meant.
      if (start <= at && at <= end && end > start && (!best || start >= spanOf(best).start)) best = one;
    }
  }
  return best;
}
