/** The suite of the browser's extension host: no Node, no processes; the language server and queries are workers. */
import * as vscode from 'vscode';
import type { FerrisWebExtension } from '../../../extension/src/web-api.ts';

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 60_000;

async function eventually<T>(question: () => T | PromiseLike<T>, what: string): Promise<T & {}> {
  let last: unknown;
  for (const until = Date.now() + PATIENCE; Date.now() < until; await new Promise(done => setTimeout(done, 50))) {
    try {
      last = await question();
      if (last) return last as T & {};
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: not within ${PATIENCE} ms${last instanceof Error ? ` (${last.message})` : ''}`);
}

function expect(fact: boolean, what: string): void {
  if (!fact) throw new Error(what);
}

/** Throws where something is not as it should be; what it throws is in the window's log. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<FerrisWebExtension>('ferris.ferris-sql-hints');
  if (!extension) throw new Error('the extension is not there');
  const api = await extension.activate();
  expect(api.web === true, 'it is the Node entry that runs');
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const open = async (name: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, name));
    // Where another editor opens at the same time the editor's own call fails, and is made again.
    await eventually(() => vscode.window.showTextDocument(document), `${name} is opened`);
    return document;
  };
  const wrong = await open('wrong_hint.sql');
  await eventually(() => wrong.languageId === 'ferris-sql', 'the file becomes FerrisSQL');
  await eventually(() => vscode.languages.getDiagnostics(wrong.uri).length > 0, 'diagnostics');
  const postgres = await open('report.sql');
  const market = await open('market_data.sql');
  await eventually(() => market.languageId === 'ferris-sql', 'the other file becomes FerrisSQL');
  const position = market.positionAt(market.getText().indexOf('AVG') + 1);
  const hovers = await eventually(async () => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      market.uri,
      position,
    );
    return found.length > 0 ? found : undefined;
  }, 'a hover');
  expect(hovers.length > 0, 'no hover');
  const symbols = await eventually(async () => {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'ticker_prices',
    );
    return found.length > 0 ? found : undefined;
  }, 'a symbol of the workspace');
  expect(symbols[0]!.location.uri.path.endsWith('market_data.sql'), 'the symbol is elsewhere');
  expect(postgres.languageId === 'sql', 'other SQL is not left alone');
  expect(vscode.languages.getDiagnostics(postgres.uri).length === 0, 'other SQL has diagnostics of ours');

  const ran = await eventually(async () => {
    await vscode.commands.executeCommand('ferris.run', market.uri.toString(), 2);
    return api.runs()[0];
  }, 'a run');
  await ran.over;
  expect(ran.problems.length === 0, `problems: ${ran.problems.join('; ')}`);
  expect(ran.rows.length > 0, 'no rows');
  expect(/"turnover"/.test(ran.rows[0]!), `another row: ${ran.rows[0]}`);

  const there = new Set(await vscode.commands.getCommands(true));
  for (const { command, enablement } of offered(extension.packageJSON))
    if (!enablement?.includes('!ferris.inBrowser'))
      expect(there.has(command), `${command} is offered, and is not there`);
}

interface Offered {
  readonly command: string;
  readonly enablement?: string;
}

/** The commands of the palette; what only an item of a view has goes with the view. */
function offered({ contributes: { commands, menus } }: Manifest): readonly Offered[] {
  const elsewhere = menus.commandPalette.map(({ command }) => command);
  return commands.filter(
    ({ command, enablement }) => !elsewhere.includes(command) && enablement !== 'ferris.queryRunning',
  );
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly Offered[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] };
  };
}
