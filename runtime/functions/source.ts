/** A function of a user as the one JavaScript expression that makes it. */
import type { PlanFunction } from '../../src/compiler/plan/plan.ts';

/** How the sandbox calls the text: what stands in its stack traces. */
export const FILE = 'body';

/** The parts of an aggregate, in the order of their page. */
const PARTS = ['init', 'add', 'retract', 'result'];

/**
 * Evaluates the text in the form that fits: a scalar's body is an expression, else statements with `return`. The body begins
 * in the first line of what is evaluated, so that a line of its errors is a line of the SQL file.
 */
export function sourceOf<Result extends { readonly error?: { dispose(): void } | undefined }>(
  { aggregate, parameters, body }: PlanFunction,
  evaluate: (source: string) => Result,
): Result {
  if (aggregate) {
    const parts = PARTS.map(name => `${name}: typeof ${name} === 'function' ? ${name} : undefined`);
    return evaluate(`(() => { 'use strict'; ${body}\n;return {${parts.join(', ')}}; })()`);
  }
  const names = parameters.map(({ name }) => name).join(', ');
  const expression = evaluate(`(() => { 'use strict'; return (${names}) => (${body}\n); })()`);
  if (!expression.error) return expression;
  expression.error.dispose();
  return evaluate(`(() => { 'use strict'; return (${names}) => { ${body}\n}; })()`);
}
