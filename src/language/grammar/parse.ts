/** Text of one piece → its syntax tree and syntax errors. Never throws; positions are relative to the piece. */
import type { AstNode, CstNode } from 'langium';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { type Built, type Defaults, treeBuilder } from './build-tree.ts';
import { syntaxError } from './explain-error.ts';
import { FerrisSqlAstReflection, type Piece } from './generated/ast.ts';
import { FerrisSqlGrammar } from './generated/grammar.ts';
import { type Network, networkOf } from './network.ts';
import { Place } from './place.ts';
import { type Recover, recovery } from './recover.ts';
import { type Shape, shapeOf } from './shape.ts';
import { tokenize, type Vocabulary } from './tokens.ts';

export interface ParsedPiece {
  readonly tree: Piece;
  /** At most one for a statement: what follows the first is usually its echo. */
  readonly problems: readonly Diagnostic[];
}

/** A token as it is written; comments and hints are tokens too, white space is none. */
export interface Token extends Span {
  /** The terminal's name (`ID`, `STRING`, `LINE_COMMENT`, …), a keyword or operator as the grammar writes it, or `NOTHING` for characters that mean nothing. */
  readonly kind: string;
}

let shape: Shape | undefined;
let build: ((text: string) => Built) | undefined;
let recover: Recover | undefined;
let network: Network | undefined;

/** Made when the first statement is read, as it costs some milliseconds. */
const theShape = (): Shape => (shape ??= shapeOf(FerrisSqlGrammar()));

export function parsePiece(text: string): ParsedPiece {
  build ??= treeBuilder(theShape(), defaults());
  const built = build(text);
  if (built.is === 'tree') return { tree: built.tree as unknown as Piece, problems: [] };
  if (built.is === 'too deep') return tooDeep(built);
  recover ??= recovery(FerrisSqlGrammar(), theShape().vocabulary);
  const { tree, whole } = recover(text, built.at);
  network ??= networkOf(theShape());
  const problem = syntaxError(text, network, theShape().vocabulary);
  if (problem) return { tree, problems: [problem] };
  return whole ? { tree, problems: [] } : tooDeep({ start: built.at, end: Math.min(built.at + 1, text.length) });
}

/** The grammar as a network to walk token by token, and the numbers of its tokens: what may follow some words. */
export function grammarNetwork(): { readonly network: Network; readonly vocabulary: Vocabulary } {
  network ??= networkOf(theShape());
  return { network, vocabulary: theShape().vocabulary };
}

/** The tokens of a text, in order, with the comments. */
export function tokensOf(text: string): readonly Token[] {
  const { vocabulary } = theShape();
  const tokens: Token[] = [];
  tokenize(text, vocabulary, (kind, start, end) =>
    tokens.push({ kind: vocabulary.names[kind] ?? 'NOTHING', start, end }),
  );
  return tokens;
}

const tooDeep = ({ start, end }: Span): ParsedPiece => ({
  tree: { $type: 'Piece', hints: [] },
  problems: [
    {
      rule: 'sql/too-deep',
      severity: 'error',
      message:
        'this is nested too deeply to be read: brackets, CASE, signs and the like may stand some 80 deep in one another',
      span: { start, end },
      help: 'move inner parts into common table expressions (WITH name AS (…))',
    },
  ],
});

/** What a node of each type always has, as Langium's reflection says. */
function defaults(): Defaults {
  const { types } = new FerrisSqlAstReflection();
  return Object.fromEntries(
    Object.entries(types).map(([type, { properties }]) => [
      type,
      Object.values(properties)
        .filter(one => 'defaultValue' in one && one.defaultValue !== undefined)
        .map(one => ({ property: one.name, list: 'defaultValue' in one && Array.isArray(one.defaultValue) })),
    ]),
  );
}

/** Where a node stands in its piece; an empty span at 0 for a node that recovery made up. */
export function spanOf(node: AstNode | undefined): Span {
  const cst = node?.$cstNode;
  return cst ? { start: cst.offset, end: cst.end } : { start: 0, end: 0 };
}

/** Where the value of one property of a node stands, the index-th of a list; the node itself when that is not known. */
export function spanOfProperty(node: AstNode, property: string, index = 0): Span {
  const value: unknown = Object.entries(node).find(([name]) => name === property)?.[1];
  const one: unknown = Array.isArray(value) ? value[index] : value;
  if (isNode(one)) return spanOf(one);
  const place: unknown = node.$cstNode;
  if (place instanceof Place) return place.word(property, index) ?? spanOf(node);
  const found = wordsIn(node.$cstNode, node, property)[index];
  return found ? { start: found.offset, end: found.end } : spanOf(node);
}

const isNode = (value: unknown): value is AstNode => typeof value === 'object' && value !== null && '$type' in value;

/** In a tree with errors: the parts of Langium's concrete tree that went into a property of a node. */
function wordsIn(cst: CstNode | undefined, node: AstNode, property: string): readonly CstNode[] {
  if (!cst || !('content' in cst)) return [];
  return (cst as CstNode & { content: CstNode[] }).content.flatMap(child =>
    assignmentOf(child) === property ? [child] : child.astNode === node ? wordsIn(child, node, property) : [],
  );
}

function assignmentOf(cst: CstNode): string | undefined {
  let element: AstNode | undefined = cst.grammarSource;
  while (element && element.$type !== 'Assignment' && element.$type !== 'ParserRule') element = element.$container;
  return element?.$type === 'Assignment' ? (element as AstNode & { feature: string }).feature : undefined;
}
