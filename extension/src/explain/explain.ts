/** Explain: the plan of a statement as a graph beside it, which follows its edits. */
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import {
  EXPLAIN_COMMAND,
  EXPLAIN_REQUEST,
  type ExplainOperator,
  type ExplainParams,
  type ExplainResult,
} from '../../../language-server/protocol.ts';
import { statementAt } from '../beside/anchor.ts';
import { follow } from '../beside/follow.ts';
import { openPage, type Page } from '../beside/page.ts';
import { Pages } from '../beside/pages.ts';
import { reveal } from '../beside/reveal.ts';
import { subjectOf } from '../beside/subject.ts';
import type { LanguageServer } from '../language/server.ts';
import type { ExplainAnswer, ExplainUpdate } from './protocol.ts';

const EXPLAIN_TYPE = 'ferris.explain';

export function registerExplain(extension: vscode.Uri, server: LanguageServer): vscode.Disposable {
  const pages = new Pages();
  const explain = async (uri?: unknown, statement?: unknown): Promise<void> => {
    const subject = await subjectOf(uri, statement);
    if (!subject) return;
    const { document } = subject;
    const { statements } = await server.statements(document);
    const chosen =
      subject.statement === undefined ? statementAt(statements, subject.line) : statements[subject.statement];
    // What only declares something has no plan: the file's is shown then.
    const line = chosen?.runnable ? chosen.range.start.line : undefined;
    pages.show(document, () => openExplain(extension, server, document, line));
  };
  return vscode.commands.registerCommand(EXPLAIN_COMMAND, explain);
}

function openExplain(
  extension: vscode.Uri,
  server: LanguageServer,
  document: vscode.TextDocument,
  line: number | undefined,
): vscode.WebviewPanel {
  const file = basename(document.uri.path);
  let plan: ExplainResult | undefined;
  const page: Page<ExplainUpdate> = openPage<ExplainUpdate, ExplainAnswer>(
    { extension, name: 'explain', type: EXPLAIN_TYPE, title: `Plan of ${file}` },
    ({ range }) => void reveal(document, range),
  );
  const tellCursor = ({ active }: vscode.Selection): void => {
    const operators = plan?.operators.filter(one => holds(one, active)) ?? [];
    page.tell({ kind: 'cursor', operators: operators.map(({ id }) => id) } satisfies ExplainUpdate);
  };
  const following = follow(
    server,
    document,
    line,
    async ({ statement }) => {
      const about: ExplainParams = {
        textDocument: { uri: document.uri.toString() },
        ...(statement === undefined ? {} : { statement: statement.index }),
      };
      plan = await server.request<ExplainResult>(EXPLAIN_REQUEST, about);
      const title = statement ? (statement.name ?? `${statement.kind}, line ${statement.range.start.line + 1}`) : file;
      page.window.title = `Plan: ${title}`;
      page.show({ kind: 'plan', title, file, plan });
    },
    why => page.show({ kind: 'failed', why }),
  );
  const cursor = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    if (textEditor.document === document && selections[0]) tellCursor(selections[0]);
  });
  page.window.onDidDispose(() => {
    following.dispose();
    cursor.dispose();
  });
  return page.window;
}

const holds = ({ range: { start, end } }: ExplainOperator, at: vscode.Position): boolean =>
  new vscode.Range(start.line, start.character, end.line, end.character).contains(at);
