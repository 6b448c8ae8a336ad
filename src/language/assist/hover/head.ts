/** The words that a statement begins with: where a hover tells what it costs and how it is computed. */
import type { Statement } from '../../analyze.ts';
import type { Span } from '../../text/span.ts';
import { statementAt } from '../../workspace/statement-at.ts';

const HEAD =
  /(?:EXPLAIN(?:\s+ANALYZE)?|CREATE\s+(?:OR\s+REPLACE\s+)?(?:MATERIALIZED\s+VIEW|STREAM|TABLE|VIEW)|INSERT\s+INTO|(?:START|DEPLOY)\s+(?:JOB|QUERY)|SELECT|WITH)\b/iy;

/** The statement whose first words hold a position, with their place in the file. */
export function headAt(
  text: string,
  statements: readonly Statement[],
  offset: number,
): { readonly statement: Statement; readonly span: Span } | undefined {
  const statement = statementAt(statements, offset);
  if (!statement) return undefined;
  const { start } = statement.span;
  HEAD.lastIndex = start;
  const end = start + (HEAD.exec(text)?.[0].length ?? 0);
  return start <= offset && offset <= end && end > start ? { statement, span: { start, end } } : undefined;
}
