/** The page of a function where it is called: the form that the call means first, with the types it has here. */
import type { FunctionEntry } from '../../functions/define.ts';
import { resolveCall } from '../../functions/resolve.ts';
import { functionTable } from '../../functions/table.ts';
import type { UserFunction } from '../../names/bound.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import { typeText } from '../../types/sql-type.ts';
import { functionPage } from '../describe.ts';
import { code, paragraphs } from './page.ts';

/** @param call the call as it was bound; undefined where it could not be */
export function callPage(name: string, call: TypedExpression | undefined): string | undefined {
  const entry = functionTable.get(name.toUpperCase());
  if (!entry) return undefined;
  const args = call && argumentsOf(call);
  const meant = args && formOf(entry, args);
  const ordered = meant ? { ...entry, signatures: [meant, ...entry.signatures.filter(one => one !== meant)] } : entry;
  const here =
    call && args
      ? `Here: \`${entry.name}(${args.map(({ type }) => typeText(type)).join(', ')}) → ${typeText(call.type)}\``
      : undefined;
  return paragraphs(here, functionPage(ordered));
}

function argumentsOf(call: TypedExpression): readonly TypedExpression[] | undefined {
  return call.op === 'call' || call.op === 'aggregate' || call.op === 'over' ? call.args : undefined;
}

/** The first form that takes these arguments as they are, else the first that takes them. */
function formOf(
  entry: FunctionEntry,
  args: readonly TypedExpression[],
): FunctionEntry['signatures'][number] | undefined {
  return entry.signatures.find(signature => resolveCall({ ...entry, signatures: [signature] }, args).ok);
}

/** @param comment what stands above its definition */
export function ownFunctionPage({ name, aggregate, parameters, returns, body }: UserFunction, comment: string): string {
  const takes = parameters.map(one => `${one.name} ${typeText(one.type)}`).join(', ');
  return paragraphs(
    code(`${name}(${takes}) → ${typeText(returns)}`),
    aggregate ? 'An aggregate of your own.' : 'A function of your own.',
    comment,
    `\`\`\`javascript\n${body.trim().split('\n').slice(0, 12).join('\n')}\n\`\`\``,
  );
}
