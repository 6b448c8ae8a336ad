/** Syntax nodes with their places in a file; also in trees of broken statements, whose nodes need not have one. */
import type { AstNode } from 'langium';
import type { Statement } from '../../analyze.ts';
import { spanOf, spanOfProperty } from '../../grammar/parse.ts';
import type { Span } from '../../text/span.ts';

/** Undefined for a node that recovery made up. */
export function placeOf(node: AstNode | undefined, statement: Statement): Span | undefined {
  const { start, end } = spanOf(node);
  return end > start ? inFile({ start, end }, statement) : undefined;
}

/** Where a word of a node stands; undefined like the node's place. */
export function wordPlace(node: AstNode, property: string, statement: Statement, index = 0): Span | undefined {
  const { start, end } = spanOfProperty(node, property, index);
  return end > start ? inFile({ start, end }, statement) : undefined;
}

/** From one place to another; undefined unless both are known. */
export const hull = (first: Span | undefined, last: Span | undefined): Span | undefined =>
  first && last && last.end > first.start ? { start: first.start, end: last.end } : undefined;

const inFile = ({ start, end }: Span, { offset }: Statement): Span => ({ start: start + offset, end: end + offset });
