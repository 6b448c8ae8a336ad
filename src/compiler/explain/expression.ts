/** A typed expression as SQL, for EXPLAIN and messages. */
import type { TypedExpression } from '../../language/names/typed-expression.ts';
import { typeText } from '../../language/types/sql-type.ts';

export function expressionText(e: TypedExpression): string {
  const inner = expressionText;
  switch (e.op) {
    case 'column':
      return e.name;
    case 'literal':
      if (e.text === null) return 'NULL';
      if (e.type.kind === 'STRING') return `'${e.text.replaceAll("'", "''")}'`;
      if (e.type.kind === 'INTERVAL') {
        const [months, micros] = e.text.split(':').map(Number) as [number, number];
        return months !== 0 && micros === 0 ? `INTERVAL '${months}' MONTH` : `INTERVAL '${micros / 1000}' MILLISECOND`;
      }
      return ['TIMESTAMP', 'DATE', 'TIME'].includes(e.type.kind) ? `${e.type.kind} '${e.text}'` : e.text;
    case 'arithmetic':
    case 'compare':
      return `(${inner(e.left)} ${e.operator} ${inner(e.right)})`;
    case 'negate':
      return `-${inner(e.operand)}`;
    case 'concat':
      return `(${e.parts.map(inner).join(' || ')})`;
    case 'and':
    case 'or':
      return `(${e.parts.map(inner).join(` ${e.op.toUpperCase()} `)})`;
    case 'not':
      return `NOT ${inner(e.operand)}`;
    case 'is':
      return `${inner(e.operand)} IS ${e.negated ? 'NOT ' : ''}${e.test}`;
    case 'distinct':
      return `${inner(e.left)} IS ${e.negated ? 'NOT ' : ''}DISTINCT FROM ${inner(e.right)}`;
    case 'like':
      return `${inner(e.operand)} ${e.kind} ${inner(e.pattern)}`;
    case 'case':
      return `CASE ${e.branches.map(({ when, then }) => `WHEN ${inner(when)} THEN ${inner(then)}`).join(' ')}${e.otherwise ? ` ELSE ${inner(e.otherwise)}` : ''} END`;
    case 'cast':
      return `${e.safe ? 'TRY_CAST' : 'CAST'}(${inner(e.operand)} AS ${typeText(e.type)})`;
    case 'call':
      return `${e.name}(${e.args.map(inner).join(', ')})`;
    case 'field':
      return `${inner(e.base)}.${e.name}`;
    case 'element':
      return `${inner(e.base)}[${inner(e.index)}]`;
    case 'aggregate':
      return callText(e);
    case 'window-bound':
      return `window_${e.bound}`;
    case 'outer':
      return e.name;
    case 'collection':
      return `${e.type.kind}[${e.items.map(inner).join(', ')}]`;
    case 'over':
      return `${callText(e)} OVER (${overText(e)})`;
    case 'subquery': {
      const test = e.operand
        ? `${inner(e.operand)} ${e.test === 'in' ? 'IN' : `${e.operator} ${e.test.toUpperCase()}`} `
        : '';
      return `${test}${e.test === 'exists' ? 'EXISTS ' : ''}(query${e.captured.length > 0 ? ` of ${e.captured.map(inner).join(', ')}` : ''})`;
    }
    case 'match-row':
      return `${e.place.toUpperCase()}(${e.variable === undefined ? '' : `${e.variable}.`}${inner(e.operand)}${e.offset === 0 ? '' : `, ${e.offset}`})`;
  }
}

export function callText(call: {
  readonly name: string;
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
  readonly filter: TypedExpression | null;
}): string {
  const args = call.args.length === 0 ? '*' : call.args.map(expressionText).join(', ');
  return `${call.name}(${call.distinct ? 'DISTINCT ' : ''}${args})${call.filter ? ` FILTER (WHERE ${expressionText(call.filter)})` : ''}`;
}

function overText({ partitionBy, orderBy }: Extract<TypedExpression, { op: 'over' }>): string {
  const parts = [
    partitionBy.length > 0 ? `PARTITION BY ${partitionBy.map(expressionText).join(', ')}` : '',
    orderBy.length > 0
      ? `ORDER BY ${orderBy.map(key => `${expressionText(key.expression)}${key.descending ? ' DESC' : ''}`).join(', ')}`
      : '',
  ];
  return parts.filter(part => part !== '').join(' ');
}
