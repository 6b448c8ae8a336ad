/** For GitHub Actions: workflow commands that become annotations of a pull request. */
import type { Severity } from '../../../src/language/text/diagnostic.ts';
import { linesOf } from '../../../src/language/text/lines.ts';
import type { CheckedFile } from '../diagnostics.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export function asGithub(files: readonly CheckedFile[]): string {
  let out = '';
  for (const { name, text, diagnostics } of files) {
    const lines = linesOf(text);
    for (const { rule, severity, message, span, help } of diagnostics) {
      const start = lines.positionAt(span.start);
      const end = lines.positionAt(span.end);
      // The last column that is marked, not the one behind it.
      const columns = start.line === end.line ? `,endColumn=${Math.max(end.column, start.column + 1)}` : '';
      out += `::${COMMANDS[severity]} file=${property(name)},line=${start.line + 1},endLine=${end.line + 1},col=${start.column + 1}${columns},title=${property(rule)}::${data(help ? `${message}\n${help}` : message)}\n`;
    }
  }
  return out;
}

/** What would end a command is written as GitHub's toolkit writes it. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
