/** Annotations at the cursor: which one it is in, what can be written there, and what it says. */

import { isMeant } from '../annotations/attach.ts';
import { annotations, findAnnotation } from '../annotations/catalogue.ts';
import type { AnnotationEntry } from '../annotations/define.ts';
import type { Annotation } from '../annotations/line.ts';
import type { Piece } from '../text/scan.ts';
import type { Span } from '../text/span.ts';
import type { Candidate } from './completion/candidate.ts';

/** The annotation line that a cursor is in; undefined in every other comment. */
export const annotationAt = (piece: Piece, offset: number): Annotation | undefined =>
  piece.annotations.find(one => one.colon && one.span.start <= offset && offset <= one.span.end);

/** Whether the cursor is behind the colon, before what ends the value. */
export const isInValue = ({ value, valueSpan, nameSpan }: Annotation, offset: number): boolean =>
  value === '' ? offset > nameSpan.end : offset >= valueSpan.start && offset <= valueSpan.end;

/**
 * The letters of a name that stand between `--` and the cursor; undefined where no name is being written. Of plain names
 * two letters have to be there, or every comment would be one.
 */
export function startedName(comment: string): string | undefined {
  const typed = /^--[ \t]*([@A-Za-z][\w. -]*)$/.exec(comment)?.[1];
  if (typed === undefined) return undefined;
  if (typed.startsWith('@')) return typed.includes(' ') ? undefined : typed;
  return typed.length > 1 && annotations.some(({ name }) => name.startsWith(typed)) ? typed : undefined;
}

/** Names that go on from what is typed; those that the piece has already are left out unless they add up. */
export function annotationNamesFor(
  piece: Piece | undefined,
  typed: string,
  replace: Span,
  colon: boolean,
): Candidate[] {
  const taken = new Set(
    piece?.annotations.filter(one => one.nameSpan.start !== replace.start).map(one => findAnnotation(one.name)),
  );
  const marked = typed.startsWith('@');
  return annotations
    .filter(entry => entry.repeats || !taken.has(entry))
    .flatMap(entry => {
      const name = [entry.name, ...entry.aliases].find(one => one.startsWith('@') === marked);
      if (name === undefined || (!marked && !name.startsWith(typed))) return [];
      const hole = /<[^>]*>/.exec(name);
      const example = hole ? { start: hole.index, end: hole.index + hole[0].length } : undefined;
      return [
        {
          label: name,
          kind: 'hint' as const,
          replace,
          insert: colon ? name : `${name}: `,
          ...(example ? { stops: [example] } : {}),
          detail: entry.type.placeholder,
          about: { kind: 'annotation' as const, name: entry.name },
          score: 0.01,
          goesOn: !colon && !example && entry.type.choices().length > 0,
        },
      ];
    });
}

/** The values of a choice, else the example. */
export function annotationValues({ name, valueSpan: replace }: Annotation): Candidate[] {
  const entry = findAnnotation(name);
  if (!entry) return [];
  const choices = entry.type.choices();
  const offered = choices.length > 0 ? choices : [{ value: entry.example, doc: 'example' }];
  return offered.map(({ value, doc }, rank) => ({
    label: value,
    kind: 'value',
    replace,
    insert: value,
    detail: doc,
    score: 1 / (rank + 1),
  }));
}

/** Its page, and the part of the line that it is about. Undefined for a comment that only looks like one. */
export function describeAnnotation(
  annotation: Annotation,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined {
  const entry = findAnnotation(annotation.name);
  if (!entry || !isMeant(annotation, entry)) return undefined;
  const { nameSpan, valueSpan } = annotation;
  const inName = offset >= nameSpan.start && offset <= nameSpan.end;
  if (!inName && !isInValue(annotation, offset)) return undefined;
  return { span: inName ? nameSpan : valueSpan, markdown: annotationPage(entry) };
}

const ABOUT = {
  file: 'Of the file.',
  statement: 'Of the statement below.',
  either: 'Of the file or of the statement below.',
};

export function annotationPage(entry: AnnotationEntry): string {
  const { name, aliases, type, doc, example, scope, repeats } = entry;
  const lines = [`**\`${name}\`**: \`${type.placeholder}\``, '', doc, '', `Takes ${type.description}.`];
  const choices = type.choices();
  if (choices.length > 0) lines.push('', ...choices.map(choice => `- \`${choice.value}\`: ${choice.doc}`));
  if (aliases.length > 0) lines.push('', `Also written ${aliases.map(alias => `\`${alias}\``).join(', ')}.`);
  lines.push('', `${ABOUT[scope]}${repeats ? ' It may be given several times.' : ''}`);
  lines.push('', '```ferris-sql', `-- ${name.replace(/<[^>]*>/, 'x')}: ${example}`, '```');
  return lines.join('\n');
}
