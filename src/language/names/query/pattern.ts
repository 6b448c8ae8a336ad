/** PATTERN of MATCH_RECOGNIZE: its variables, its meaning, and how many steps that takes. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { PatternNode } from '../bound.ts';
import { nameOf } from '../text-of.ts';
import type { QueryContext } from './context.ts';

/** Where its variables stand, in the order of the text. */
export function variablesIn(node: ast.Pattern | undefined): readonly ast.PatternVariable[] {
  switch (node?.$type) {
    case 'PatternVariable':
      return [node];
    case 'PatternAlternatives':
    case 'PatternSteps':
      return node.parts.flatMap(variablesIn);
    case 'PatternQuantified':
      return variablesIn(node.part);
    case 'PatternGroup':
    case 'PatternExcluded':
      return variablesIn(node.inner);
    default:
      return [];
  }
}

export function patternOf(node: ast.Pattern | undefined, context: QueryContext): PatternNode {
  const pattern = bound(node, context);
  const steps = stepsOf(pattern);
  if (steps > MAX_STEPS)
    context.reporter.report(
      'sql/match',
      context.reporter.at(node),
      `written out, this pattern has ${steps} steps; at most ${MAX_STEPS} can be followed`,
      { help: 'count rows in DEFINE instead: A AS COUNT(A.price) <= 20000' },
    );
  if (loopsIn(pattern) > MAX_LOOPS)
    context.reporter.report(
      'sql/match',
      context.reporter.at(node),
      `parts that may be empty are repeated more than ${MAX_LOOPS} deep`,
      { help: '((A*)*)* is A*' },
    );
  return pattern;
}

const MAX_STEPS = 10_000;
const MAX_LOOPS = 30;

function bound(node: ast.Pattern | undefined, context: QueryContext): PatternNode {
  switch (node?.$type) {
    case 'PatternVariable':
      return { kind: 'variable', name: nameOf(node.name ?? '') };
    case 'PatternSteps':
      return { kind: 'sequence', parts: node.parts.map(part => bound(part, context)) };
    case 'PatternAlternatives':
      return { kind: 'alternatives', parts: node.parts.map(part => bound(part, context)) };
    case 'PatternGroup':
      return node.inner ? bound(node.inner, context) : { kind: 'empty' };
    case 'PatternExcluded':
      return { kind: 'excluded', part: bound(node.inner, context) };
    case 'PatternQuantified':
      return { kind: 'repeat', part: bound(node.part, context), ...timesOf(node.quantifier, context) };
    default:
      return { kind: 'empty' };
  }
}

function timesOf(node: ast.Quantifier | undefined, { reporter }: QueryContext) {
  const reluctant = node?.reluctant ?? false;
  if (node?.symbol === '*') return { least: 0, most: undefined, reluctant };
  if (node?.symbol === '+') return { least: 1, most: undefined, reluctant };
  if (node?.symbol === '?') return { least: 0, most: 1, reluctant };
  const least = Number(node?.least ?? 0);
  const most = node?.range ? (node.most === undefined ? undefined : Number(node.most)) : least;
  if (most !== undefined && most < least)
    reporter.report('sql/match', reporter.at(node), `{${least}, ${most}} ends before it begins`);
  if (most === 0) reporter.report('sql/match', reporter.at(node), 'a part that never occurs is no part of a pattern');
  return { least, most, reluctant };
}

/** A part that is repeated stands as often as its count says. */
function stepsOf(node: PatternNode): number {
  switch (node.kind) {
    case 'empty':
      return 0;
    case 'variable':
      return 1;
    case 'sequence':
    case 'alternatives':
      return node.parts.reduce((steps, part) => steps + stepsOf(part), node.parts.length);
    case 'excluded':
      return stepsOf(node.part);
    case 'repeat':
      return (stepsOf(node.part) + 1) * (node.most ?? node.least + 1);
  }
}

/** How deep loops stand in each other. */
function loopsIn(node: PatternNode): number {
  switch (node.kind) {
    case 'empty':
    case 'variable':
      return 0;
    case 'sequence':
    case 'alternatives':
      return Math.max(0, ...node.parts.map(loopsIn));
    case 'excluded':
      return loopsIn(node.part);
    case 'repeat':
      return loopsIn(node.part) + (node.most === undefined ? 1 : 0);
  }
}

/** The variables that the first row of a match may fit, in lower case; undefined: it may have none. */
export function beginningsOf(node: PatternNode): { readonly names: ReadonlySet<string>; readonly empty: boolean } {
  switch (node.kind) {
    case 'empty':
      return { names: new Set(), empty: true };
    case 'variable':
      return { names: new Set([node.name.toLowerCase()]), empty: false };
    case 'sequence': {
      const names = new Set<string>();
      for (const part of node.parts) {
        const first = beginningsOf(part);
        for (const name of first.names) names.add(name);
        if (!first.empty) return { names, empty: false };
      }
      return { names, empty: true };
    }
    case 'alternatives': {
      const all = node.parts.map(beginningsOf);
      return { names: new Set(all.flatMap(one => [...one.names])), empty: all.some(one => one.empty) };
    }
    case 'excluded':
      return beginningsOf(node.part);
    case 'repeat': {
      const part = beginningsOf(node.part);
      return { names: part.names, empty: part.empty || node.least === 0 };
    }
  }
}
