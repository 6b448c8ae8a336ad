/** `-- @name value`: an annotation has a colon behind its name. */
import { findAnnotation } from '../../annotations/catalogue.ts';
import type { Piece } from '../../text/scan.ts';
import { defineRule } from '../define.ts';

export const missingColon = defineRule<readonly Piece[]>({
  id: 'annotations/missing-colon',
  severity: 'info',
  title: 'A colon stands behind the name',
  why: 'Without its colon the line is a comment that nobody reads. Only names of the catalogue are pointed out.',
  bad: '-- @job_mode simple\nSELECT ticker FROM trades;\n',
  good: '-- @job_mode: simple\nSELECT ticker FROM trades;\n',
  check: (pieces, report) => {
    for (const { annotations } of pieces)
      for (const { name, nameSpan, value, colon } of annotations) {
        if (colon || value === '' || !findAnnotation(name)) continue;
        report(nameSpan, {
          message: `${name} is not read: the colon behind it is missing`,
          help: `write ${name}: ${value}`,
          fixes: [
            { title: 'Write the colon', edits: [{ span: { start: nameSpan.end, end: nameSpan.end }, text: ':' }] },
          ],
        });
      }
  },
});
