/** What goes wrong, as exceptions with the place and what to do. */
import type { Diagnostic } from '../src/language/text/diagnostic.ts';
import { linesOf } from '../src/language/text/lines.ts';
import type { Finding } from './types.ts';

/** SQL that cannot be run. The message has the first finding's line and column, and its help. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map(textOf).join('\n'));
    this.findings = findings;
  }
}

/** A place that cannot be reached or read, or a topic that is not there. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

const textOf = ({ line, column, message, rule, help }: Finding): string =>
  `line ${line}, column ${column}: ${message} [${rule}]${help === undefined ? '' : `\n  help: ${help}`}`;

export function findingsOf(text: string, diagnostics: readonly Diagnostic[]): Finding[] {
  const lines = linesOf(text);
  return diagnostics.map(({ rule, severity, message, help, span }) => {
    const { line, column } = lines.positionAt(span.start);
    return { rule, severity, message, help, line: line + 1, column: column + 1 };
  });
}
