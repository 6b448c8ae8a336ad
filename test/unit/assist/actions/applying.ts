/** What a text is after an action: its errors, and the columns that its statements put out. */
import { type Analysis, analyze } from '../../../../src/language/analyze.ts';
import type { ActionSubject } from '../../../../src/language/assist/actions/offer.ts';
import type { BoundStatement } from '../../../../src/language/names/bound.ts';
import type { Span } from '../../../../src/language/text/span.ts';
import { typeText } from '../../../../src/language/types/sql-type.ts';

/** A text with a cursor `|`, or a selection between `«` and `»`. */
export function read(marked: string): { readonly text: string; readonly at: Span } {
  const selected = marked.indexOf('«');
  if (selected >= 0)
    return { text: marked.replace('«', '').replace('»', ''), at: { start: selected, end: marked.indexOf('»') - 1 } };
  // `||` is an operator.
  const cursor = /(?<!\|)\|(?!\|)/.exec(marked)!.index;
  return { text: marked.slice(0, cursor) + marked.slice(cursor + 1), at: { start: cursor, end: cursor } };
}

export const subjectAt = (text: string, at: Span, analysis: Analysis = analyze(text)): ActionSubject => ({
  text,
  analysis,
  at,
  check: changed => analyze(changed).diagnostics,
});

/** Rules of errors, sorted: positions may change. */
export const errorsIn = (text: string): readonly string[] => errorsOf(analyze(text));

export const errorsOf = ({ diagnostics }: Analysis): readonly string[] =>
  diagnostics
    .filter(one => one.severity === 'error')
    .map(one => `${one.rule}: ${one.message}`)
    .sort();

/** Of each statement the names and types of its output columns. */
export const outputsIn = (text: string): readonly (readonly string[])[] => outputsOf(analyze(text));

export const outputsOf = ({ statements }: Analysis): readonly (readonly string[])[] =>
  statements.map(({ meaning }) => (meaning ? columnsOf(meaning) : []));

function columnsOf(bound: BoundStatement): readonly string[] {
  switch (bound.kind) {
    case 'query':
      return bound.query.items.map(
        item => `${item.name} ${typeText(item.expression.type)}${item.primaryKey ? ' KEY' : ''}`,
      );
    case 'explain':
      return columnsOf(bound.statement);
    case 'source':
      return bound.relation.columns.map(column => `${column.name} ${typeText(column.type)}`);
    case 'values':
      return bound.columns;
    default:
      return [];
  }
}

/** What the statements without errors mean, but for places in the text and what queries inside them are called. */
export const meaningsOf = ({ statements }: Analysis): readonly string[] =>
  statements.map(({ bound }) =>
    JSON.stringify(bound, (key, value) => (isOfText(key, value) ? undefined : nameless(value))),
  );

/** What is not run yet is told at its place. */
const isOfText = (key: string, value: unknown): boolean =>
  key === 'span' || key === 'syntax' || key === 'later' || value === undefined;

function nameless(value: unknown): unknown {
  const isLocal =
    typeof value === 'object' &&
    value !== null &&
    'origin' in value &&
    JSON.stringify(value.origin) === '{"kind":"local"}';
  return isLocal ? { ...value, name: '', topic: '' } : value;
}
