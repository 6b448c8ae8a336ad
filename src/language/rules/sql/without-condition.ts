/** Takes a condition out of the WHERE, HAVING or ON that it is a part of. */
import type * as ast from '../../grammar/generated/ast.ts';
import { spanOf } from '../../grammar/parse.ts';
import type { Fix } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { spaceBefore, textAt } from './statement-text.ts';

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Undefined where it is no part that AND joins, is all that ON says, or has a comment beside it. */
export function withoutCondition(query: ast.Query, at: Span, statement: ast.Statement): Fix['edits'] | undefined {
  for (const clause of query.clauses)
    if ((clause.$type === 'WhereClause' || clause.$type === 'HavingClause') && clause.condition) {
      if (same(spanOf(clause.condition), at)) {
        const { start, end } = spanOf(clause);
        return [{ span: { start: spaceBefore(statement, start), end }, text: '' }];
      }
      const edits = withoutPart(clause.condition, at, statement);
      if (edits) return edits;
    }
  for (const { condition } of query.joins) {
    const edits = condition && withoutPart(condition, at, statement);
    if (edits) return edits;
  }
  return undefined;
}

function withoutPart(condition: ast.Expression, at: Span, statement: ast.Statement): Fix['edits'] | undefined {
  if (condition.$type !== 'Conjunction') return undefined;
  const parts = condition.parts.map(part => spanOf(part));
  const index = parts.findIndex(part => same(part, at));
  const [before, part, after] = [parts[index - 1], parts[index], parts[index + 1]];
  if (!part) return undefined;
  const span = before ? { start: before.end, end: part.end } : { start: part.start, end: after?.start ?? part.end };
  return textAt(statement, span).includes('--') ? undefined : [{ span, text: '' }];
}
