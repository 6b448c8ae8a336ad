/** Puts the methods on a connection. Each request sees one snapshot of its document. */
import {
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from './host.ts';
import type { Server } from './method.ts';
import { methods } from './methods/table.ts';
import { Project } from './project/project.ts';

/** Listens until the client says `exit` or goes away. */
export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const project = new Project(documents);
  let client: ClientCapabilities = {};
  const server: Server = {
    connection,
    project,
    documents,
    host,
    client: () => client,
    ask: (uri, otherwise, method) => {
      const snapshot = project.snapshot(uri);
      return snapshot ? method(snapshot) : otherwise;
    },
  };
  connection.onInitialize(({ capabilities }: InitializeParams): InitializeResult => {
    client = capabilities;
    return {
      serverInfo: { name: 'ferris-language-server' },
      capabilities: Object.assign(
        { textDocumentSync: TextDocumentSyncKind.Incremental },
        ...methods.map(method => method.capabilities?.(client)),
      ),
    };
  });
  documents.listen(connection);
  for (const method of methods) method.start(server);
  connection.listen();
}
