/** Where the queries of a document run: by its folder's settings and ferris.yaml. */
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { placeOf, type RunPlace } from './place.ts';

export const placeFor = (document: vscode.TextDocument): RunPlace => placeOfFolder(folderFor(document), document);

/** Of a window without folders: of its own settings. */
export function placeOfFolder(
  folder: vscode.WorkspaceFolder | undefined,
  scope: vscode.ConfigurationScope | undefined = folder,
): RunPlace {
  const setting = vscode.workspace.getConfiguration('ferris', scope ?? null).get<string>('brokers', '');
  return placeOf(setting, folder ? settingsOf(folder) : '');
}

/** The document's workspace folder; of one that is in none, the first. */
export const folderFor = (document: vscode.TextDocument): vscode.WorkspaceFolder | undefined =>
  vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];

function settingsOf({ uri }: vscode.WorkspaceFolder): string {
  try {
    return fs.readFileSync(path.join(uri.fsPath, 'ferris.yaml'), 'utf8');
  } catch {
    // There is none, or ferris-sql will say why it cannot be read.
    return '';
  }
}
