/** What most nodes are: parts in a row with the usual spaces; lists and brackets that break when they are too long. */
import type { AstNode } from 'langium';
import { concat, type Doc, freshLine, group, hardline, indent, line, sequence, softline } from '../doc.ts';
import type { Part } from '../parts.ts';
import type { Printer } from '../printer.ts';

export function flow(parts: readonly Part[], owner: AstNode, printer: Printer): Doc {
  const docs: Doc[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (i > 0) docs.push(separator(parts[i - 1]!, part, owner, printer));
    const close = closerOf(parts, i, owner);
    docs.push(close > i ? bracket(parts.slice(i, close + 1), owner, printer) : printer.part(part));
    if (close > i) i = close;
  }
  return docs.length === 1 ? docs[0]! : sequence(docs);
}

/** Items with their commas, each as one document. */
export function itemsOf(parts: readonly Part[], owner: AstNode, printer: Printer): readonly Doc[] {
  const items: Doc[] = [];
  let from = 0;
  let depth = 0;
  for (const [i, part] of parts.entries()) {
    if (OPENING.has(part.text)) depth++;
    else if (CLOSING.has(part.text)) depth--;
    if (part.text !== ',' || depth > 0) continue;
    items.push(concat(flow(parts.slice(from, i), owner, printer), printer.part(part)));
    from = i + 1;
  }
  if (from < parts.length) items.push(flow(parts.slice(from), owner, printer));
  return items;
}

/** `KEYWORDS item`, or the items below the keywords, one a line, when there are several and they are too long. */
export function section(parts: readonly Part[], owner: AstNode, printer: Printer): Doc {
  const start = parts.findIndex(part => !part.keyword);
  if (start < 0) return flow(parts, owner, printer);
  const head = flow(parts.slice(0, start), owner, printer);
  const items = itemsOf(parts.slice(start), owner, printer);
  return items.length === 1
    ? concat(head, ' ', items[0]!)
    : group(concat(head, indent(concat(line, joined(items, line)))));
}

/** Parts cut in front of each keyword that `begins` a section. */
export function cut(parts: readonly Part[], begins: (part: Part, before: Part | undefined) => boolean): Part[][] {
  const pieces: Part[][] = [];
  for (const [i, part] of parts.entries()) {
    const current = pieces.at(-1);
    if (current && !begins(part, parts[i - 1])) current.push(part);
    else pieces.push([part]);
  }
  return pieces;
}

export const joined = (docs: readonly Doc[], between: Doc): Doc =>
  sequence(docs.flatMap((doc, i) => (i === 0 ? [doc] : [between, doc])));

/** Brackets with what stands in them. @param parts from the opening to the closing one */
function bracket(parts: readonly Part[], owner: AstNode, printer: Printer): Doc {
  const inner = parts.slice(1, -1);
  const stands = inner.length === 1 && inner[0]!.node?.$type === 'Query' && STANDING.has(owner.$type);
  const items = inner.length === 0 ? [] : itemsOf(inner, owner, printer);
  return enclosed(parts, items, stands ? hardline : softline, line, printer);
}

/** @param edge what stands inside the brackets, @param between what stands between items */
export function enclosed(
  parts: readonly Part[],
  items: readonly Doc[],
  edge: Doc,
  between: Doc,
  printer: Printer,
): Doc {
  const open = printer.part(parts[0]!);
  // A comment in front of the closing bracket stands with the items.
  const rest = printer.before(parts.at(-1)!.first);
  const close = printer.part(parts.at(-1)!);
  if (items.length === 0 && rest === '') return concat(open, close);
  const end = rest === '' ? edge : freshLine;
  return group(concat(open, indent(concat(edge, joined(items, between), rest)), end, close));
}

/** A query in the brackets of these is never drawn into one line. */
const STANDING = new Set(['CommonTable', 'SubqueryRelation', 'Query']);

const OPENING = new Set(['(', '[']);
const CLOSING = new Set([')', ']']);
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '<': '>' };

/** Where the bracket that a part opens is closed; -1 when it opens none. */
export function closerOf(parts: readonly Part[], from: number, owner: AstNode): number {
  const open = parts[from]!.text;
  const close = CLOSERS[open];
  if (!close || (open === '<' && owner.$type !== 'TypeName')) return -1;
  let depth = 0;
  for (let i = from; i < parts.length; i++) {
    if (parts[i]!.text === open) depth++;
    else if (parts[i]!.text === close && --depth === 0) return i;
  }
  return -1;
}

function separator(left: Part, right: Part, owner: AstNode, printer: Printer): Doc {
  if (right.glued || TIGHT.has(owner.$type)) return '';
  if (NO_SPACE_AFTER.has(left.text) || NO_SPACE_BEFORE.has(right.text)) return '';
  switch (owner.$type) {
    case 'Signed':
      // Two minus signs would be a comment.
      return printer.textOf(right.first).startsWith(left.text) ? ' ' : '';
    case 'TypeName':
    case 'Index':
      return right.text === '(' || right.text === '<' || right.text === '[' ? '' : ' ';
    case 'FunctionRelation':
      return left.text === 'TABLE' && right.text === '(' ? '' : ' ';
    case 'Call':
    case 'TableCall':
    case 'WindowClause':
    case 'WindowKey':
    case 'CreateFunction':
    case 'DeployJob':
      if (right.text === '%') return '';
      return right.text === '(' && !left.keyword && !left.node && !('query' in owner && owner.query) ? '' : ' ';
    default:
      return ' ';
  }
}

/** Parts of these touch. */
const TIGHT = new Set(['PatternQuantified', 'Quantifier', 'Member', 'QualifiedStar']);
const NO_SPACE_AFTER = new Set(['(', '[', '::', '{']);
const NO_SPACE_BEFORE = new Set([',', ';', ')', ']', '::', ':', '}']);
