/** Puts the methods on a connection. Each request sees one snapshot of its document. */
import {
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from './host.ts';
import type { Server } from './method.ts';
import { methods } from './methods/table.ts';
import { Project } from './project/project.ts';
import { VERSION } from './version.ts';

/** Listens until the client says `exit` or goes away. */
export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const project = new Project(documents, host.files);
  const starting: ((params: InitializeParams) => void)[] = [];
  const ready: (() => void)[] = [];
  let client: ClientCapabilities = {};
  const server: Server = {
    connection,
    project,
    documents,
    host,
    client: () => client,
    onInitialize: listener => starting.push(listener),
    onInitialized: listener => ready.push(listener),
    ask: (uri, otherwise, method) => {
      const snapshot = project.snapshot(uri);
      return snapshot ? method(snapshot) : otherwise;
    },
  };
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = params.capabilities;
    for (const listener of starting) listener(params);
    return {
      serverInfo: { name: 'ferris-language-server', version: VERSION },
      capabilities: merged<ServerCapabilities>([
        // The one encoding that every client must know, also one that offers only others.
        { positionEncoding: PositionEncodingKind.UTF16, textDocumentSync: TextDocumentSyncKind.Incremental },
        ...methods.map(method => method.capabilities?.(client) ?? {}),
      ]),
    };
  });
  connection.onInitialized(() => {
    for (const listener of ready) listener();
  });
  documents.listen(connection);
  for (const method of methods) method.start(server);
  connection.listen();
}

/** Several methods may speak of one part, such as `workspace`. */
function merged<Part extends object>(parts: readonly Part[]): Part {
  const all: Record<string, unknown> = {};
  for (const part of parts)
    for (const [key, value] of Object.entries(part)) {
      const before = all[key];
      all[key] = isTable(before) && isTable(value) ? merged([before, value]) : value;
    }
  return all as Part;
}

const isTable = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
