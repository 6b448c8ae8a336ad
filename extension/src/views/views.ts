/** The views of the activity bar, with the commands of their titles and items. */
import * as vscode from 'vscode';
import type { OpenRun } from '../api.ts';
import { programsOf } from '../command-line/programs.ts';
import type { LanguageServer } from '../language/server.ts';
import { forgetProtection } from '../place/kept-protection.ts';
import { forgetPlace } from '../place/known-places.ts';
import { type Choosing, selectBrokers, usePlace } from '../place/select.ts';
import { connections, isPlace, isTopic } from './connections.ts';
import { deploymentsView } from './deployments.ts';
import { relations } from './relations.ts';
import { runsView } from './runs.ts';

/** @param runs those whose panel is open */
export function showViews(
  { extensionUri, workspaceState, secrets }: vscode.ExtensionContext,
  server: LanguageServer,
  runs: () => readonly OpenRun[],
): vscode.Disposable {
  const programs = programsOf(extensionUri);
  const places = connections(programs, workspaceState, secrets);
  const declared = relations(server);
  const running = runsView(runs);
  const deployed = deploymentsView(programs);
  const runsTree = vscode.window.createTreeView('ferris.runs', { treeDataProvider: running });
  running.watch(runsTree);
  const choosing: Choosing = { kept: workspaceState, secrets, program: programs.sql, chosen: () => places.refresh() };
  const refreshAll = (): void => {
    places.refresh();
    declared.refresh();
  };
  const command = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    places,
    declared,
    running,
    deployed,
    runsTree,
    vscode.window.registerTreeDataProvider('ferris.connections', places),
    vscode.window.registerTreeDataProvider('ferris.relations', declared),
    vscode.window.registerTreeDataProvider('ferris.deployments', deployed),
    server.onStarted(() => {
      // The files of the folder are taken in meanwhile.
      for (const later of [0, 2000]) setTimeout(() => declared.refresh(), later);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(refreshAll),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('ferris.brokers')) places.refresh();
      if (event.affectsConfiguration('ferris.kubernetes')) deployed.refresh();
    }),
    command('ferris.selectBrokers', () => selectBrokers(choosing)),
    command('ferris.refreshConnections', () => places.refresh()),
    command('ferris.refreshRelations', () => declared.refresh()),
    command('ferris.selectFromTopic', (node: unknown) => (isTopic(node) ? places.select(node) : undefined)),
    // For other extensions and keyboard shortcuts: the place as the setting has it.
    command('ferris.usePlaceNamed', (brokers: string) => usePlace(brokers, choosing)),
    command('ferris.usePlace', (node: unknown) =>
      isPlace(node) ? usePlace(node.place.brokers ?? '', choosing) : undefined,
    ),
    command('ferris.forgetPlace', async (node: unknown) => {
      if (!isPlace(node)) return;
      await forgetPlace(workspaceState, node.place.brokers);
      if (node.place.kind === 'kafka') await forgetProtection(secrets, node.place.brokers!);
      places.refresh();
    }),
    command('ferris.refreshDeployments', () => deployed.refresh()),
    command('ferris.showLogs', (node: unknown) => deployed.showLogs(node)),
    command('ferris.showRun', (entry: OpenRun) => entry.show()),
    command('ferris.stopRun', (entry: OpenRun) => entry.run.stop()),
  );
}
