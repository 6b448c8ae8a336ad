/** The commands: Run Query, Stop Query, and the choice of where queries run. */
import * as vscode from 'vscode';
import type { StatementEntry } from '../../../language-server/protocol.ts';
import type { LanguageServer } from '../language/server.ts';
import { FERRIS_SQL } from '../language/switch.ts';
import { selectBrokers } from '../place/select.ts';
import { toRange } from './lenses.ts';
import type { OpenRuns } from './open-runs.ts';

export function registerCommands(server: LanguageServer, runs: OpenRuns): vscode.Disposable {
  const runQuery = async (uri?: unknown, statement?: unknown): Promise<void> => {
    if (!vscode.workspace.isTrusted) {
      refuse('This folder is not trusted yet: queries are processes, and start once you trust it');
      return;
    }
    const document = await documentOf(uri);
    if (document?.languageId !== FERRIS_SQL) {
      refuse('Open a FerrisSQL file to run a query');
      return;
    }
    const { statements } = await server.statements(document);
    const chosen = typeof statement === 'number' ? statements[statement] : statementAtCursor(document, statements);
    if (!chosen)
      refuse(statements.length === 0 ? 'There is no statement in this file' : 'Put the cursor into the query to run');
    else if (!chosen.runnable)
      refuse(`${chosen.kind} answers no rows: put the cursor into a SELECT, or a CREATE … AS SELECT`);
    else {
      const problem = runs.start(document, chosen);
      if (problem) refuse(problem);
    }
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('ferris.runQuery', runQuery),
    vscode.commands.registerCommand('ferris.stopQuery', () => runs.stopCurrent()),
    vscode.commands.registerCommand('ferris.selectBrokers', selectBrokers),
  );
}

/** Does not wait for the message to be read. */
const refuse = (why: string): void => void vscode.window.showWarningMessage(`FerrisSQL: ${why}.`);

/** Of a code lens its own document; of a button or a key the one in front. */
async function documentOf(uri: unknown): Promise<vscode.TextDocument | undefined> {
  return uri instanceof vscode.Uri ? vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
}

/** The statement the cursor is in, or in front of; behind the last one, that one. */
function statementAtCursor(
  document: vscode.TextDocument,
  statements: readonly StatementEntry[],
): StatementEntry | undefined {
  const editor = vscode.window.visibleTextEditors.find(one => one.document === document);
  const cursor = editor?.selection.active ?? new vscode.Position(0, 0);
  const there = statements.find(({ whole }) => toRange(whole).contains(cursor));
  // The line break behind a `;` belongs to the next statement, but who is on the line of the `;` means the one before.
  const before = statements.findLast(({ whole }) => toRange(whole).end.isBeforeOrEqual(cursor));
  const sameLine = before && toRange(before.whole).end.line === cursor.line ? before : undefined;
  return sameLine ?? there ?? before;
}
