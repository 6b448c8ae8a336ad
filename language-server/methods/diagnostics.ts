/** textDocument/publishDiagnostics: what is wrong, from the first open on, and soon after each pause in typing. */
import { type Connection, type Diagnostic, DiagnosticSeverity, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { laterFindings } from '../../src/compiler/plan/later.ts';
import type { Diagnostic as Finding, Severity } from '../../src/language/text/diagnostic.ts';
import { pageOf } from '../pages.ts';
import type { Snapshot, Snapshots } from '../snapshot.ts';
import { rangeIn, toRange } from '../translate.ts';

/** How long nothing must be typed, in milliseconds, before a document is checked again. */
const PAUSE = 120;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * Checks documents as they are opened and changed, and then those whose findings changed with it, since open documents see
 * each other; a closed one has no diagnostics.
 */
export function publishDiagnostics(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  snapshots: Snapshots,
): void {
  const waiting = new Map<string, NodeJS.Timeout>();
  /** What was sent last, to say nothing twice. */
  const sent = new Map<string, string>();
  const send = (document: TextDocument, always: boolean): void => {
    const { uri } = document;
    const snapshot = snapshots.of(document);
    const found = diagnostics(snapshot, documents);
    const said = JSON.stringify(found);
    if (!always && sent.get(uri) === said) return;
    sent.set(uri, said);
    void connection.sendDiagnostics({ uri, version: snapshot.version, diagnostics: found });
  };
  const check = (uri: string): void => {
    waiting.delete(uri);
    const document = documents.get(uri);
    if (!document) return;
    send(document, true);
    sendOthers(uri);
  };
  const sendOthers = (uri: string): void => {
    for (const other of documents.all()) if (other.uri !== uri && !waiting.has(other.uri)) send(other, false);
  };
  documents.onDidChangeContent(({ document: { uri, version } }) => {
    const first = !waiting.has(uri) && version <= 1;
    clearTimeout(waiting.get(uri));
    waiting.set(uri, setTimeout(check, first ? 0 : PAUSE, uri));
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
    sent.delete(uri);
    snapshots.close(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
    sendOthers(uri);
  });
}

function diagnostics(snapshot: Snapshot, documents: TextDocuments<TextDocument>): Diagnostic[] {
  // What cannot run yet is no mistake of the person who writes it.
  const later = laterFindings(snapshot.analysis, 'info');
  return [...snapshot.analysis.diagnostics, ...later].map(finding => ({
    range: toRange(snapshot, finding.span),
    severity: SEVERITIES[finding.severity],
    source: 'ferris',
    code: finding.rule,
    ...linked(finding),
    message: finding.help === undefined ? finding.message : `${finding.message}\n${sentence(finding.help)}`,
    ...related(snapshot, finding, documents),
  }));
}

/** The code leads to the rule's page. */
function linked({ rule }: Finding): Pick<Diagnostic, 'codeDescription'> {
  const href = pageOf(rule);
  return href === undefined ? {} : { codeDescription: { href } };
}

const related = (
  { document }: Snapshot,
  finding: Finding,
  documents: TextDocuments<TextDocument>,
): Pick<Diagnostic, 'relatedInformation'> => {
  const places = (finding.related ?? []).flatMap(({ span, message, path }) => {
    const where = path === undefined ? document : documents.get(path);
    return where ? [{ message, location: { uri: where.uri, range: rangeIn(where, span) } }] : [];
  });
  return places.length > 0 ? { relatedInformation: places } : {};
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
