/** Lengths of time that one would have to work out, in words: `90000ms` is 1 min 30 s. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import { durationOf } from '../../names/expression/literals.ts';
import { nodesIn } from '../../rules/sql/syntax-nodes.ts';
import type { Inlay } from './hint.ts';

/** @param offset where the text begins that the tree's positions count from */
export function lengthInlays(tree: ast.Piece, offset: number): readonly Inlay[] {
  const literals = [...nodesIn(tree, 'DurationLiteral'), ...nodesIn(tree, 'IntervalLiteral'), ...textsOfWindows(tree)];
  return literals.flatMap((node): Inlay[] => {
    const ms = durationOf(node);
    const { start, end } = spanOf(node);
    if (ms === undefined || end <= start || !isHard(ms, amountIn(node))) return [];
    return [{ kind: 'lengths', at: offset + end, label: `= ${lengthInWords(ms)}` }];
  });
}

/** `'90000ms'` is a length where a window wants one. */
const textsOfWindows = (tree: ast.Piece): readonly ast.StringLiteral[] =>
  [...nodesIn(tree, 'WindowClause'), ...nodesIn(tree, 'WindowKey')]
    .flatMap(window => window.arguments)
    .filter(argument => argument.$type === 'StringLiteral');

function amountIn(node: ast.Expression): number {
  const written =
    node.$type === 'IntervalLiteral'
      ? (node.duration ?? node.amount)
      : node.$type === 'DurationLiteral' || node.$type === 'StringLiteral'
        ? node.text
        : undefined;
  return Number(/\d+(\.\d+)?/.exec(written ?? '')?.[0] ?? 0);
}

const DAY = 86_400_000;

/** Thousands of milliseconds, and more of a unit than the next one holds. Days are not made into anything else. */
function isHard(ms: number, amount: number): boolean {
  const unit = ms / amount;
  if (unit === 1) return ms >= 1000;
  if (unit >= DAY) return false;
  return unit === DAY / 24 ? amount > 24 : amount > 60;
}

const UNITS = [
  ['day', DAY],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** `1 day 12 h`, `1 min 30 s`: all units that it needs. @param ms whole and not negative */
export function lengthInWords(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${unit === 'day' && count > 1 ? 's' : ''}`);
  }
  return parts.length === 0 ? '0 ms' : parts.join(' ');
}
