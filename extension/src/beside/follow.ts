/** Keeps a page true to its document: asks again after each edit, one question at a time. */
import * as vscode from 'vscode';
import type { StatementEntry } from '../../../language-server/protocol.ts';
import type { LanguageServer } from '../language/server.ts';
import { movedLine, statementAt } from './anchor.ts';

interface Followed {
  readonly document: vscode.TextDocument;
  /** Undefined: the whole file. */
  readonly statement: StatementEntry | undefined;
}

interface Following extends vscode.Disposable {
  /** Asks now, also when nothing was edited. */
  again(): void;
}

/**
 * @param line where the statement begins, from 0; undefined: the whole file
 * @param look asks and shows; what it throws is told to `failed`
 */
export function follow(
  server: LanguageServer,
  document: vscode.TextDocument,
  line: number | undefined,
  look: (followed: Followed) => Promise<void>,
  failed: (why: string) => void,
): Following {
  let anchor = line;
  let busy = false;
  let stale = false;
  let over = false;

  const again = async (): Promise<void> => {
    stale = true;
    if (busy) return;
    busy = true;
    while (stale && !over) {
      stale = false;
      try {
        await look({ document, statement: await found() });
      } catch (error) {
        if (!over) failed(error instanceof Error ? error.message : String(error));
      }
    }
    busy = false;
  };
  const found = async (): Promise<StatementEntry | undefined> => {
    if (anchor === undefined) return undefined;
    const statement = statementAt((await server.statements(document)).statements, anchor);
    if (statement) anchor = statement.range.start.line;
    return statement;
  };
  const listener = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
    if (changed !== document) return;
    for (const { range, text } of contentChanges)
      if (anchor !== undefined)
        anchor = movedLine(anchor, {
          startLine: range.start.line,
          endLine: range.end.line,
          endCharacter: range.end.character,
          breaks: text.split('\n').length - 1,
        });
    void again();
  });
  void again();
  return {
    again: () => void again(),
    dispose() {
      over = true;
      listener.dispose();
    },
  };
}
