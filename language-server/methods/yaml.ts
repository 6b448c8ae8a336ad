/**
 * ferris.yaml and configuration files in editors: which of them are sent to the server, and what is wrong in them.
 *
 * Nothing else of YAML is asked for: the client is told the files by their names, and only what is answered for them, so that
 * formatting, outline and the rest stay with the extension that is there for YAML.
 */
import {
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentFilter,
  DocumentLinkRequest,
  HoverRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readSettingsFile } from '../../src/language/configuration/findings.ts';
import type { Method, Server } from '../method.ts';
import { isYaml } from '../project/project.ts';
import { SETTINGS_FILE } from '../project/settings.ts';
import { configDiagnostics, settingsDiagnostics } from '../yaml/diagnostics.ts';

export const yamlMethod: Method = {
  start(server) {
    const { connection, project, documents, host, client } = server;
    const announced = new Set<string>();
    const announce = (filter: DocumentFilter): void => {
      const key = JSON.stringify(filter);
      if (announced.has(key) || !client().textDocument?.synchronization?.dynamicRegistration) return;
      announced.add(key);
      register(server, [filter]);
    };
    server.onInitialized(() => announce({ scheme: 'file', pattern: `**/${SETTINGS_FILE}` }));
    documents.onDidChangeContent(({ document }) => {
      if (isYaml(document)) void checked(server, document);
    });
    // What was typed and not saved counts no more.
    documents.onDidClose(({ document: { uri } }) => {
      if (project.configs.named.has(uri)) void project.configs.read(uri);
    });
    project.onConfigRead(uri => {
      announce({ scheme: 'file', pattern: patternOf(uri) });
      void connection.sendDiagnostics({ uri, diagnostics: configDiagnostics(uri, project, host) });
    });
  },
};

/** An open one, as it is typed. */
async function checked({ connection, project }: Server, document: TextDocument): Promise<void> {
  const { uri, version } = document;
  const kind = project.yamlKind(uri);
  if (kind === 'config') return project.configs.read(uri);
  if (kind === undefined) return;
  const yaml = await import('yaml');
  if (document.version !== version || !project.isOpen(uri)) return;
  const { findings } = readSettingsFile(document.getText(), yaml);
  void connection.sendDiagnostics({ uri, version, diagnostics: settingsDiagnostics(document, findings) });
}

/** A client that takes it opens these files with the server, those that are open already too. */
function register({ connection }: Server, documentSelector: DocumentFilter[]): void {
  const refused = (): undefined => undefined;
  const of = { documentSelector };
  const { client } = connection;
  void client.register(DidOpenTextDocumentNotification.type, of).then(undefined, refused);
  void client
    .register(DidChangeTextDocumentNotification.type, { ...of, syncKind: TextDocumentSyncKind.Incremental })
    .then(undefined, refused);
  void client.register(DidCloseTextDocumentNotification.type, of).then(undefined, refused);
  void client.register(CompletionRequest.type, of).then(undefined, refused);
  void client.register(HoverRequest.type, of).then(undefined, refused);
  void client.register(DocumentLinkRequest.type, of).then(undefined, refused);
}

/** A pattern for this one file: what means something in patterns stands for itself. */
const patternOf = (uri: string): string =>
  decodeURIComponent(uri.replace(/^file:\/\/[^/]*/, '')).replace(/[*?[\]{}]/g, '?');
