/** Where the extension begins in a browser: no processes, no brokers; the language server and queries are workers. */
import * as vscode from 'vscode';
import {
  RUN_COMMAND,
  SHOW_REFERENCES_COMMAND,
  type ShowReferencesArguments,
  type StatementArguments,
} from '../../language-server/protocol.ts';
import { newFile } from '../src/language/new-file.ts';
import { FERRIS_SQL, switchLanguages } from '../src/language/switch.ts';
import type { FerrisWebExtension, WebRun } from '../src/web-api.ts';
import { startLanguage, type WebLanguage } from './language.ts';
import { runStatement } from './run.ts';

let started: Promise<WebLanguage | undefined> | undefined;

export function activate(context: vscode.ExtensionContext): FerrisWebExtension {
  const log = vscode.window.createOutputChannel('FerrisSQL', { log: true });
  const runs: WebRun[] = [];
  const startFor = ({ languageId }: vscode.TextDocument): void => {
    if (languageId === FERRIS_SQL) started ??= start(context.extensionUri, log);
  };
  const runQuery = async (uri?: unknown, index?: unknown): Promise<void> => {
    const document =
      uri instanceof vscode.Uri
        ? await vscode.workspace.openTextDocument(uri)
        : vscode.window.activeTextEditor?.document;
    const language = await started;
    if (document?.languageId !== FERRIS_SQL || !language) return refuse('Open a FerrisSQL file to run a query');
    const { statements } = await language.statements(document);
    const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
    const chosen =
      typeof index === 'number' ? statements[index] : statements.find(({ whole }) => whole.end.line >= line);
    if (!chosen?.runnable) return refuse('Put the cursor into a SELECT, or a CREATE … AS SELECT');
    runs.push(await runStatement(context.extensionUri, document, chosen));
  };
  context.subscriptions.push(
    log,
    switchLanguages(context.workspaceState),
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.commands.registerCommand('ferris.newFile', newFile),
    vscode.commands.registerCommand('ferris.runQuery', runQuery),
    vscode.commands.registerCommand(RUN_COMMAND, (...[uri, statement]: StatementArguments) =>
      runQuery(vscode.Uri.parse(uri), statement),
    ),
    vscode.commands.registerCommand(SHOW_REFERENCES_COMMAND, showReferences),
  );
  // Commands and views that need processes are not offered.
  void vscode.commands.executeCommand('setContext', 'ferris.inBrowser', true);
  vscode.workspace.textDocuments.forEach(startFor);
  return { web: true, runs: () => runs };
}

export async function deactivate(): Promise<void> {
  await (await started)?.stop();
}

async function start(extension: vscode.Uri, log: vscode.LogOutputChannel): Promise<WebLanguage | undefined> {
  try {
    return await startLanguage(extension, log);
  } catch (error) {
    refuse(`The language server did not start: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const refuse = (why: string): void => void vscode.window.showWarningMessage(`FerrisSQL: ${why}.`);

const showReferences = (...[uri, { line, character }, places]: ShowReferencesArguments): Thenable<unknown> =>
  vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    new vscode.Position(line, character),
    places.map(
      ({ uri: file, range: { start: from, end: to } }) =>
        new vscode.Location(vscode.Uri.parse(file), new vscode.Range(from.line, from.character, to.line, to.character)),
    ),
  );
