/** A value that does not fit its annotation. */
import { findAnnotation } from '../../annotations/catalogue.ts';
import type { AnnotationEntry } from '../../annotations/define.ts';
import { type Annotation, isProse, REMARK } from '../../annotations/line.ts';
import type { Piece } from '../../text/scan.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../define.ts';

export const wrongValue = defineRule<readonly Piece[]>({
  id: 'annotations/wrong-value',
  severity: 'warning',
  title: 'A value fits its annotation',
  why: 'A limit that cannot be understood limits nothing. What stands behind the value in brackets is a remark, and a plain name such as `TIMEOUT` that is followed by a sentence is prose.',
  bad: '-- MEMORY_LIMIT: lots\nSELECT ticker FROM trades;\n',
  good: '-- MEMORY_LIMIT: 2048\nSELECT ticker FROM trades;\n',
  check: (pieces, report) => {
    for (const { annotations } of pieces)
      for (const annotation of annotations) {
        const { name, value, colon } = annotation;
        const entry = colon ? findAnnotation(name) : undefined;
        if (!entry || isProse(annotation)) continue;
        if (value === '') {
          report(annotation.nameSpan, {
            message: `${name} has no value: it takes ${entry.type.description}`,
            help: exampleOf(name, entry),
          });
          continue;
        }
        const { text, span } = bareValue(annotation, entry);
        // What a variable will hold is known when it is expanded, not here.
        if (text.includes('${')) continue;
        const checked = entry.type.check(text);
        if (checked.ok) continue;
        const { message, suggestion } = checked;
        report(span, {
          message: `${name} ${message}`,
          ...(suggestion
            ? {
                help: `did you mean '${suggestion}'?`,
                fixes: [{ title: `Use '${suggestion}'`, edits: [{ span, text: suggestion }] }],
              }
            : { help: exampleOf(name, entry) }),
        });
      }
  },
});

const exampleOf = (name: string, { example }: AnnotationEntry): string => `for example -- ${name}: ${example}`;

/** Without its quotes, and for numbers without the remark behind it: `1024 (reduced from 2048)`. */
function bareValue({ value, valueSpan }: Annotation, { type }: AnnotationEntry): { text: string; span: Span } {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (quoted) return { text: quoted[2]!.trim(), span: { start: valueSpan.start + 1, end: valueSpan.end - 1 } };
  const text = type.unit === undefined ? value : value.replace(REMARK, '');
  return { text, span: { start: valueSpan.start, end: valueSpan.start + text.length } };
}
