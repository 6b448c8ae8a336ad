/** The commands: Run Query, Stop Query, the choice of where queries run, and those of the server's code lenses. */
import { basename } from 'node:path/posix';
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
import { placeFor } from '../place/place-for.ts';
import { mayWrite } from './confirm.ts';
import type { OpenRuns, RunTarget } from './open-runs.ts';
import { type Selected, type Span, selected } from './selection.ts';

export function registerCommands(server: LanguageServer, runs: OpenRuns): vscode.Disposable {
  /** The document and its statements; undefined, with a word why, where nothing can be run. */
  const look = async (
    uri: unknown,
  ): Promise<{ document: vscode.TextDocument; statements: readonly StatementEntry[] } | undefined> => {
    if (!vscode.workspace.isTrusted) {
      refuse('This folder is not trusted yet: queries are processes, and start once you trust it');
      return undefined;
    }
    const document = await documentOf(uri);
    if (document?.languageId !== FERRIS_SQL) {
      refuse('Open a FerrisSQL file to run a query');
      return undefined;
    }
    const { statements } = await server.statements(document);
    if (statements.length > 0) return { document, statements };
    refuse('There is no statement in this file');
    return undefined;
  };
  const start = async (document: vscode.TextDocument, target: RunTarget): Promise<void> => {
    try {
      const problem = await runs.start(document, target);
      if (problem) refuse(problem);
    } catch (error) {
      refuse(`The query cannot be started: ${error instanceof Error ? error.message : error}`);
    }
  };
  const startStatement = async (
    document: vscode.TextDocument,
    statement: StatementEntry | undefined,
    more: Partial<RunTarget> = {},
  ): Promise<void> => {
    if (!statement) refuse('Put the cursor into the query to run');
    else if (!statement.runnable)
      refuse(`${statement.kind} answers no rows: put the cursor into a SELECT, or a CREATE … AS SELECT`);
    else {
      const whole = { title: titleOf(statement), text: document.getText(), statement: statement.index, writes: false };
      await start(document, { ...whole, ...more });
    }
  };

  // Each command is done when its process has been started or refused: who calls one can tell which.
  const runQuery = async (uri?: unknown, statement?: unknown): Promise<void> => {
    const found = await look(uri);
    if (!found) return;
    const { document, statements } = found;
    if (typeof statement === 'number') {
      await startStatement(document, statements[statement]);
      return;
    }
    const meant = selectedIn(document, statements);
    if (meant?.kind === 'part')
      await startStatement(document, meant.statement.entry, {
        title: `Selection in ${titleOf(meant.statement.entry)}`,
        text: meant.text,
      });
    else if (meant && meant.statements.length > 1) {
      const runnable = meant.statements.filter(({ entry }) => entry.runnable);
      if (runnable.length === 0) refuse('None of the selected statements answers rows');
      for (const { entry } of runnable) await startStatement(document, entry);
    } else await startStatement(document, meant?.statements[0]?.entry ?? statementAtCursor(document, statements));
  };
  const runFile = async (uri?: unknown): Promise<void> => {
    const found = await look(uri);
    if (!found) return;
    const { document, statements } = found;
    if (statements.some(({ runnable }) => runnable))
      await start(document, {
        title: basename(document.uri.path),
        text: document.getText(),
        statement: undefined,
        writes: false,
      });
    else refuse('No statement in this file answers rows');
  };
  const runToTopic = async (uri?: unknown): Promise<void> => {
    const found = await look(uri);
    if (!found) return;
    const { document, statements } = found;
    const statement = statementAtCursor(document, statements);
    const topics = statement?.outputs.map(({ topic }) => topic) ?? [];
    if (statement?.runnable && topics.length === 0)
      refuse('This SELECT has no topic to write to: add INTO, or make it a CREATE STREAM … AS SELECT');
    else if (!statement?.runnable || (await mayWrite(placeFor(document), topics)))
      await startStatement(document, statement, { writes: true });
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('ferris.runQuery', runQuery),
    vscode.commands.registerCommand('ferris.runFile', runFile),
    vscode.commands.registerCommand('ferris.runToTopic', runToTopic),
    vscode.commands.registerCommand('ferris.stopQuery', () => runs.stopCurrent()),
    vscode.commands.registerCommand('ferris.exportRows', () => {
      if (!runs.exportCurrent()) refuse('There is no run whose rows could be exported');
    }),
    vscode.commands.registerCommand(RUN_COMMAND, (...[uri, statement]: StatementArguments) =>
      runQuery(vscode.Uri.parse(uri), statement),
    ),
    vscode.commands.registerCommand(SHOW_REFERENCES_COMMAND, showReferences),
  );
}

/** What it makes; a bare SELECT makes nothing with a name. */
const titleOf = ({ kind, name, range }: StatementEntry): string =>
  name === undefined || kind === 'SELECT' || kind === 'WITH' ? `${kind}, line ${range.start.line + 1}` : name;

/** Undefined when nothing is selected. */
function selectedIn(
  document: vscode.TextDocument,
  statements: readonly StatementEntry[],
): Selected<{ readonly entry: StatementEntry; readonly span: Span }> | undefined {
  const selection = vscode.window.visibleTextEditors.find(one => one.document === document)?.selection;
  if (!selection || selection.isEmpty) return undefined;
  const spanOf = ({ start, end }: vscode.Range): Span => ({
    start: document.offsetAt(start),
    end: document.offsetAt(end),
  });
  return selected(
    document.getText(),
    spanOf(selection),
    statements.map(entry => ({ entry, span: spanOf(toRange(entry.range)) })),
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
