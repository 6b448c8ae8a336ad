/** The workspace's folders: their files are taken in, with progress, and followed as they change outside of the editor. */
import {
  CancellationTokenSource,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Method, Server } from '../method.ts';
import { FileIndex, type LeftOut } from '../project/index-files.ts';
import { Readings } from '../project/readings.ts';
import { SETTINGS_FILE } from '../project/settings.ts';
import { settingsDiagnostics } from '../yaml/diagnostics.ts';

/** Most files left out that are named one by one. */
const NAMED = 10;

const WATCHED = ['**/*.sql', '**/*.avsc', '**/*.proto', '**/*.jsonl', '**/*.{yaml,yml}'];
/** What may hold a file we know, or be one. */
const ANYTHING = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };

export const workspaceMethod: Method = {
  capabilities: () => ({
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didCreate: ANYTHING, didRename: ANYTHING, didDelete: ANYTHING },
    },
  }),
  start(server) {
    const { connection, project, documents, host, client } = server;
    const { files } = host;
    if (!files) return;
    const index = new FileIndex(project, files);
    const settings = new Readings();
    const going = new Map<string, CancellationTokenSource>();

    const takeIn = async (folder: string): Promise<void> => {
      const stop = new CancellationTokenSource();
      going.set(folder, stop);
      await readSettings(server, `${folder.replace(/\/$/, '')}/${SETTINGS_FILE}`, settings);
      const progress = client().window?.workDoneProgress ? await connection.window.createWorkDoneProgress() : undefined;
      progress?.begin('FerrisSQL', undefined, 'reading the SQL files of the workspace', true);
      progress?.token.onCancellationRequested(() => stop.cancel());
      const told = performance.now();
      let last = told;
      try {
        const { taken, leftOut } = await index.folder(
          folder,
          seen => {
            if (performance.now() - last < 100) return;
            last = performance.now();
            progress?.report(`${seen} files`);
          },
          stop.token,
        );
        if (taken > 0 || leftOut.length > 0)
          connection.console.info(
            `${taken} FerrisSQL files in ${folder}, read in ${Math.round(performance.now() - told)} ms`,
          );
        tellLeftOut(server, leftOut);
      } finally {
        progress?.done();
        going.delete(folder);
      }
    };

    const folders = new Set<string>();
    server.onInitialize(({ workspaceFolders, rootUri }: InitializeParams) => {
      for (const uri of workspaceFolders?.map(one => one.uri) ?? (rootUri ? [rootUri] : [])) folders.add(uri);
      project.setFolders([...folders]);
    });
    server.onInitialized(() => {
      for (const folder of folders) void takeIn(folder);
      if (client().workspace?.workspaceFolders)
        connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          for (const { uri } of removed) {
            folders.delete(uri);
            going.get(uri)?.cancel();
            index.removed(uri.replace(/\/$/, ''));
          }
          for (const { uri } of added) {
            folders.add(uri);
            void takeIn(uri);
          }
          project.setFolders([...folders]);
        });
      if (client().workspace?.didChangeWatchedFiles?.dynamicRegistration)
        void connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: WATCHED.map(globPattern => ({ globPattern })),
        });
    });

    const changed = async (uri: string): Promise<void> => {
      if (uri.endsWith(`/${SETTINGS_FILE}`)) await readSettings(server, uri, settings);
      else if (project.schemas.named.has(uri)) await project.schemas.read(uri);
      else if (project.configs.named.has(uri)) await project.configs.read(uri);
      else await index.changed(uri);
    };
    // It may have been saved, and not every client tells of files that change.
    documents.onDidClose(({ document: { uri } }) => {
      if ([...folders].some(folder => uri.startsWith(`${folder.replace(/\/$/, '')}/`))) void changed(uri);
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) void changed(uri);
    });
    connection.workspace.onDidCreateFiles(({ files: made }) => {
      for (const { uri } of made) void changed(uri);
    });
    connection.workspace.onDidDeleteFiles(({ files: gone }) => {
      for (const { uri } of gone) {
        index.removed(uri);
        void changed(uri);
      }
    });
    connection.workspace.onDidRenameFiles(({ files: renamed }) => {
      for (const { oldUri, newUri } of renamed) {
        index.removed(oldUri);
        void changed(oldUri);
        void changed(newUri);
      }
    });
  },
};

/** What is wrong in it is said at its place, whether it is open or not. */
async function readSettings({ connection, project, host }: Server, uri: string, readings: Readings): Promise<void> {
  const isLatest = readings.begin(uri);
  const text = await host.files?.read(uri);
  if (!isLatest()) return;
  const problems = await project.settings.set(uri, text);
  project.settingsChanged();
  // One that is open is told as it stands there.
  if (project.isOpen(uri)) return;
  const document = TextDocument.create(uri, 'yaml', 0, text ?? '');
  void connection.sendDiagnostics({ uri, diagnostics: settingsDiagnostics(document, problems) });
}

function tellLeftOut({ connection }: Server, leftOut: readonly LeftOut[]): void {
  for (const { uri, reason } of leftOut.slice(0, NAMED)) connection.console.warn(`${uri} was left out: ${reason}`);
  if (leftOut.length > NAMED) connection.console.warn(`… and ${leftOut.length - NAMED} more files`);
}
