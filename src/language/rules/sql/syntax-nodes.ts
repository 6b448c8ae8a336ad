/** The parts of a statement's syntax, wherever they stand. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';

type Nodes = ast.FerrisSqlAstType;

interface Index {
  readonly all: AstNode[];
  readonly byType: Map<string, AstNode[]>;
}

const NONE: readonly never[] = [];

/** Of one kind, from outside in, in the order of the text. */
export function nodesIn<T extends keyof Nodes>(root: AstNode, type: T): readonly Nodes[T][] {
  const found: readonly unknown[] = indexOf(root).byType.get(type) ?? NONE;
  return found as readonly Nodes[T][];
}

/** The root and everything in it. */
export const allNodes = (root: AstNode): readonly AstNode[] => indexOf(root).all;

const known = new WeakMap<AstNode, Index>();

function indexOf(root: AstNode): Index {
  let index = known.get(root);
  if (!index) {
    index = { all: [], byType: new Map() };
    collect(root, index);
    known.set(root, index);
  }
  return index;
}

const DOLLAR = 36;

/** Every node of every file is visited here: no list of properties is made for it. */
function collect(node: AstNode, found: Index): void {
  found.all.push(node);
  const alike = found.byType.get(node.$type);
  if (alike) alike.push(node);
  else found.byType.set(node.$type, [node]);
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
