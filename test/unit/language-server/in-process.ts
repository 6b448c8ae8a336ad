/** A language server in this process, and an editor's end of it: for tests that need many of them. */
import { PassThrough } from 'node:stream';
import {
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import type { InitializeResult } from 'vscode-languageserver-protocol';
import { serve } from '../../../language-server/connection.ts';
import type { Host } from '../../../language-server/host.ts';
import { connectionOptions } from '../../../language-server/options.ts';

const NO_FILES: Host = { files: undefined, pageOf: () => undefined };

export interface Client {
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  open(uri: string, text: string, version?: number): void;
  close(uri: string): void;
  /** The answer as plain data; a refusal is its message. */
  ask(method: string, params: object): Promise<unknown>;
  dispose(): void;
}

export async function connect(capabilities: object, host: Host = NO_FILES): Promise<Client> {
  const there = new PassThrough();
  const back = new PassThrough();
  const server = createConnection(new StreamMessageReader(there), new StreamMessageWriter(back), connectionOptions);
  serve(server, host);
  const connection = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
  });
  void connection.sendNotification('initialized', {});
  return {
    connection,
    initialized,
    open: (uri, text, version = 1) =>
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'ferris-sql', version, text },
      }),
    close: uri => void connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    async ask(method, params) {
      try {
        return await connection.sendRequest(method, params);
      } catch (error) {
        if (!(error instanceof ResponseError)) throw error;
        return { refused: error.code, message: error.message };
      }
    },
    dispose() {
      connection.dispose();
      server.dispose();
    },
  };
}
