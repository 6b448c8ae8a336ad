/** Adds a condition to the WHERE of a query, which it makes where there is none. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { Fix } from '../../text/diagnostic.ts';

/** Undefined for a query without FROM. `loose`: whether OR joins the condition's parts. */
export function withCondition(query: ast.Query, text: string, loose: boolean): Fix['edits'] | undefined {
  const where = query.clauses.find(clause => clause.$type === 'WhereClause')?.condition;
  if (where) {
    const { start, end } = spanOf(where);
    const [open, close] = where.$type === 'Disjunction' ? ['(', ')'] : ['', ''];
    return [
      ...(open ? [{ span: { start, end: start }, text: open }] : []),
      { span: { start: end, end }, text: `${close} AND ${loose ? `(${text})` : text}` },
    ];
  }
  const last = [query.from, ...query.joins].findLast(one => one !== undefined);
  if (!last) return undefined;
  const { end } = spanOf(last);
  return [{ span: { start: end, end }, text: ` WHERE ${text}` }];
}
