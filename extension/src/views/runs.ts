/** The tree of this window's runs: how each stands, with its figures. */
import * as vscode from 'vscode';
import type { OpenRun } from '../api.ts';
import type { RunState } from '../run/run-state.ts';

/** How often the figures are looked at while something runs, in milliseconds. */
const BEAT = 1000;

interface RunsView extends vscode.TreeDataProvider<OpenRun>, vscode.Disposable {
  /** Looks at the runs from now on, for as long as the view is seen. */
  watch(view: vscode.TreeView<OpenRun>): void;
}

/** @param all those whose panel is open */
export function runsView(all: () => readonly OpenRun[]): RunsView {
  const changed = new vscode.EventEmitter<undefined>();
  let beat: NodeJS.Timeout | undefined;
  let last = '';
  const look = (): void => {
    const now = all()
      .map(({ title, run }) => `${title} ${run.state} ${run.rows.total}`)
      .join('\n');
    if (now === last) return;
    last = now;
    changed.fire(undefined);
  };
  const follow = (visible: boolean): void => {
    clearInterval(beat);
    beat = visible ? setInterval(look, BEAT) : undefined;
    if (visible) look();
  };
  return {
    onDidChangeTreeData: changed.event,
    dispose() {
      clearInterval(beat);
      changed.dispose();
    },
    watch(view) {
      follow(view.visible);
      view.onDidChangeVisibility(({ visible }) => follow(visible));
    },
    getChildren: node => (node ? [] : [...all()]),
    getTreeItem: itemOf,
  };
}

function itemOf(entry: OpenRun): vscode.TreeItem {
  const { title, place, uri, run } = entry;
  return {
    label: title,
    description: `${run.state}, ${run.rows.total.toLocaleString('en-US')} rows, ${place}`,
    tooltip: run.failure ?? `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}\n${place}`,
    iconPath: new vscode.ThemeIcon(ICONS[run.state]),
    contextValue: run.isOver() ? 'ferris.run.over' : 'ferris.run.running',
    collapsibleState: vscode.TreeItemCollapsibleState.None,
    command: { command: 'ferris.showRun', title: 'Show', arguments: [entry] },
  };
}

const ICONS: Readonly<Record<RunState, string>> = {
  starting: 'loading~spin',
  running: 'sync~spin',
  stopping: 'loading~spin',
  ended: 'pass',
  stopped: 'debug-stop',
  failed: 'error',
};
