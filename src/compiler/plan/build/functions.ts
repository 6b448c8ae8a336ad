/** The user's functions that a plan calls, in the order of the file: found by name, wherever in the plan the call stands. */
import type { Analysis } from '../../../language/analyze.ts';
import type { BoundFunction } from '../../../language/names/bound.ts';
import { linesOf } from '../../../language/text/lines.ts';
import type { PlanFunction } from '../function.ts';
import type { PlanQuery } from '../plan.ts';

export function calledFunctions({ text, statements }: Analysis, queries: readonly PlanQuery[]): PlanFunction[] {
  const lines = linesOf(text);
  const lineAt = (offset: number): number => lines.positionAt(offset).line + 1;
  const declared = new Map<string, PlanFunction>();
  for (const { bound, offset } of statements)
    if (bound?.kind === 'function') declared.set(bound.declared.name.toUpperCase(), planned(bound, offset, lineAt));
  if (declared.size === 0) return [];
  const called = new Set<string>();
  noteCalls(queries, called);
  return [...declared].filter(([name]) => called.has(name)).map(([, one]) => one);
}

function planned(
  { declared, bodyAt }: BoundFunction,
  offset: number,
  lineAt: (offset: number) => number,
): PlanFunction {
  const { name, aggregate, parameters, returns, body } = declared;
  return { name, aggregate, parameters, returns, body, line: lineAt(offset + bodyAt) };
}

/** Whatever node it is in: a call is what has a name and arguments. */
function noteCalls(part: unknown, called: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  if ('name' in part && typeof part.name === 'string' && 'args' in part) called.add(part.name.toUpperCase());
  for (const inner of Object.values(part)) noteCalls(inner, called);
}
