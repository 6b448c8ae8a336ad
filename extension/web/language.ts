/** The language server of a window without processes: a worker, which reads files through the editor. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import {
  RUN_COMMAND,
  SHOW_REFERENCES_COMMAND,
  STATEMENTS_REQUEST,
  type StatementsResult,
} from '../../language-server/protocol.ts';
import { announceCommands, clientOptions } from '../src/language/client-options.ts';
import { READ_REQUEST, SIZE_REQUEST, type UriParams, WALK_REQUEST } from './files-protocol.ts';
import { startWorker } from './start-worker.ts';

/** More files would keep the editor busy. */
const MOST_FILES = 5000;
const LEFT_OUT = '**/{node_modules,vendor,target,dist,build,out}/**';

export interface WebLanguage {
  statements(document: vscode.TextDocument): Promise<StatementsResult>;
  stop(): Promise<void>;
}

/** @throws when the worker cannot be started */
export async function startLanguage(extension: vscode.Uri, log: vscode.LogOutputChannel): Promise<WebLanguage> {
  const worker = await startWorker(extension, 'server');
  const client = new LanguageClient('ferris', 'FerrisSQL', worker, clientOptions(log));
  announceCommands(client, [RUN_COMMAND, SHOW_REFERENCES_COMMAND]);
  client.onRequest(READ_REQUEST, ({ uri }: UriParams) => read(vscode.Uri.parse(uri)));
  client.onRequest(SIZE_REQUEST, ({ uri }: UriParams) => size(vscode.Uri.parse(uri)));
  client.onRequest(WALK_REQUEST, async ({ uri }: UriParams) => {
    const below = new vscode.RelativePattern(vscode.Uri.parse(uri), '**/*.sql');
    return (await vscode.workspace.findFiles(below, LEFT_OUT, MOST_FILES)).map(String);
  });
  await client.start();
  return {
    statements: document =>
      client.sendRequest<StatementsResult>(STATEMENTS_REQUEST, { textDocument: { uri: document.uri.toString() } }),
    stop: () => client.stop(2000),
  };
}

async function read(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

async function size(uri: vscode.Uri): Promise<number | null> {
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    return stat.type === vscode.FileType.File ? stat.size : null;
  } catch {
    return null;
  }
}
