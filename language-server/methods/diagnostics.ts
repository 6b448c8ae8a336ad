/** textDocument/publishDiagnostics: what is wrong, from the first open on, and soon after each pause in typing. */
import { type Connection, type Diagnostic, DiagnosticSeverity, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import type { Diagnostic as Finding, Severity } from '../../src/language/text/diagnostic.ts';
import type { Snapshot } from '../snapshot.ts';
import { toRange } from '../translate.ts';

/** How long nothing must be typed, in milliseconds, before a document is checked again. */
const PAUSE = 120;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Checks documents as they are opened and changed; a closed one has no diagnostics. */
export function publishDiagnostics(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  snapshotOf: (document: TextDocument) => Snapshot,
): void {
  const waiting = new Map<string, NodeJS.Timeout>();
  const check = (uri: string): void => {
    waiting.delete(uri);
    const document = documents.get(uri);
    if (!document) return;
    const snapshot = snapshotOf(document);
    void connection.sendDiagnostics({ uri, version: snapshot.version, diagnostics: diagnostics(snapshot) });
  };
  documents.onDidChangeContent(({ document: { uri, version } }) => {
    const first = !waiting.has(uri) && version <= 1;
    clearTimeout(waiting.get(uri));
    waiting.set(uri, setTimeout(check, first ? 0 : PAUSE, uri));
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

function diagnostics(snapshot: Snapshot): Diagnostic[] {
  // What cannot run yet is no mistake of the person who writes it.
  const later = laterFindings(snapshot.analysis, 'info');
  return [...snapshot.analysis.diagnostics, ...later].map(finding => ({
    range: toRange(snapshot, finding.span),
    severity: SEVERITIES[finding.severity],
    source: 'ferris',
    code: finding.rule,
    message: finding.help === undefined ? finding.message : `${finding.message}\n${sentence(finding.help)}`,
    ...related(snapshot, finding),
  }));
}

const related = (snapshot: Snapshot, { related }: Finding): Pick<Diagnostic, 'relatedInformation'> =>
  related
    ? {
        relatedInformation: related.map(({ span, message }) => ({
          message,
          location: { uri: snapshot.document.uri, range: toRange(snapshot, span) },
        })),
      }
    : {};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
