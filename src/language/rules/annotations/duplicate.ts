/** The same annotation twice in the same place. */
import { attachAnnotations } from '../../annotations/attach.ts';
import type { Annotation } from '../../annotations/line.ts';
import type { Piece } from '../../text/scan.ts';
import { defineRule } from '../define.ts';

export const duplicate = defineRule<readonly Piece[]>({
  id: 'annotations/duplicate',
  severity: 'warning',
  title: 'An annotation is given once',
  why: 'Of two values only one can count. Those that add up, such as `Tag` and `@metric`, may be given as often as wanted. The same value twice is only a note.',
  bad: '-- MEMORY_LIMIT: 1024\n-- MEMORY_LIMIT: 2048\nSELECT ticker FROM trades;\n',
  good: '-- MEMORY_LIMIT: 2048\nSELECT ticker FROM trades;\n',
  check: (pieces, report) => {
    const { file, statements } = attachAnnotations(pieces);
    for (const given of [file, ...statements.map(statement => statement.own)]) {
      const seen = new Map<string, Annotation>();
      for (const { entry, annotation } of given) {
        if (entry.repeats) continue;
        const key = annotation.name.toLowerCase();
        const before = seen.get(key);
        seen.set(key, annotation);
        if (!before) continue;
        const same = before.value === annotation.value;
        report(annotation.nameSpan, {
          ...(same ? { severity: 'info' } : {}),
          message: same
            ? `${annotation.name} is given twice`
            : `${annotation.name} is given twice: as '${before.value}' and as '${annotation.value}'`,
          help: 'keep one of them',
          related: [{ span: before.span, message: 'given here before' }],
        });
      }
    }
  },
});
