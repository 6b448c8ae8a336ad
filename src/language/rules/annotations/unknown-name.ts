/** An `@name` nobody knows looks like one that works. */
import { annotationNames, findAnnotation } from '../../annotations/catalogue.ts';
import type { Annotation } from '../../annotations/line.ts';
import { distance, nearest } from '../../text/nearest.ts';
import type { Piece } from '../../text/scan.ts';
import { defineRule } from '../define.ts';

export const unknownName = defineRule<readonly Piece[]>({
  id: 'annotations/unknown-name',
  severity: 'warning',
  title: 'Every annotation is one of the catalogue',
  why: 'A misspelt annotation changes nothing, and nobody notices. Only `-- @name: value` counts, and a name such as `MEMORY_LIMT` that can be nothing else; any other comment may have a colon. Where no known name is near, it is a note: another tool may read it.',
  bad: '-- @job_mod: simple\nSELECT ticker FROM trades;\n',
  good: '-- @job_mode: simple\nSELECT ticker FROM trades;\n',
  check: (pieces, report) => {
    for (const { annotations } of pieces)
      for (const annotation of annotations) {
        const { name, nameSpan: span, colon } = annotation;
        if (!colon || findAnnotation(name) || name.includes(' ')) continue;
        const meant = meantBy(annotation);
        if (meant !== undefined)
          report(span, {
            message: `there is no annotation '${name}'`,
            help: `did you mean '${meant}'?`,
            fixes: [{ title: `Use '${meant}'`, edits: [{ span, text: meant }] }],
          });
        else if (name.startsWith('@'))
          report(span, { severity: 'info', message: `nothing here reads the annotation '${name}'` });
      }
  },
});

function meantBy({ name }: Annotation): string | undefined {
  const isMarked = name.startsWith('@');
  // Of the plain names only those that cannot be prose: two words in capitals with an underscore between them.
  if (!isMarked && !/^[A-Z]+(_[A-Z]+)+$/.test(name)) return undefined;
  const known = annotationNames.filter(one => one.startsWith('@') === isMarked);
  const meant = nearest(name, known);
  return meant !== undefined && distance(name.toLowerCase(), meant.toLowerCase()) <= 2 ? meant : undefined;
}
