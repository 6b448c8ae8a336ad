/** Finds the form of a function that fits the arguments, and gives them the types it takes. */

import type { Argument } from '../../functions/define.ts';
import { functionTable, resolveCall } from '../../functions/table.ts';
import type { Span } from '../../text/span.ts';
import { literalValue } from '../../types/literal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { coerced, isUnknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';

/** Undefined when no form fits, which is reported at the first argument that does not. */
export function resolve(
  name: string,
  args: readonly TypedExpression[],
  span: Span,
  context: ExpressionContext,
): { readonly args: readonly TypedExpression[]; readonly returns: SqlType } | undefined {
  if (args.some(isUnknown)) return undefined;
  const entry = functionTable.get(name);
  if (!entry) {
    context.reporter.report('sql/unknown-function', span, `there is no function ${name}`);
    return undefined;
  }
  const described: Argument[] = args.map(arg => {
    const value = arg.op === 'literal' ? literalValue(arg.type, arg.text) : undefined;
    return value === undefined ? { type: arg.type } : { type: arg.type, literal: value };
  });
  const resolved = resolveCall(entry, described);
  if (!resolved.ok) {
    const at = resolved.argument === undefined ? span : args[resolved.argument]!.span;
    context.reporter.report('sql/call', at, resolved.message);
    return undefined;
  }
  return {
    returns: resolved.returns,
    args: args.map((arg, i) => {
      const wanted = resolved.parameters[i];
      return wanted === undefined ? arg : coerced(arg, wanted);
    }),
  };
}
