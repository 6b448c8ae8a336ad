/** Writes down which function a call is of. */

import type * as ast from '../../grammar/generated/ast.ts';
import { spanOfProperty } from '../../grammar/parse.ts';
import { nameOf } from '../text-of.ts';
import type { ExpressionContext } from './context.ts';

/** @param own a function of the user's own; of none of both nothing is written */
export function noteFunction(
  node: ast.Call,
  builtin: string | undefined,
  own: string | undefined,
  { reporter }: ExpressionContext,
): void {
  const { names } = reporter;
  if (!names || (builtin === undefined && own === undefined)) return;
  const name =
    own === undefined
      ? names.outside('builtin', nameOf(node.name ?? '').toUpperCase())
      : names.outside('function', own);
  names.note(reporter.shifted(spanOfProperty(node, 'name')), 'read', name);
}
