/** ARRAY, MAP and STRUCT: values made of values, whose type is that of their parts. */

import type * as ast from '../../grammar/generated/ast.ts';
import type { Span } from '../../text/span.ts';
import { nameOf } from '../text-of.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail, isUnknown, unknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { inCommon } from './in-common.ts';
import type { BindOperand } from './operand.ts';

const MAKERS: ReadonlySet<string> = new Set(['ARRAY', 'MAP', 'STRUCT', 'ROW']);

export const isCollectionMaker = (name: string): boolean => MAKERS.has(name);

/** ARRAY(a, b), MAP('k', v), STRUCT(a AS x, b), ROW(a, b). */
export function bindCollection(
  node: ast.Call,
  name: string,
  span: Span,
  context: ExpressionContext,
  bind: BindOperand,
): TypedExpression {
  const args = node.arguments.map(argument => bind(plain(argument)));
  if (args.some(isUnknown)) return unknown(span);
  if (node.distinct || node.filter || node.star || node.over || node.overName !== undefined)
    return fail(context, 'sql/call', span, `${name} makes a value of its arguments and takes nothing else`);
  if (name === 'ARRAY') return arrayOf(args, span, context);
  return name === 'MAP' ? mapOf(args, span, context) : structOf(args, node.arguments.map(fieldName), span);
}

/** ARRAY[a, b] and ARRAY(a, b): elements of one type. */
export function arrayOf(items: readonly TypedExpression[], span: Span, context: ExpressionContext): TypedExpression {
  if (items.some(isUnknown)) return unknown(span);
  const { type: element, values } = inCommon(items, 'element', context);
  return { op: 'collection', items: values, type: { kind: 'ARRAY', element }, span };
}

/** MAP['a', 1, 'b', 2] and MAP('a', 1): keys and values in turn. */
export function mapOf(items: readonly TypedExpression[], span: Span, context: ExpressionContext): TypedExpression {
  if (items.some(isUnknown)) return unknown(span);
  if (items.length % 2 === 1)
    return fail(context, 'sql/call', span, 'MAP takes keys and values in turn', "write MAP['key', value]");
  const parts = (rest: number) => items.filter((_, i) => i % 2 === rest);
  const keys = inCommon(parts(0), 'key', context);
  const values = inCommon(parts(1), 'value', context);
  return {
    op: 'collection',
    items: items.map((_, i) => (i % 2 === 0 ? keys : values).values[(i - (i % 2)) / 2]!),
    type: { kind: 'MAP', key: keys.type, value: values.type },
    span,
  };
}

const structOf = (items: readonly TypedExpression[], names: readonly string[], span: Span): TypedExpression => ({
  op: 'collection',
  items,
  type: { kind: 'STRUCT', fields: items.map((item, i) => ({ name: names[i] ?? `f${i + 1}`, type: item.type })) },
  span,
});

/** The name of a field of STRUCT(a AS x, b): what AS says, a column's own name, else its place. */
function fieldName(argument: ast.Expression, index: number): string {
  if (argument.$type === 'Named') return nameOf(argument.type?.$cstNode?.text ?? `f${index + 1}`);
  if (argument.$type === 'ColumnName' || argument.$type === 'Member') return nameOf(argument.name ?? '');
  return `f${index + 1}`;
}

/** The expression inside `x AS name` and the value inside `'k' VALUE x`. */
export const plain = (argument: ast.Expression): ast.Expression | undefined =>
  argument.$type === 'Named' ? argument.operand : argument.$type === 'KeyedValue' ? argument.value : argument;
