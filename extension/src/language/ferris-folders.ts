/** Which workspace folders have a ferris.yaml: all their .sql files are FerrisSQL. Works where files are elsewhere too. */
import * as vscode from 'vscode';

const SETTINGS_FILE = 'ferris.yaml';

interface FerrisFolders extends vscode.Disposable {
  /** Whether a document is in one of them. */
  has(document: vscode.TextDocument): boolean;
}

/** @param found called when one more has it: at the start, and when the file is made */
export function ferrisFolders(found: () => void): FerrisFolders {
  const known = new Set<string>();
  const look = async (folder: vscode.WorkspaceFolder): Promise<void> => {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, SETTINGS_FILE));
    } catch {
      known.delete(folder.uri.toString());
      return;
    }
    known.add(folder.uri.toString());
    found();
  };
  const lookAround = (): void => vscode.workspace.workspaceFolders?.forEach(folder => void look(folder));
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${SETTINGS_FILE}`, false, true, false);
  const listeners = vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(lookAround),
    watcher.onDidDelete(lookAround),
    vscode.workspace.onDidChangeWorkspaceFolders(lookAround),
  );
  lookAround();
  return {
    has(document) {
      const folder = vscode.workspace.getWorkspaceFolder(document.uri);
      return folder !== undefined && known.has(folder.uri.toString());
    },
    dispose: () => listeners.dispose(),
  };
}
