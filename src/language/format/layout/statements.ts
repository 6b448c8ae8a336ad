/** Declarations, WITH blocks, and statements that hold another one. */
import type { AstNode } from 'langium';
import { concat, type Doc, hardline, line, most, sequence, softline, widthOf } from '../doc.ts';
import type { Part } from '../parts.ts';
import type { Layout, Printer } from '../printer.ts';
import { closerOf, cut, enclosed, flow, itemsOf, section } from './flow.ts';

/** CREATE … (columns) WITH (…) AS, and the query below. */
export const create: Layout = (node, printer) => {
  const parts = printer.parts(node);
  const open = parts.findIndex(part => part.text === '(');
  if (open < 0) return holder(node, printer);
  const close = closerOf(parts, open, node);
  const rest = parts.slice(close + 1);
  const docs = [flow(parts.slice(0, open), node, printer), ' ', elements(parts.slice(open, close + 1), node, printer)];
  return rest.length === 0 ? concat(...docs) : concat(...docs, ' ', statementBelow(rest, node, printer));
};

/** What a statement begins with on one line, the statement or query in it below. */
export const holder: Layout = (node, printer) => statementBelow(printer.parts(node), node, printer);

/** Each clause on its line. */
export const clauses: Layout = (node, printer) => {
  const pieces = cut(printer.parts(node), part => part.keyword && CLAUSES.has(part.text));
  return sequence(
    pieces.flatMap((piece, i) => [i === 0 ? '' : hardline, (i === 0 ? flow : section)(piece, node, printer)]),
  );
};

/** One property stays in its line when it fits, several have a line each with their `=` in a column. */
export const withClause: Layout = (node, printer) => {
  const parts = printer.parts(node);
  const open = parts.findIndex(part => part.text === '(');
  const properties = parts.filter(part => part.node?.$type === 'Property');
  const several = properties.length > 1;
  const width = several ? most(properties.map(({ node: one }) => keyWidth(printer.parts(one!)))) : 0;
  const items = parts.slice(open + 1, -1);
  const docs: Doc[] = [];
  for (const part of items) {
    if (part.node) docs.push(printer.node(part.node, property(width)));
    else docs.push(concat(docs.pop() ?? '', printer.part(part)));
  }
  const head = flow(parts.slice(0, open), node, printer);
  const edge = several ? hardline : softline;
  return concat(head, ' ', enclosed(parts.slice(open), docs, edge, several ? hardline : line, printer));
};

const property =
  (width: number): Layout =>
  (node, printer) => {
    const parts = printer.parts(node);
    const equals = parts.findIndex(part => part.text === '=');
    const padding = ' '.repeat(Math.max(0, width - keyWidth(parts)));
    return concat(flow(parts.slice(0, equals), node, printer), padding, ' ', flow(parts.slice(equals), node, printer));
  };

function keyWidth(parts: readonly Part[]): number {
  let width = 0;
  for (const { text } of parts) {
    if (text === '=') break;
    width += text.length;
  }
  return width;
}

function statementBelow(parts: readonly Part[], node: AstNode, printer: Printer): Doc {
  const pieces = cut(
    parts,
    (part, before) =>
      (part.node !== undefined && STATEMENTS.has(part.node.$type)) ||
      (before?.node !== undefined && STATEMENTS.has(before.node.$type)) ||
      (part.keyword && part.text === 'VALUES'),
  );
  return sequence(
    pieces.flatMap((piece, i) => [
      i === 0 ? '' : hardline,
      (piece[0]!.text === 'VALUES' ? section : flow)(piece, node, printer),
    ]),
  );
}

/** Columns stand a line each, types below types and constraints below constraints; a single one may stay in the line. */
function elements(parts: readonly Part[], node: AstNode, printer: Printer): Doc {
  const inner = parts.slice(1, -1);
  const elementParts = inner.filter(part => part.node);
  if (elementParts.length < 2) return enclosed(parts, itemsOf(inner, node, printer), softline, line, printer);
  const written = elementParts.map(part => {
    const front = printer.before(part.first);
    const back = printer.behind(part.last);
    return { front, back, ...definition(part, printer) };
  });
  const commas = inner.filter(part => part.text === ',').map(part => printer.part(part));
  const names = most(written.map(({ name }) => name?.width ?? 0));
  const types = most(
    written.map(({ type, more }) => (more === undefined ? 0 : widthOf(type))).filter(width => width <= WIDEST_TYPE),
  );
  const items = written.map(({ front, back, name, type, more }, i) => {
    const columns: Doc[] = name === undefined ? [] : [name.doc, ' '.repeat(names - name.width + 1)];
    const constraints: Doc[] = more === undefined ? [] : [' '.repeat(Math.max(0, types - widthOf(type)) + 1), more];
    return concat(front, ...columns, type, ...constraints, back, commas[i] ?? '');
  });
  return enclosed(parts, items, hardline, hardline, printer);
}

interface Definition {
  /** Undefined for what declares no column; all of it is `type` then. */
  readonly name: { readonly doc: Doc; readonly width: number } | undefined;
  readonly type: Doc;
  /** Constraints. */
  readonly more: Doc | undefined;
}

function definition(element: Part, printer: Printer): Definition {
  const node = element.node!;
  if (node.$type !== 'ColumnDefinition') return { name: undefined, type: printer.part(element), more: undefined };
  const [name, type, ...more] = printer.parts(node);
  return {
    name: { doc: printer.part(name!), width: name!.text.length },
    type: printer.part(type!),
    more: more.length === 0 ? undefined : flow(more, node, printer),
  };
}

/** A type wider than this does not push the constraints of the others to the right. */
const WIDEST_TYPE = 30;
const STATEMENTS = new Set(['Query', 'Insert', 'Create', 'StartJob', 'DeployJob']);
const CLAUSES = new Set(['SET', 'WHERE']);
