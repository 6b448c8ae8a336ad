/** Puts the methods on a connection. Each request sees one snapshot of its document. */
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completion } from './methods/completion.ts';
import { publishDiagnostics } from './methods/diagnostics.ts';
import { hover } from './methods/hover.ts';
import { statements } from './methods/statements.ts';
import { STATEMENTS_REQUEST, type StatementsParams } from './protocol.ts';
import { type Snapshot, snapshots } from './snapshot.ts';

/** Listens until the client says `exit` or goes away. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const taken = snapshots();
  /** What a method answers for an open document; `otherwise` for one that is not (any more). */
  const ask = <Answer>(uri: string, otherwise: Answer, method: (snapshot: Snapshot) => Answer): Answer => {
    const document = documents.get(uri);
    return document ? method(taken.of(document)) : otherwise;
  };
  let snippets = false;

  connection.onInitialize(({ capabilities }: InitializeParams): InitializeResult => {
    snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false;
    return {
      serverInfo: { name: 'ferris-language-server' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: ['@', ':', '.', '=', ','] },
        hoverProvider: true,
      },
    };
  });
  connection.onCompletion(({ textDocument, position }) =>
    ask(textDocument.uri, [], snapshot => completion(snapshot, position, { snippets })),
  );
  connection.onHover(({ textDocument, position }) =>
    ask(textDocument.uri, null, snapshot => hover(snapshot, position)),
  );
  connection.onRequest(STATEMENTS_REQUEST, ({ textDocument }: StatementsParams) =>
    ask(textDocument.uri, { version: 0, statements: [] }, statements),
  );
  publishDiagnostics(connection, documents, taken);
  documents.listen(connection);
  connection.listen();
}
