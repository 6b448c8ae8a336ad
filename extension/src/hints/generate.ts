/** Hints from elsewhere: the defaults of a workload, and those of a deployment that is there already. */
import path from 'node:path';
import * as vscode from 'vscode';
import { folderOf, runDeployTool } from '../cluster/deploy-tool.ts';
import { newFile } from '../language/new-file.ts';

const WORKLOADS = [
  { label: 'trading', description: 'low latency, always on, room to grow' },
  { label: 'analytics', description: 'much memory, follows the queries that wait' },
  { label: 'reporting', description: 'cheap, at set times, nothing in between' },
  { label: 'realtime', description: 'a steady flow, follows what is not yet read' },
] as const;

export const askWorkload = async (): Promise<string | undefined> =>
  (await vscode.window.showQuickPick(WORKLOADS, { title: 'Hints for which workload?', matchOnDescription: true }))
    ?.label;

/** A new file with the template. */
export const untitledHints = (extension: vscode.Uri, workload: string): Promise<void> =>
  openOutput(extension, ['generate-hints', '--workload', workload]);

/** Reads the hints back out of a manifest: the YAML file in front, or one that is chosen. */
export async function extractHints(extension: vscode.Uri, given?: unknown): Promise<void> {
  const active = vscode.window.activeTextEditor?.document;
  if (given instanceof vscode.Uri) return extractFrom(extension, await vscode.workspace.openTextDocument(given));
  if (active?.languageId === 'yaml' || active?.languageId === 'json') return extractFrom(extension, active);
  const [file] =
    (await vscode.window.showOpenDialog({
      canSelectMany: false,
      defaultUri: vscode.Uri.file(folderOf(active)),
      filters: { Manifests: ['yaml', 'yml', 'json'] },
      openLabel: 'Extract Hints',
      title: 'Manifests of a deployment',
    })) ?? [];
  if (file) await extractFrom(extension, await vscode.workspace.openTextDocument(file));
}

const extractFrom = (extension: vscode.Uri, manifest: vscode.TextDocument): Promise<void> =>
  openOutput(extension, ['extract-hints', '--from-deployment', '-'], {
    text: manifest.getText(),
    name: path.posix.basename(manifest.uri.path),
  });

/** What the command writes becomes a new FerrisSQL file, to be looked through. */
async function openOutput(
  extension: vscode.Uri,
  args: readonly string[],
  input?: { readonly text: string; readonly name: string },
): Promise<void> {
  const source = new vscode.CancellationTokenSource();
  const stdin = input === undefined ? {} : { stdin: input.text };
  const end = await runDeployTool({ extension, document: undefined, args, ...stdin }, source.token);
  source.dispose();
  const plain = (text: string): string => text.replaceAll('<stdin>', input?.name ?? '<stdin>');
  if (end.code !== 0) {
    const why = plain(end.stderr)
      .trim()
      .split('\n')[0]
      ?.replace(/^ferris-k8s-deploy: /, '');
    void vscode.window.showErrorMessage(`FerrisSQL: ${why}`);
    return;
  }
  await newFile(plain(end.stdout));
}
