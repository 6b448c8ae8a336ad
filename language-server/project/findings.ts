/** What the language says of a file, as the protocol's diagnostics: each once, its code leading to the rule's page. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import { withoutIgnored } from '../../src/language/rules/ignore.ts';
import { atLevels } from '../../src/language/rules/levels.ts';
import { ruleTags } from '../../src/language/rules/table.ts';
import type { Diagnostic as Finding, Severity } from '../../src/language/text/diagnostic.ts';
import { deploymentFindings } from '../deployments.ts';
import type { Host } from '../host.ts';
import type { Snapshot } from '../snapshot.ts';
import { rangeIn, toRange } from '../translate.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const TAGS: Readonly<Record<'unnecessary' | 'deprecated', DiagnosticTag>> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};

/** In the order of the text. */
export function findingsOf(snapshot: Snapshot): readonly Finding[] {
  const { analysis, document, project } = snapshot;
  const deploy = withoutIgnored(deploymentFindings(snapshot), analysis.pieces);
  const all = [
    ...analysis.diagnostics,
    ...deploy,
    // What cannot run yet is no mistake of the person who writes it.
    ...laterFindings(analysis, 'info'),
  ];
  return atLevels(all, project.settings.of(document.uri).levels).toSorted((a, b) => a.span.start - b.span.start);
}

export const diagnosticsOf = (snapshot: Snapshot, host: Host): Diagnostic[] =>
  findingsOf(snapshot).map(finding => toDiagnostic(snapshot, finding, host));

export function toDiagnostic(
  snapshot: Pick<Snapshot, 'document' | 'project'>,
  finding: Finding,
  host: Host,
): Diagnostic {
  const { rule, message, help, span, severity } = finding;
  const page = host.pageOf(rule);
  const tag = ruleTags.get(rule);
  return {
    range: toRange(snapshot, span),
    severity: SEVERITIES[severity],
    source: 'ferris',
    code: rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: help === undefined ? message : `${message}\n${sentence(help)}`,
    ...(tag === undefined ? {} : { tags: [TAGS[tag]] }),
    ...related(snapshot, finding),
  };
}

function related(
  { document, project }: Pick<Snapshot, 'document' | 'project'>,
  finding: Finding,
): Pick<Diagnostic, 'relatedInformation'> {
  const places = (finding.related ?? []).flatMap(({ span, message, path }) => {
    const where = path === undefined ? document : project.document(path);
    return where ? [{ message, location: { uri: where.uri, range: rangeIn(where, span) } }] : [];
  });
  return places.length > 0 ? { relatedInformation: places } : {};
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
