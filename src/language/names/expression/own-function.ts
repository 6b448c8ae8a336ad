/** Calls of the user's own functions, of one row and of many. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { canCast } from '../../types/coerce.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { typeText } from '../../types/sql-type.ts';
import type { UserFunction } from '../bound.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { coerced, fail, isOpen, isUnknown, unknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { readAs } from './neighbour.ts';
import type { BindOperand } from './operand.ts';

/** A call of a function of one row. */
export function bindOwn(
  own: UserFunction,
  node: ast.Call,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const refused = node.distinct ? 'DISTINCT' : node.filter ? 'FILTER' : node.star ? '*' : undefined;
  if (refused) return fail(context, 'sql/call', span, `${own.name} is no aggregate: ${refused} belongs to aggregates`);
  const args = node.arguments.map(argument => bind(argument));
  const passed = ownArguments(own, args, span, context);
  return passed ? { op: 'call', name: own.name, args: passed, type: own.returns, span } : unknown(span);
}

/** The arguments, each of its parameter's type; undefined where they do not fit, which is reported. */
export function ownArguments(
  own: UserFunction,
  args: readonly TypedExpression[],
  span: Span,
  context: ExpressionContext,
): readonly TypedExpression[] | undefined {
  if (args.length !== own.parameters.length) {
    fail(
      context,
      'sql/call',
      span,
      `${own.name} takes ${own.parameters.length} arguments, ${args.length} are given`,
      `it is ${own.name}(${own.parameters.map(one => `${one.name} ${typeText(one.type)}`).join(', ')})`,
    );
    return undefined;
  }
  let fitting = true;
  const passed = args.map((arg, i) => {
    const { type, name } = own.parameters[i]!;
    if (isUnknown(arg)) {
      fitting = false;
      return arg;
    }
    const read = readAs(arg, type);
    if (read && isPassed(read.type, type)) return coerced(read, type);
    fitting = false;
    return fail(
      context,
      'sql/call',
      arg.span,
      `${own.name} needs ${typeText(type)} as ${name}; this is ${read ? typeText(arg.type) : 'a text that cannot be read so'}`,
      canCast(arg.type, type) && read ? `CAST(… AS ${typeText(type)}) makes it one` : undefined,
    );
  });
  return fitting ? passed : undefined;
}

const WIDER: Readonly<Partial<Record<SqlType['kind'], readonly SqlType['kind'][]>>> = {
  BIGINT: ['DECIMAL', 'DOUBLE'],
  DECIMAL: ['DOUBLE'],
  DATE: ['TIMESTAMP'],
};

/** What an argument may be without CAST: the type itself, or one that it widens to. */
const isPassed = (from: SqlType, to: SqlType): boolean =>
  isOpen(from) ||
  isOpen(to) ||
  from.kind === 'NULL' ||
  (from.kind === to.kind && canCast(from, to)) ||
  (WIDER[from.kind]?.includes(to.kind) ?? false);
