/** From a statement's tree and tokens to its document: each token once, each comment with what it speaks of. */
import type { AstNode } from 'langium';
import { spanOf } from '../grammar/parse.ts';
import { concat, type Doc, freshBlankLine, freshLine, hardline, sequence, settle, suffix, verbatim } from './doc.ts';
import { flow } from './layout/flow.ts';
import { layouts } from './layout/table.ts';
import { type Part, partsOf } from './parts.ts';
import type { Comment, TokenList } from './token-list.ts';

/** How a node is written. It asks the printer for its parts, and for the documents of all of them, each once. */
export type Layout = (node: AstNode, printer: Printer) => Doc;

export interface Printer {
  parts(node: AstNode): readonly Part[];
  /** A node with the comments in front of it and behind it. */
  node(node: AstNode, layout?: Layout): Doc;
  /** A node, or a token with its comments. */
  part(part: Part): Doc;
  /** The comments in front of a token, which then are no longer printed with it. */
  before(token: number): Doc;
  behind(token: number): Doc;
  /** The token at an index as it is written. */
  textOf(token: number): string;
}

/** Nodes that end with a clause which may move, and then takes the comment behind it along. */
const ENDS_WITH_CLAUSES = new Set(['Query', 'UnionBranch', 'Insert', 'Create', 'StartJob', 'DeployJob', 'Explain']);

/** @param declared the functions that the file declares, in upper case */
export function documentOf(statement: AstNode, list: TokenList, declared: ReadonlySet<string>): Doc {
  const before = new Map(list.before);
  const behind = new Map(list.behind);
  const take = (from: Map<number, readonly Comment[]>, token: number): readonly Comment[] => {
    const comments = from.get(token) ?? [];
    from.delete(token);
    return comments;
  };
  const printer: Printer = {
    parts: node => partsOf(node, list, declared),
    node(node, layout = layouts[node.$type] ?? plain) {
      const { start, end } = spanOf(node);
      const front = printer.before(list.indexAt(start));
      const back = ENDS_WITH_CLAUSES.has(node.$type) ? '' : printer.behind(list.indexAt(end) - 1);
      const doc = layout(node, printer);
      return front === '' && back === '' ? doc : concat(front, doc, back);
    },
    part({ node, first, text }) {
      if (node) return printer.node(node);
      const front = printer.before(first);
      const back = printer.behind(first);
      return front === '' && back === '' ? verbatim(text) : concat(front, verbatim(text), back);
    },
    before: token => docOf(take(before, token), commentBefore),
    behind: token => docOf(take(behind, token), commentBehind),
    textOf: token => list.text.slice(list.tokens[token]!.start, list.tokens[token]!.end),
  };
  const docs: Doc[] = [printer.node(statement)];
  for (let i = list.indexAt(spanOf(statement).end); i < list.tokens.length; i++)
    docs.push(settle, printer.before(i), printer.textOf(i));
  return sequence(docs);
}

const plain: Layout = (node, printer) => flow(printer.parts(node), node, printer);

const docOf = (comments: readonly Comment[], one: (comment: Comment) => Doc): Doc =>
  comments.length === 0 ? '' : sequence(comments.map(one));

const commentBefore = ({ text, ownLine, blankBefore, blankAfter }: Comment): Doc =>
  ownLine
    ? concat(blankBefore ? freshBlankLine : freshLine, verbatim(text), blankAfter ? freshBlankLine : hardline)
    : concat(verbatim(text), ' ');

const commentBehind = ({ text }: Comment): Doc => (text.startsWith('--') ? suffix(text) : concat(' ', verbatim(text)));
