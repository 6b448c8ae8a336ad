/** Schema results as text, and fixes applied, for the tests of this folder. */
import type { SchemaResult } from '../../../src/language/schemas/schema.ts';
import type { Diagnostic, Fix } from '../../../src/language/text/diagnostic.ts';
import { typeText } from '../../../src/language/types/sql-type.ts';

/** `name TYPE NOT NULL`, one a column. */
export const columnsOf = (result: SchemaResult): string[] =>
  result.columns.map(({ name, type, required }) => `${name} ${typeText(type)}${required ? ' NOT NULL' : ''}`);

/** `severity rule «marked text» message`, one a problem. */
export const problemsOf = (result: SchemaResult, text: string): string[] =>
  result.problems.map(
    ({ severity, rule, span, message }) => `${severity} ${rule} «${text.slice(span.start, span.end)}» ${message}`,
  );

export const errorsOf = (result: SchemaResult): readonly Diagnostic[] =>
  result.problems.filter(problem => problem.severity === 'error');

export function applied(text: string, fixes: readonly (Fix | undefined)[]): string {
  const edits = fixes.flatMap(fix => fix?.edits ?? []).toSorted((a, b) => b.span.start - a.span.start);
  return edits.reduce((done, { span, text: by }) => done.slice(0, span.start) + by + done.slice(span.end), text);
}
