/** textDocument/diagnostic and workspace/diagnostic: what is wrong, for clients that ask. */
import {
  type CancellationToken,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Method, Server } from '../method.ts';
import { diagnosticsOf } from '../project/findings.ts';
import { pullsDiagnostics } from '../pulls.ts';
import { refreshWithStored } from '../refresh.ts';

/** How long nothing must change, in milliseconds, before all files of the workspace are gone through again. */
const QUIET = 500;
/** How long going through files may keep other requests waiting, in milliseconds. */
const SLICE = 8;

export const pullDiagnosticsMethod: Method = {
  capabilities: client =>
    pullsDiagnostics(client)
      ? { diagnosticProvider: { identifier: 'ferris', interFileDependencies: true, workspaceDiagnostics: true } }
      : {},
  start(server) {
    const { connection, project, client } = server;
    const reports = reportsOf(server);
    connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }) => {
      const report = reports.of(uri);
      if (!report) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
      return report.id === previousResultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.id }
        : { kind: DocumentDiagnosticReportKind.Full, resultId: report.id, items: report.items };
    });
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, _progress, results) => {
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      for (;;) {
        // A client that can take parts keeps one request open, and is answered when something has changed.
        await quiet(server, token);
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        let since = performance.now();
        for (const uri of project.uris) {
          if (token.isCancellationRequested) break;
          if (performance.now() - since > SLICE) {
            await new Promise(resolve => setTimeout(resolve, 0));
            since = performance.now();
          }
          const report = reports.of(uri);
          if (!report || report.id === previous.get(uri)) continue;
          previous.set(uri, report.id);
          const version = project.isOpen(uri) ? project.document(uri)!.version : null;
          items.push({ uri, version, kind: 'full', resultId: report.id, items: report.items });
        }
        const known = new Set(project.uris);
        for (const uri of previous.keys())
          if (!known.has(uri)) {
            previous.delete(uri);
            items.push({ uri, version: null, kind: 'full', items: [] });
          }
        if (!results || token.isCancellationRequested) return { items } satisfies WorkspaceDiagnosticReport;
        if (items.length > 0) results.report({ items });
        await changed(server, token);
        if (token.isCancellationRequested) return { items: [] };
      }
    });
    // Another file's text may change what was said of this one; the client asks for the document that is typed in by itself.
    refreshWithStored(
      server,
      () => pullsDiagnostics(client()),
      () => connection.sendRequest(DiagnosticRefreshRequest.type),
    );
  },
};

interface Report {
  readonly id: string;
  readonly items: Diagnostic[];
}

/** Reports of files; one that says the same as before keeps its id. */
function reportsOf({ project, host }: Server): { of(uri: string): Report | undefined } {
  const known = new Map<string, Report>();
  let last = 0;
  return {
    of(uri) {
      const snapshot = project.snapshot(uri);
      if (!snapshot) {
        known.delete(uri);
        return undefined;
      }
      const items = diagnosticsOf(snapshot, host);
      const before = known.get(uri);
      if (before && isSame(before.items, items)) return before;
      const report = { id: String(++last), items };
      known.set(uri, report);
      return report;
    },
  };
}

/** Whether plain data says the same, property by property. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  const [ofA, ofB] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  let more = Object.keys(ofB).length;
  for (const key in ofA) {
    if (!isSame(ofA[key], ofB[key])) return false;
    more--;
  }
  return more === 0;
}

/** Resolves at the next change of any file, or when nobody wants to know any more. */
const changed = ({ project }: Server, token: CancellationToken): Promise<void> =>
  new Promise(resolve => {
    const listeners = [project.onChange(() => done()), token.onCancellationRequested(() => done())];
    const done = (): void => {
      for (const one of listeners) one.dispose();
      resolve();
    };
  });

/** Resolves when no file has changed for a while. */
const quiet = ({ project }: Server, token: CancellationToken): Promise<void> =>
  new Promise(resolve => {
    let timer = setTimeout(done, QUIET);
    const listeners = [
      project.onChange(() => {
        clearTimeout(timer);
        timer = setTimeout(done, QUIET);
      }),
      token.onCancellationRequested(done),
    ];
    function done(): void {
      clearTimeout(timer);
      for (const one of listeners) one.dispose();
      resolve();
    }
  });
