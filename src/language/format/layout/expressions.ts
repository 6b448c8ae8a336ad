/** Chains of operators, and CASE: what breaks in front of an operator or a branch when it is too long. */
import type { AstNode } from 'langium';
import { concat, type Doc, freshLine, group, indent, line, sequence, wrap } from '../doc.ts';
import type { Part } from '../parts.ts';
import type { Layout, Printer } from '../printer.ts';
import { cut, flow } from './flow.ts';

/** AND and OR at the head of the line. */
export const logicalChain: Layout = (node, printer) =>
  chain(node, printer, printer.parts(node), part => part.keyword, node.$container?.$type === 'Parenthesized');

/** As many operands to a line as fit, broken in front of the loosest operators first. */
export const arithmeticChain: Layout = (node, printer) => operators(node, printer, printer.parts(node), 0);

const LOOSEST_FIRST: readonly (readonly string[])[] = [['||'], ['+', '-'], ['*', '/', '%']];

function operators(node: AstNode, printer: Printer, parts: readonly Part[], level: number): Doc {
  const here = LOOSEST_FIRST[level];
  if (!here || parts.length === 1) return flow(parts, node, printer);
  const splits = (part: Part): boolean => here.includes(part.text);
  if (!parts.some(splits)) return operators(node, printer, parts, level + 1);
  const [first, ...others] = cut(parts, splits);
  const tails = others.map(([operator, ...operand]) =>
    wrap(printer.part(operator!), ' ', operators(node, printer, operand, level + 1)),
  );
  return group(sequence([operators(node, printer, first!, level + 1), ...tails]));
}

/** @param level whether what follows the first operand stands below it, not further in */
function chain(
  node: AstNode,
  printer: Printer,
  parts: readonly Part[],
  splits: (part: Part) => boolean,
  level: boolean,
): Doc {
  const [first, ...others] = cut(parts, splits);
  const head = flow(first!, node, printer);
  const tail = sequence(others.flatMap(one => [line, flow(one, node, printer)]));
  return group(concat(head, level ? tail : indent(tail)));
}

/** On one line when it fits, else a line for each branch. */
export const caseExpression: Layout = (node, printer) => {
  const parts = printer.parts(node);
  const [head, ...branches] = cut(
    parts.slice(0, -1),
    part => part.node?.$type === 'CaseBranch' || part.text === 'ELSE',
  );
  const end = parts.at(-1)!;
  const lines = branches.flatMap(one => [line, flow(one, node, printer)]);
  const rest = printer.before(end.first);
  return group(
    concat(
      flow(head!, node, printer),
      indent(concat(sequence(lines), rest)),
      rest === '' ? line : freshLine,
      printer.part(end),
    ),
  );
};

export const caseBranch: Layout = (node, printer) => {
  const [condition, result] = cut(printer.parts(node), part => part.text === 'THEN');
  return concat(flow(condition!, node, printer), group(indent(concat(line, flow(result!, node, printer)))));
};
