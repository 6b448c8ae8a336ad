/** Edit hints: those of the statement at the cursor as a form, which writes them as comments. */
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import {
  CHANGE_HINTS_REQUEST,
  type ChangeHintsParams,
  EDIT_HINTS_COMMAND,
  GENERATE_HINTS_REQUEST,
  type GenerateHintsParams,
  HINTS_REQUEST,
  type HintEditsResult,
  type HintsParams,
  type HintsResult,
  type StatementEntry,
  type StatementParams,
} from '../../../language-server/protocol.ts';
import { statementAt } from '../beside/anchor.ts';
import { follow } from '../beside/follow.ts';
import { openPage, type Page } from '../beside/page.ts';
import { Pages } from '../beside/pages.ts';
import { reveal } from '../beside/reveal.ts';
import { subjectOf } from '../beside/subject.ts';
import { newFile } from '../language/new-file.ts';
import type { LanguageServer } from '../language/server.ts';
import { applyEdits } from './apply-edits.ts';
import { askWorkload, extractHints, untitledHints } from './generate.ts';
import type { FormAnswer, FormUpdate } from './protocol.ts';

const FORM_TYPE = 'ferris.hints';

export function registerHints(extension: vscode.Uri, server: LanguageServer): vscode.Disposable {
  const pages = new Pages();
  const edit = async (uri?: unknown, statement?: unknown): Promise<void> => {
    const subject = await subjectOf(uri, statement);
    if (!subject) return;
    const { document } = subject;
    const chosen = await chosenIn(server, document, subject.statement, subject.line);
    pages.show(document, () => openForm(extension, server, document, chosen?.range.start.line));
  };
  const generate = async (): Promise<void> => {
    const workload = await askWorkload();
    if (workload === undefined) return;
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'ferris-sql') return untitledHints(extension, workload);
    const chosen = await chosenIn(server, editor.document, undefined, editor.selection.active.line);
    await generateIn(server, editor.document, chosen, workload);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(EDIT_HINTS_COMMAND, edit),
    vscode.commands.registerCommand('ferris.generateHints', generate),
    vscode.commands.registerCommand('ferris.newFile', newFile),
    vscode.commands.registerCommand('ferris.extractHints', (given?: unknown) => extractHints(extension, given)),
  );
}

async function chosenIn(
  server: LanguageServer,
  document: vscode.TextDocument,
  statement: number | undefined,
  line: number,
): Promise<StatementEntry | undefined> {
  const { statements } = await server.statements(document);
  return statement === undefined ? aboveOrAt(statements, line) : statements[statement];
}

/** With its hints: who stands in them means the statement below. */
const aboveOrAt = (statements: readonly StatementEntry[], line: number): StatementEntry | undefined =>
  statements.find(({ whole }) => whole.start.line < line && line <= whole.end.line) ?? statementAt(statements, line);

async function generateIn(
  server: LanguageServer,
  document: vscode.TextDocument,
  statement: StatementEntry | undefined,
  workload: string,
): Promise<void> {
  const about: GenerateHintsParams = { ...aboutOf(document, statement), workload };
  const problem = await applyEdits(document, () => server.request<HintEditsResult>(GENERATE_HINTS_REQUEST, about));
  if (problem !== undefined) void vscode.window.showWarningMessage(`FerrisSQL: ${problem}.`);
}

const aboutOf = ({ uri }: vscode.TextDocument, statement: StatementEntry | undefined): StatementParams => ({
  textDocument: { uri: uri.toString() },
  ...(statement === undefined ? {} : { statement: statement.index }),
});

function openForm(
  extension: vscode.Uri,
  server: LanguageServer,
  document: vscode.TextDocument,
  line: number | undefined,
): vscode.WebviewPanel {
  const file = basename(document.uri.path);
  let shown: StatementEntry | undefined;
  const page: Page<FormUpdate> = openPage<FormUpdate, FormAnswer>(
    { extension, name: 'hints-form', type: FORM_TYPE, title: 'Hints' },
    answer => void act(answer),
  );
  const act = async (answer: FormAnswer): Promise<void> => {
    if (answer.kind === 'reveal') {
      if (shown) await reveal(document, shown.range);
    } else if (answer.kind === 'generate') {
      const workload = await askWorkload();
      if (workload !== undefined) await generateIn(server, document, shown, workload);
    } else {
      const { key, value } = answer;
      const about: ChangeHintsParams = { ...aboutOf(document, shown), changes: [{ key, value }] };
      const why = await applyEdits(document, () => server.request<HintEditsResult>(CHANGE_HINTS_REQUEST, about));
      if (why !== undefined) page.tell({ kind: 'refused', key, why } satisfies FormUpdate);
    }
  };
  const following = follow(
    server,
    document,
    line,
    async ({ statement }) => {
      shown = statement;
      const about: HintsParams = aboutOf(document, statement);
      const hints = await server.request<HintsResult>(HINTS_REQUEST, about);
      page.window.title = `Hints: ${hints.title}`;
      page.show({ kind: 'form', file, line: statement?.range.start.line, hints });
    },
    why => page.show({ kind: 'failed', why }),
  );
  page.window.onDidDispose(() => following.dispose());
  return page.window;
}
