/** Where the extension begins: it puts its parts together. What is slow to load is loaded when it is needed. */
import * as vscode from 'vscode';
import type { FerrisExtension } from './api.ts';
import { programsOf } from './command-line/programs.ts';
import { registerExplain } from './explain/explain.ts';
import { registerHints } from './hints/form.ts';
import { languageServer } from './language/server.ts';
import { switchLanguages } from './language/switch.ts';
import { showPlace } from './place/status-bar.ts';
import { registerPreview } from './preview/preview.ts';
import { registerCommands } from './run/commands.ts';
import { openRuns } from './run/open-runs.ts';
import { soon } from './soon.ts';
import { testExplorer } from './testing/explorer.ts';
import { showViews } from './views/views.ts';

let close: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): FerrisExtension {
  const log = vscode.window.createOutputChannel('FerrisSQL', { log: true });
  const server = languageServer(context.extensionUri, log);
  const runs = openRuns(context.extensionUri, context.secrets);
  close = async () => {
    await Promise.all([runs.closeAll(), server.stop()]);
  };
  context.subscriptions.push(
    log,
    switchLanguages(context.workspaceState),
    server,
    registerCommands(server, runs),
    registerExplain(context.extensionUri, server),
    registerPreview(context.extensionUri, server, log),
    registerHints(context.extensionUri, server),
    showViews(context, server, () => runs.all()),
    soon([
      showPlace,
      // Tests are processes: an untrusted folder has none.
      () => whenTrusted(() => testExplorer(programsOf(context.extensionUri))),
    ]),
  );
  return { runs: () => runs.all() };
}

/** What starts processes, as soon as the folder is trusted. */
function whenTrusted(start: () => vscode.Disposable): vscode.Disposable {
  if (vscode.workspace.isTrusted) return start();
  let started: vscode.Disposable | undefined;
  const granted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    started ??= start();
  });
  return new vscode.Disposable(() => {
    granted.dispose();
    started?.dispose();
  });
}

/** The editor waits a few seconds for this: nothing that was started stays behind. */
export async function deactivate(): Promise<void> {
  await close?.();
}
