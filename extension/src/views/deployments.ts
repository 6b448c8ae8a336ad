/** The tree of what runs in the cluster that a person has chosen: asked of it through `ferris-k8s-deploy list`. */
import os from 'node:os';
import * as vscode from 'vscode';
import { chosenContext, chosenKubeconfig } from '../cluster/context.ts';
import type { Programs } from '../command-line/programs.ts';
import { reasonOf, runOnce } from '../command-line/run-once.ts';

/** How long a cluster may take to answer, in milliseconds. */
const PATIENCE = 40_000;
/** Lines of a pod's log. */
const TAIL = '1000';

/** What `ferris-k8s-deploy list --format json` says, as far as it is shown. */
interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly state: 'done' | 'waiting' | 'failed';
  readonly text: string;
  readonly image: string;
  readonly lag?: number;
  readonly pods: readonly Pod[];
}

interface Pod {
  readonly name: string;
  readonly phase: string;
  readonly restarts: number;
  readonly problem?: string;
}

type Node =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'pod'; readonly namespace: string; readonly pod: Pod }
  | { readonly kind: 'word'; readonly text: string; readonly icon: string };

interface DeploymentsView extends vscode.TreeDataProvider<Node>, vscode.Disposable {
  refresh(): void;
  /** Opens the last lines of a pod. */
  showLogs(node: unknown): Promise<void>;
}

export function deploymentsView(programs: Programs): DeploymentsView {
  const changed = new vscode.EventEmitter<Node | undefined>();

  const ask = (args: readonly string[]) => {
    const kubeconfig = chosenKubeconfig();
    return runOnce({
      program: programs.deploy(),
      args: [...args, `--context=${chosenContext()}`, ...(kubeconfig ? [`--kubeconfig=${kubeconfig}`] : [])],
      folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir(),
      timeout: PATIENCE,
    });
  };
  const all = async (): Promise<readonly Node[]> => {
    // Without a context the view says how to choose one.
    if (!vscode.workspace.isTrusted || chosenContext() === '') return [];
    const ended = await ask(['list', '--format=json']);
    if (ended.code !== 0)
      return [{ kind: 'word', text: reasonOf(ended, 'the cluster cannot be asked'), icon: 'error' }];
    const { workloads } = JSON.parse(ended.stdout) as { readonly workloads: readonly Workload[] };
    if (workloads.length === 0)
      return [{ kind: 'word', text: `nothing of ferris-k8s-deploy runs in ${chosenContext()}`, icon: 'info' }];
    return workloads.map(workload => ({ kind: 'workload', workload }));
  };
  return {
    onDidChangeTreeData: changed.event,
    dispose: () => changed.dispose(),
    refresh: () => changed.fire(undefined),
    async getChildren(node) {
      if (!node) return [...(await all())];
      if (node.kind !== 'workload') return [];
      const { pods, namespace } = node.workload;
      return pods.map(pod => ({ kind: 'pod', namespace, pod }));
    },
    getTreeItem: itemOf,
    async showLogs(given) {
      const node = given as Node | undefined;
      if (node?.kind !== 'pod') return;
      const ended = await vscode.window.withProgress(
        { location: { viewId: 'ferris.deployments' }, title: 'Logs' },
        () => ask(['logs', node.pod.name, `--namespace=${node.namespace}`, `--tail=${TAIL}`]),
      );
      if (ended.code !== 0) {
        void vscode.window.showErrorMessage(`FerrisSQL: ${reasonOf(ended, 'the log cannot be read')}.`);
        return;
      }
      const document = await vscode.workspace.openTextDocument({ language: 'log', content: ended.stdout });
      await vscode.window.showTextDocument(document, { preview: true });
    },
  };
}

function itemOf(node: Node): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'workload': {
      const { kind, namespace, name, state, text, image, lag, pods } = node.workload;
      const behind = lag === undefined ? '' : `, ${lag.toLocaleString('en-US')} records behind`;
      return {
        label: name,
        description: `${text}${behind}`,
        tooltip: `${kind} ${namespace}/${name}\n${image}\n${text}${behind}`,
        iconPath: new vscode.ThemeIcon(ICONS[state]),
        contextValue: 'ferris.workload',
        collapsibleState: pods.length === 0 ? None : Collapsed,
      };
    }
    case 'pod': {
      const { name, phase, restarts, problem } = node.pod;
      return {
        label: name,
        description: `${problem ?? phase}${restarts > 0 ? `, restarted ${restarts}×` : ''}`,
        tooltip: problem ?? name,
        iconPath: new vscode.ThemeIcon(problem ? 'error' : phase === 'Running' ? 'vm-running' : 'vm-outline'),
        contextValue: 'ferris.pod',
        collapsibleState: None,
      };
    }
    case 'word':
      return {
        label: node.text,
        tooltip: node.text,
        iconPath: new vscode.ThemeIcon(node.icon),
        collapsibleState: None,
      };
  }
}

const ICONS: Readonly<Record<Workload['state'], string>> = { done: 'pass', waiting: 'sync', failed: 'error' };
