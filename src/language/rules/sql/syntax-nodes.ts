/** The parts of a statement's syntax, wherever they stand. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';

type Nodes = ast.FerrisSqlAstType;

/** Of one kind, from outside in, in the order of the text. */
export const nodesIn = <T extends keyof Nodes>(root: AstNode, type: T): readonly Nodes[T][] =>
  allNodes(root).filter((node): node is Nodes[T] & AstNode => node.$type === type);

const known = new WeakMap<AstNode, readonly AstNode[]>();

/** The root and everything in it, worked out once. */
export function allNodes(root: AstNode): readonly AstNode[] {
  let all = known.get(root);
  if (!all) {
    const found: AstNode[] = [];
    collect(root, found);
    all = found;
    known.set(root, all);
  }
  return all;
}

const DOLLAR = 36;

/** Every node of every file is visited here: no list of properties is made for it. */
function collect(node: AstNode, found: AstNode[]): void {
  found.push(node);
  for (const key in node) {
    if (key.charCodeAt(0) === DOLLAR) continue;
    const value: unknown = node[key as keyof AstNode];
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) {
      if ('$type' in value) collect(value as AstNode, found);
    } else for (const one of value) if (typeof one === 'object' && one !== null && '$type' in one) collect(one, found);
  }
}

/** The texts of a node's own properties: names, operators, literals. */
export function textsOf(node: AstNode, visit: (text: string) => void): void {
  for (const key in node) {
    if (key.charCodeAt(0) === DOLLAR) continue;
    const value: unknown = node[key as keyof AstNode];
    if (typeof value === 'string') visit(value);
    else if (Array.isArray(value)) for (const one of value) if (typeof one === 'string') visit(one);
  }
}
