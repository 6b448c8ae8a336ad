/** For programs: one document, lines and columns from 1, columns in UTF-16 units. */
import type { Severity } from '../../../src/language/text/diagnostic.ts';
import { type Lines, linesOf } from '../../../src/language/text/lines.ts';
import type { Span } from '../../../src/language/text/span.ts';
import type { About, CheckedFile } from '../diagnostics.ts';
import { fileOfRelated } from './related.ts';

export function asJson(files: readonly CheckedFile[], about: Pick<About, 'textOf'>): string {
  const count = (severity: Severity): number =>
    files.reduce((sum, file) => sum + file.diagnostics.filter(one => one.severity === severity).length, 0);
  const document = {
    files: files.map(file => {
      const { name, text, diagnostics } = file;
      const lines = linesOf(text);
      return {
        file: name,
        diagnostics: diagnostics.map(({ rule, severity, message, span, help, related, fixes }) => ({
          rule,
          severity,
          message,
          ...rangeOf(lines, span),
          ...(help ? { help } : {}),
          ...(related
            ? {
                related: related.map(other => {
                  const there = fileOfRelated(files, file, other.path, about);
                  return {
                    message: other.message,
                    ...(there === file ? {} : { file: there.name }),
                    ...(there.text === undefined
                      ? {}
                      : rangeOf(there === file ? lines : linesOf(there.text), other.span)),
                  };
                }),
              }
            : {}),
          ...(fixes
            ? {
                fixes: fixes.map(fix => ({
                  title: fix.title,
                  edits: fix.edits.map(edit => ({ ...rangeOf(lines, edit.span), text: edit.text })),
                })),
              }
            : {}),
        })),
      };
    }),
    summary: {
      files: files.length,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('info') + count('hint'),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function rangeOf(lines: Lines, span: Span) {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return { line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}
