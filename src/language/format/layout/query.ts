/** Queries: a clause a line, in the order of DIALECT §3 whatever their order in the text. */
import type { AstNode } from 'langium';
import { CLAUSE_ORDER } from '../../names/query/clauses.ts';
import { concat, type Doc, group, hardline, indent, line, sequence, softline, wrap } from '../doc.ts';
import type { Part } from '../parts.ts';
import type { Layout, Printer } from '../printer.ts';
import { closerOf, cut, enclosed, flow, itemsOf, joined, section } from './flow.ts';

export const query: Layout = (node, printer) => {
  const parts = printer.parts(node);
  const select = parts.findIndex(part => part.text === 'SELECT' || part.text === '(');
  const from = parts.findIndex(part => part.text === 'FROM');
  const rest = parts.findIndex((part, i) => i > from && part.node !== undefined && BEHIND_FROM.has(part.node.$type));
  const head = parts.slice(select, rest < 0 ? parts.length : rest);
  const behind = rest < 0 ? [] : parts.slice(rest);

  const docs: Doc[] = [];
  if (select > 0) docs.push(commonTables(parts.slice(0, select), node, printer));
  for (const piece of cut(head, part => part.text === 'FROM'))
    docs.push(piece[0]!.text === '(' ? flow(piece, node, printer) : section(piece, node, printer));
  for (const join of behind.filter(part => part.node?.$type === 'Join')) {
    if (printer.textOf(join.first) === ',') docs.push(concat(docs.pop()!, printer.node(join.node!, crossed)));
    else docs.push(printer.part(join));
  }
  for (const clause of inOrder(behind.filter(part => rankOf(part) >= 0))) docs.push(printer.part(clause));
  for (const union of behind.filter(part => part.node?.$type === 'UnionBranch')) docs.push(printer.part(union));
  return joined(docs, line);
};

/** `, relation` behind the relation before it. */
const crossed: Layout = (node, printer) => {
  const [comma, ...relation] = printer.parts(node);
  return concat(printer.part(comma!), wrap(flow(relation, node, printer)));
};

/** `UNION ALL`, and its query below. */
export const unionBranch: Layout = (node, printer) => {
  const parts = printer.parts(node);
  return concat(flow(parts.slice(0, -1), node, printer), line, printer.part(parts.at(-1)!));
};

export const clause: Layout = (node, printer) => section(printer.parts(node), node, printer);

/** `kind JOIN relation ON condition WITHIN d`, broken in front of ON and what follows it. */
export const join: Layout = (node, printer) => {
  const [head, ...tails] = cut(printer.parts(node), part => part.keyword && AFTER_RELATION.has(part.text));
  return sequence([
    flow(head!, node, printer),
    ...tails.map(tail => group(indent(concat(line, section(tail, node, printer))))),
  ]);
};

/** `(PARTITION BY … ORDER BY … ROWS …)`. */
export const overClause: Layout = (node, printer) => {
  const parts = printer.parts(node);
  // The second ROWS of ROWS WINDOW BUFFER n ROWS begins nothing.
  const sections = cut(
    parts.slice(1, -1),
    (part, before) => part.keyword && OVER_SECTIONS.has(part.text) && (!before || !/^\d/.test(before.text)),
  );
  return enclosed(
    parts,
    sections.map(one => section(one, node, printer)),
    softline,
    line,
    printer,
  );
};

export const matchRecognize: Layout = (node, printer) => {
  const parts = printer.parts(node);
  const close = closerOf(parts, 1, node);
  const sections = cut(parts.slice(2, close), part => part.keyword && MATCH_SECTIONS.has(part.text));
  const body = enclosed(
    parts.slice(1, close + 1),
    sections.map(one => section(one, node, printer)),
    hardline,
    hardline,
    printer,
  );
  const alias = parts.slice(close + 1);
  const head = concat(printer.part(parts[0]!), ' ', body);
  return alias.length === 0 ? head : concat(head, ' ', flow(alias, node, printer));
};

function commonTables(parts: readonly Part[], node: AstNode, printer: Printer): Doc {
  return concat(printer.part(parts[0]!), ' ', joined(itemsOf(parts.slice(1), node, printer), line));
}

const ORDER: readonly string[] = CLAUSE_ORDER;

/** -1 for what is no clause. */
const rankOf = ({ node }: Part): number => ORDER.indexOf(node?.$type ?? '');

/** Clauses of one kind keep their order. */
const inOrder = (clauses: readonly Part[]): readonly Part[] => clauses.toSorted((a, b) => rankOf(a) - rankOf(b));

const BEHIND_FROM: ReadonlySet<string> = new Set(['Join', 'UnionBranch', ...CLAUSE_ORDER]);
const AFTER_RELATION = new Set(['ON', 'USING', 'WITHIN', 'GRACE']);
const OVER_SECTIONS = new Set(['PARTITION', 'ORDER', 'ROWS', 'RANGE']);
const MATCH_SECTIONS = new Set([
  ...['PARTITION', 'ORDER', 'MEASURES', 'ONE', 'ALL', 'AFTER', 'PATTERN', 'WITHIN', 'SUBSET', 'DEFINE'],
]);
