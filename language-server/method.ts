/** What a method of the server is given, and what it says of itself. One file per method; all are in methods/table.ts. */
import type {
  ClientCapabilities,
  Connection,
  InitializeParams,
  ServerCapabilities,
  TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from './host.ts';
import type { Project } from './project/project.ts';
import type { Snapshot } from './snapshot.ts';

export interface Server {
  readonly connection: Connection;
  readonly project: Project;
  /** The open ones. */
  readonly documents: TextDocuments<TextDocument>;
  readonly host: Host;
  /** What the client said it can do; nothing before `initialize`. */
  readonly client: () => ClientCapabilities;
  /** Before the answer to `initialize`. */
  onInitialize(listener: (params: InitializeParams) => void): void;
  /** Once the client is ready for requests of the server. */
  onInitialized(listener: () => void): void;
  /** What a method answers for a document that is open or one of the workspace; `otherwise` for any other. */
  ask<Answer>(uri: string, otherwise: Answer, method: (snapshot: Snapshot) => Answer): Answer;
}

export interface Method {
  /** Its part of the answer to `initialize`. */
  readonly capabilities?: (client: ClientCapabilities) => Partial<ServerCapabilities>;
  /** Listens to its requests. */
  start(server: Server): void;
}
