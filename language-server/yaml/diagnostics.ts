/** What is wrong in a YAML file of ours, as the protocol's diagnostics. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SettingsFinding } from '../../src/language/configuration/findings.ts';
import type { Host } from '../host.ts';
import { toDiagnostic } from '../project/findings.ts';
import type { Project } from '../project/project.ts';
import { rangeIn } from '../translate.ts';

export const settingsDiagnostics = (document: TextDocument, findings: readonly SettingsFinding[]): Diagnostic[] =>
  findings.map(({ span, message, idle }) => ({
    range: rangeIn(document, span),
    severity: idle ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
    source: 'ferris',
    message,
  }));

/** Of a configuration file as it was read last; nothing of one that is not there. */
export function configDiagnostics(uri: string, project: Project, host: Host): Diagnostic[] {
  const read = project.configs.get(uri);
  if (!read) return [];
  const { document, file } = read;
  return file.findings.map(finding => toDiagnostic({ document, project }, finding, host));
}
