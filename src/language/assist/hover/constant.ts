/** What a constant is worth: a duration in milliseconds, the value of an expression that no row changes. */
import { fold, isConstant } from '../../evaluate/fold.ts';
import type { TypedExpression } from '../../names/typed-expression.ts';
import type { Span } from '../../text/span.ts';
import { typeText } from '../../types/sql-type.ts';
import type { Typed } from './understand.ts';

/**
 * @param around expressions at a place, the innermost first
 * @returns the widest that is constant and not just written out as it is; an interval always
 */
export function constantAt(around: readonly Typed[]): { readonly span: Span; readonly markdown: string } | undefined {
  let widest: { readonly span: Span; readonly markdown: string } | undefined;
  for (const { expression } of around) {
    const folded = fold(expression);
    if (!isConstant(folded)) break;
    const says = valueText(folded);
    const same = expression.op === 'literal' && folded.type.kind !== 'INTERVAL';
    if (!same) widest = { span: expression.span, markdown: `= \`${says}\` (${typeText(folded.type)})` };
  }
  return widest;
}

function valueText({ type, text }: Extract<TypedExpression, { readonly op: 'literal' }>): string {
  if (text === null) return 'NULL';
  if (type.kind === 'STRING') return `'${text.replaceAll("'", "''")}'`;
  if (type.kind !== 'INTERVAL') return text;
  const [months = 0, micros = 0] = text.split(':').map(Number);
  const parts = [
    ...(months === 0 ? [] : [`${months} months`]),
    ...(micros === 0 && months !== 0 ? [] : [`${micros / 1000} ms`]),
  ];
  return parts.join(' ');
}
