/** Opens a FerrisSQL file that is not saved yet. */
import * as vscode from 'vscode';
import { FERRIS_SQL } from './switch.ts';

/** @param content its text; a menu gives the command something of its own, which is none */
export async function newFile(content: unknown = ''): Promise<void> {
  const text = typeof content === 'string' ? content : '';
  const document = await vscode.workspace.openTextDocument({ language: FERRIS_SQL, content: text });
  await vscode.window.showTextDocument(document);
}
