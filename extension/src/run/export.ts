/** Saves the rows that a panel shows: asks for a format, then for a file. */
import os from 'node:os';
import * as vscode from 'vscode';
import type { ExportFormat } from './panel-protocol.ts';

interface Choice extends vscode.QuickPickItem {
  readonly format: ExportFormat;
  readonly extension: string;
}

const CHOICES: readonly Choice[] = [
  { format: 'csv', extension: 'csv', label: 'CSV', description: 'a header, then a line a row' },
  { format: 'json', extension: 'json', label: 'JSON', description: 'one array of objects' },
  {
    format: 'json-lines',
    extension: 'jsonl',
    label: 'JSON Lines',
    description: 'an object a line, as a topic of a jsonl folder',
  },
];

/** @param rows what is shown, as text */
export async function saveRows(title: string, rows: (format: ExportFormat) => Promise<string>): Promise<void> {
  const chosen = await vscode.window.showQuickPick(CHOICES, { title: `Export the rows of ${title}` });
  if (!chosen) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  const name = `${title.replace(/\W+/g, '-')}.${chosen.extension}`;
  const file = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: { [chosen.label]: [chosen.extension] },
    title: `Export the rows of ${title}`,
  });
  if (!file) return;
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(await rows(chosen.format)));
    vscode.window.setStatusBarMessage(`$(check) Rows are in ${vscode.workspace.asRelativePath(file)}`, 5000);
  } catch (error) {
    void vscode.window.showErrorMessage(
      `FerrisSQL: the rows could not be written to ${file.fsPath}: ${error instanceof Error ? error.message : error}.`,
    );
  }
}
