/** The commands: Run Query, Stop Query, the choice of where queries run, and those of the server's code lenses. */
import * as vscode from 'vscode';
import {
  type ProtocolPosition,
  type ProtocolRange,
  RUN_COMMAND,
  SHOW_REFERENCES_COMMAND,
  type ShowReferencesArguments,
  type StatementArguments,
  type StatementEntry,
} from '../../../language-server/protocol.ts';
import type { LanguageServer } from '../language/server.ts';
import { FERRIS_SQL } from '../language/switch.ts';
import { selectBrokers } from '../place/select.ts';
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
    vscode.commands.registerCommand(RUN_COMMAND, (...[uri, statement]: StatementArguments) =>
      runQuery(vscode.Uri.parse(uri), statement),
    ),
    vscode.commands.registerCommand(SHOW_REFERENCES_COMMAND, showReferences),
  );
}

const showReferences = (...[uri, position, places]: ShowReferencesArguments): Thenable<unknown> =>
  vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    toPosition(position),
    places.map(place => new vscode.Location(vscode.Uri.parse(place.uri), toRange(place.range))),
  );

const toRange = ({ start, end }: ProtocolRange): vscode.Range => new vscode.Range(toPosition(start), toPosition(end));

const toPosition = ({ line, character }: ProtocolPosition): vscode.Position => new vscode.Position(line, character);

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
