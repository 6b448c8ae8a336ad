/** The language server of this window: started for the first FerrisSQL file, in a trusted workspace, as a process. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { STATEMENTS_REQUEST, type StatementsParams, type StatementsResult } from '../../../language-server/protocol.ts';
import { FERRIS_SQL } from './switch.ts';

export interface LanguageServer extends vscode.Disposable {
  /** The statements of a document as it is now; none where there is no server (yet). */
  statements(document: vscode.TextDocument): Promise<StatementsResult>;
  /** One of the server's own requests, of language-server/protocol.ts. Starts it; throws where none can be. */
  request<Answer>(method: string, params: object): Promise<Answer>;
  /** It has been started and answers. */
  readonly onStarted: vscode.Event<void>;
  stop(): Promise<void>;
}

export function languageServer(extension: vscode.Uri, log: vscode.LogOutputChannel): LanguageServer {
  let starting: Promise<LanguageClient | undefined> | undefined;
  const started = new vscode.EventEmitter<void>();

  const startFor = (document: vscode.TextDocument): void => {
    if (document.languageId === FERRIS_SQL && vscode.workspace.isTrusted) starting ??= start();
  };
  const start = async (): Promise<LanguageClient | undefined> => {
    try {
      const { startClient } = await import('./client.ts');
      const client = await startClient(serverFile(extension), log);
      started.fire();
      return client;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.error(`the language server did not start: ${why}`);
      void vscode.window.showErrorMessage(`FerrisSQL: the language server did not start: ${why}`);
      return undefined;
    }
  };
  const lookAround = (): void => vscode.workspace.textDocuments.forEach(startFor);
  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidGrantWorkspaceTrust(lookAround),
  );
  lookAround();
  return {
    dispose() {
      listeners.dispose();
      started.dispose();
    },
    onStarted: started.event,
    async statements(document) {
      const client = await starting;
      if (!client?.isRunning()) return { version: document.version, statements: [] };
      const params: StatementsParams = { textDocument: { uri: document.uri.toString() } };
      return client.sendRequest<StatementsResult>(STATEMENTS_REQUEST, params);
    },
    async request<Answer>(method: string, params: object): Promise<Answer> {
      if (vscode.workspace.isTrusted) starting ??= start();
      const client = await starting;
      if (!client?.isRunning()) throw new Error('The language server is not running');
      return client.sendRequest<Answer>(method, params);
    },
    async stop() {
      const client = await starting;
      if (client?.needsStop()) await client.stop(2000);
    },
  };
}

function serverFile(extension: vscode.Uri): string {
  const other = vscode.workspace.getConfiguration('ferris').get<string>('serverPath', '');
  return other || vscode.Uri.joinPath(extension, 'programs/language-server.mjs').fsPath;
}
