/** Writes a document's manifests to a folder: plain, for kustomize, or as a Helm chart. */
import path from 'node:path';
import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import { FILE, folderOf, runDeployTool } from '../cluster/deploy-tool.ts';
import { clusterArguments } from './options.ts';

const LAYOUTS = [
  { as: 'yaml', label: 'Plain YAML', description: 'one file a deployment' },
  { as: 'kustomize', label: 'Kustomize', description: 'base/ and overlays/REGION/; the folder is replaced' },
  { as: 'helm', label: 'Helm chart', description: 'the folder is replaced' },
] as const;

export async function writeToFolder(
  extension: vscode.Uri,
  document: vscode.TextDocument,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const file = basename(document.uri.path);
  const layout = await vscode.window.showQuickPick(LAYOUTS, { title: `Write the deployment of ${file}` });
  if (!layout) return;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
      defaultUri: vscode.Uri.file(folderOf(document)),
      openLabel: 'Write Here',
      title: `A folder for ${layout.label}`,
    })) ?? [];
  if (folder) await writeLayout(extension, document, log, layout.as, folder.fsPath);
}

export async function writeLayout(
  extension: vscode.Uri,
  document: vscode.TextDocument,
  log: vscode.LogOutputChannel,
  as: (typeof LAYOUTS)[number]['as'],
  folder: string,
): Promise<void> {
  const args = ['analyze-sql', FILE, '--as', as, '--output', folder + path.sep, ...clusterArguments(document)];
  const source = new vscode.CancellationTokenSource();
  const { code, stdout, stderr } = await runDeployTool({ extension, document, args }, source.token);
  source.dispose();
  log.info(`wrote ${as} to ${folder}\n${stdout}${stderr}`);
  if (code !== 0) {
    const why =
      stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^ferris-k8s-deploy: /, '') || stdout.trim().split('\n')[0];
    void vscode.window.showErrorMessage(`FerrisSQL: Nothing was written: ${why}`);
    return;
  }
  const open = 'Show Folder';
  void vscode.window.showInformationMessage(`FerrisSQL: The deployment is in ${folder}.`, open).then(answer => {
    if (answer === open) void vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
  });
}
