/** What a command is about: the document and statement of a code lens or link, else what the cursor is in. */
import * as vscode from 'vscode';
import { FERRIS_SQL } from '../language/switch.ts';

export interface Subject {
  readonly document: vscode.TextDocument;
  /** Index in `ferris/statements`; undefined: what `line` says. */
  readonly statement: number | undefined;
  /** Of the cursor, from 0. */
  readonly line: number;
}

/** Undefined, with a message, where no FerrisSQL file is in front. */
export async function subjectOf(uri: unknown, statement: unknown): Promise<Subject | undefined> {
  const given = uri instanceof vscode.Uri ? uri : typeof uri === 'string' ? vscode.Uri.parse(uri) : undefined;
  const editor = vscode.window.activeTextEditor;
  const document = given ? await vscode.workspace.openTextDocument(given) : editor?.document;
  if (document?.languageId !== FERRIS_SQL) {
    void vscode.window.showWarningMessage('FerrisSQL: Open a FerrisSQL file first.');
    return undefined;
  }
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(
      'FerrisSQL: This folder is not trusted yet: the language server is a process, and starts once you trust it.',
    );
    return undefined;
  }
  const shown = vscode.window.visibleTextEditors.find(one => one.document === document);
  return {
    document,
    statement: typeof statement === 'number' ? statement : undefined,
    line: shown?.selection.active.line ?? 0,
  };
}
