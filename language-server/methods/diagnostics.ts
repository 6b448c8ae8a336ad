/** textDocument/publishDiagnostics: what is wrong, from the first open on and after each change, for clients that are told. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Method } from '../method.ts';
import { diagnosticsOf } from '../project/findings.ts';
import { isYaml } from '../project/project.ts';
import { pullsDiagnostics } from '../pulls.ts';

/** How long nothing must be typed, in milliseconds, before a document is checked again: changes that come together are one. */
const PAUSE = 5;

/**
 * Checks documents as they are opened and changed, and then those whose findings changed with it, since files see each
 * other. A closed one has no diagnostics of this method.
 */
export const diagnosticsMethod: Method = {
  start({ connection, project, documents, host, client }) {
    const waiting = new Map<string, NodeJS.Timeout>();
    /** What was sent last, to say nothing twice. */
    const sent = new Map<string, string>();
    const pulls = (): boolean => pullsDiagnostics(client());
    const send = (uri: string, always: boolean): void => {
      const snapshot = project.snapshot(uri);
      // Open, but other SQL.
      const found = snapshot ? diagnosticsOf(snapshot, host) : [];
      const said = JSON.stringify(found);
      if (!always && sent.get(uri) === said) return;
      sent.set(uri, said);
      void connection.sendDiagnostics({ uri, version: documents.get(uri)!.version, diagnostics: found });
    };
    const sendOthers = (uri: string | undefined): void => {
      for (const other of documents.all())
        if (other.uri !== uri && !waiting.has(other.uri) && !isYaml(other)) send(other.uri, false);
    };
    const check = ({ uri }: TextDocument): void => {
      waiting.delete(uri);
      if (!project.isOpen(uri)) return;
      send(uri, true);
      sendOthers(uri);
    };
    documents.onDidChangeContent(({ document }) => {
      if (pulls() || isYaml(document)) return;
      clearTimeout(waiting.get(document.uri));
      waiting.set(document.uri, setTimeout(check, PAUSE, document));
    });
    documents.onDidClose(({ document }) => {
      const { uri } = document;
      if (pulls() || isYaml(document)) return;
      clearTimeout(waiting.get(uri));
      waiting.delete(uri);
      sent.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
      sendOthers(uri);
    });
    project.onStored(() => {
      if (!pulls()) sendOthers(undefined);
    });
  },
};
