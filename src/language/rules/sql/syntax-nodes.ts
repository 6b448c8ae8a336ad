/** The parts of a statement's syntax of one kind, wherever they stand. */
import type { AstNode } from 'langium';
import type * as ast from '../../grammar/generated/ast.ts';

type Nodes = ast.FerrisSqlAstType;

const known = new WeakMap<AstNode, readonly AstNode[]>();

/** From outside in, in the order of the text. */
export const nodesIn = <T extends keyof Nodes>(root: AstNode, type: T): readonly Nodes[T][] =>
  allIn(root).filter((node): node is Nodes[T] & AstNode => node.$type === type);

function allIn(root: AstNode): readonly AstNode[] {
  let all = known.get(root);
  if (!all) {
    const found: AstNode[] = [];
    const visit = (node: AstNode): void => {
      found.push(node);
      for (const [key, value] of Object.entries(node))
        if (!key.startsWith('$')) for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) visit(one);
    };
    visit(root);
    all = found;
    known.set(root, all);
  }
  return all;
}

const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && '$type' in value;
