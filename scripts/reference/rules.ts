/** docs/reference/rules.md: the hint rules from their table, the findings about SQL from the cases that show them. */
import fs from 'node:fs';
import path from 'node:path';
import { analyze } from '../../src/language/analyze.ts';
import { hintRules } from '../../src/language/rules/hints/table.ts';
import type { Diagnostic } from '../../src/language/text/diagnostic.ts';
import { code, fence, page } from './markdown.ts';

const CASES = path.resolve(import.meta.dirname, '../../test/cases/diagnostics');

export const rulesPage = (): string =>
  page('Rules', [
    'A finding names its rule. `-- ferris-ignore RULE` in the same statement silences it.',
    '## Hints',
    ...hintRules.flatMap(({ id, severity, title, why, bad, good }) => [
      `### ${id}`,
      `${severity === 'error' ? 'Error' : severity === 'warning' ? 'Warning' : 'Note'}: ${title}. ${why}`,
      'Breaks it:',
      fence('sql', bad),
      'As it should be:',
      fence('sql', good),
    ]),
    '## SQL',
    'One statement for each, and what is said of it.',
    ...[...sqlFindings()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([rule, { statement, finding }]) => [
        `### ${rule}`,
        fence('sql', statement),
        `${code(finding.severity)}: ${finding.message}${finding.help ? `; ${finding.help}` : ''}`,
      ]),
  ]);

/** By rule, the first case that shows it. */
function sqlFindings(): Map<string, { statement: string; finding: Diagnostic }> {
  const shown = new Map<string, { statement: string; finding: Diagnostic }>();
  for (const name of fs.readdirSync(CASES).sort()) {
    const text = fs.readFileSync(path.join(CASES, name), 'utf8').replaceAll(/[«»]/g, '');
    const { diagnostics } = analyze(text);
    for (const finding of diagnostics)
      if (finding.rule.startsWith('sql/') && !shown.has(finding.rule))
        shown.set(finding.rule, { statement: statementAround(text, finding.span.start), finding });
  }
  return shown;
}

/** The line of the finding, and what belongs to it up to its semicolon. */
function statementAround(text: string, offset: number): string {
  const before = text.lastIndexOf(';', offset - 1) + 1;
  const after = text.indexOf(';', offset);
  return text
    .slice(before, after < 0 ? undefined : after + 1)
    .split('\n')
    .filter(line => !line.startsWith('-- expect:'))
    .join('\n')
    .trim();
}
