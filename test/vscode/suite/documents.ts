/** Opens the files of the suite's workspace. */
import * as vscode from 'vscode';
import { eventually } from './check.ts';

/** Shown in the first column, as a person would open it. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('the window has no folder');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** Of a file that becomes FerrisSQL by itself: when it has. */
export async function openFerrisSql(name: string): Promise<vscode.TextEditor> {
  const { document } = await open(name);
  await eventually(() => document.languageId === 'ferris-sql', `${name} becomes FerrisSQL`);
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
