/** The types of a call's arguments as far as they are written, in a statement that may be unfinished. */
import type { AstNode } from 'langium';
import type { Argument } from '../../functions/define.ts';
import type * as ast from '../../grammar/generated/ast.ts';
import { bindExpression } from '../../names/expression/bind-expression.ts';
import { reporter } from '../../names/report.ts';
import type { Environment } from '../../names/statement/environment.ts';
import { nameOf } from '../../names/text-of.ts';
import type { Span } from '../../text/span.ts';
import { literalValue } from '../../types/literal.ts';
import { ANY } from '../../types/sql-type.ts';
import { cursorIn } from '../completion/cursor.ts';
import { sceneAt } from '../completion/scene.ts';

const NOT_KNOWN: Argument = { type: ANY };

/**
 * In order, the one at the cursor as ANY; none where the call could not be found.
 * @param text of the piece
 * @param hole in it: the token around the cursor, which is left out
 * @param name of the call, in capitals
 */
export function argumentTypes(text: string, hole: Span, name: string, environment: Environment): readonly Argument[] {
  const { around, context } = sceneAt(cursorIn(text, hole), environment);
  const at = around.findIndex(node => isCall(node) && nameOf(node.name ?? '').toUpperCase() === name);
  const call = around[at];
  if (!call || !isCall(call) || !context) return [];
  const { probe, ...services } = context.services;
  return call.arguments.map(argument => {
    if (around.some(node => node === argument)) return NOT_KNOWN;
    const bound = bindExpression(argument, { ...context, services, reporter: reporter(0, []) });
    const literal = bound.op === 'literal' ? literalValue(bound.type, bound.text) : undefined;
    return literal === undefined ? { type: bound.type } : { type: bound.type, literal };
  });
}

const isCall = (node: AstNode): node is ast.Call => node.$type === 'Call';
