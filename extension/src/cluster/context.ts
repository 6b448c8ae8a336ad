/** Which cluster is meant: the context of the kubeconfig that a person has chosen, kept in `ferris.kubernetes.context`. */
import * as vscode from 'vscode';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('ferris.kubernetes');

export const chosenContext = (): string => settings().get<string>('context', '');
export const chosenKubeconfig = (): string => settings().get<string>('kubeconfig', '');

/** Asks for one and keeps it. Undefined when the person gave up, or there is none. */
export async function selectContext(): Promise<string | undefined> {
  const { readContexts } = await import('./kubeconfig.ts');
  const { names, current, files } = readContexts(chosenKubeconfig());
  if (names.length === 0) {
    const where =
      files.length > 0
        ? `in ${files.join(', ')}`
        : 'KUBECONFIG, ~/.kube/config and ferris.kubernetes.kubeconfig name no file';
    void vscode.window.showWarningMessage(`FerrisSQL: There is no context of a cluster: ${where}.`);
    return undefined;
  }
  const now = chosenContext();
  const chosen = await vscode.window.showQuickPick(
    names.map(label => ({
      label,
      description: [label === now ? 'chosen' : '', label === current ? "kubectl's current one" : '']
        .filter(Boolean)
        .join(', '),
    })),
    { title: 'Which cluster', placeHolder: 'A context of the kubeconfig' },
  );
  if (!chosen) return undefined;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await settings().update('context', chosen.label, target);
  return chosen.label;
}
