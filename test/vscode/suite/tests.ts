/** The Test Explorer and the deployments of a cluster: cases run, fail with a difference, and are accepted; pods are listed. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { apiServer } from '../../unit/kubernetes-cli/cluster/api-server.ts';
import { kubeconfigFor } from '../../unit/kubernetes-cli/cluster/kubeconfig-text.ts';
import { type Check, eventually, runChecks } from './check.ts';
import { closeAll, openFerrisSql } from './documents.ts';
import { startedHere } from './processes.ts';
import { extension } from './running.ts';
import { click, screenshot, texts } from './window.ts';

const file = (name: string): string => path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, name);

const SQL = 'CREATE STREAM big AS SELECT id, amount FROM orders WHERE amount > 10;\n';
const INPUT =
  '{"inputs":[{"topic":"orders","value":{"id":1,"amount":5}},{"topic":"orders","value":{"id":2,"amount":50}}]}\n';

const rows = (): Promise<readonly string[]> => texts('.test-explorer .monaco-list-row');

const results = (state: string): Promise<readonly string[]> =>
  texts(`.test-explorer .monaco-list-row:has(.codicon-testing-${state}-icon)`);

const difference = async (): Promise<boolean> =>
  (await texts('.test-output-peek, .test-output-peek-message-container')).some(one => one.includes('49'));

const treeRows = (): Promise<readonly string[]> => texts('.pane-body .monaco-list-row');

const checks: readonly Check[] = [
  [
    'cases of the workspace are in the Test Explorer, also those that are made while it is open',
    async () => {
      await openFerrisSql('market_data.sql');
      await extension();
      await vscode.commands.executeCommand('workbench.view.testing.focus');
      fs.mkdirSync(file('checks'));
      fs.writeFileSync(file('checks/big.sql'), SQL);
      fs.writeFileSync(file('checks/big.in.json'), INPUT);
      fs.writeFileSync(file('checks/big.out.json'), '{"outputs":[{"topic":"big","value":{"id":2,"amount":49}}]}\n');
      await eventually(async () => (await rows()).find(one => one.includes('big.sql')), 'the SQL file');
    },
  ],
  [
    'a case that differs fails with both texts',
    async () => {
      await vscode.commands.executeCommand('testing.runAll');
      await eventually(async () => (await results('failed')).length > 0, 'the failure');
      // Asked for again: the failure can be in the list before its message is among the results.
      await eventually(async () => {
        await vscode.commands.executeCommand('testing.openOutputPeek');
        return eventually(difference, 'the difference', 5_000);
      }, 'the difference');
      await screenshot('tests-failed');
    },
  ],
  [
    'the new output is accepted by a command, and the case passes',
    async () => {
      await vscode.commands.executeCommand('editor.closeTestPeek');
      await vscode.commands.executeCommand('workbench.view.testing.focus');
      await vscode.commands.executeCommand('ferris.acceptOutputOf', file('checks/big.in.json'));
      await eventually(async () => (await results('passed')).length > 0, 'it passes');
      assert.match(fs.readFileSync(file('checks/big.out.json'), 'utf8'), /"amount":50/);
      await screenshot('tests-passed');
      assert.deepEqual(
        startedHere().filter(one => one.includes(' test ')),
        [],
      );
      await closeAll();
    },
  ],
  [
    'the deployments of a chosen cluster: state, replicas, pods, a log',
    async () => {
      const labels = { 'app.kubernetes.io/managed-by': 'ferris-k8s-deploy', app: 'orders' };
      await using server = await apiServer({
        pods: [
          {
            metadata: { name: 'orders-7d4-x', labels },
            status: { phase: 'Running', containerStatuses: [{ name: 'sql', restartCount: 2, state: {} }] },
          },
        ],
        instead: ({ path: asked }) =>
          asked.endsWith('/log') ? { code: 200, body: ['the last line of the pod'] } : undefined,
      });
      server.write(
        '/apis/apps/v1/namespaces/trading/deployments/orders',
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { labels },
          spec: { replicas: 2, selector: { matchLabels: { app: 'orders' } } },
        },
        'ferris-k8s-deploy',
      );
      fs.writeFileSync(file('kubeconfig'), kubeconfigFor(server.url));
      const settings = vscode.workspace.getConfiguration('ferris.kubernetes');
      const target = vscode.ConfigurationTarget.Global;
      await settings.update('kubeconfig', file('kubeconfig'), target);
      await settings.update('context', 'test', target);
      await vscode.commands.executeCommand('ferris.deployments.focus');
      const shown = await eventually(
        async () => (await treeRows()).find(one => /orders.*pods/.test(one)),
        'the deployment',
      );
      assert.match(shown, /2 of 2 pods ready/);
      await click('.pane-body .monaco-list-row:has-text("2 of 2 pods ready")');
      await eventually(async () => (await treeRows()).find(one => /orders-7d4-x.*restarted 2×/.test(one)), 'the pod');
      await screenshot('views-deployments');
      await click('.pane-body .monaco-list-row:has-text("orders-7d4-x")');
      await click('.pane-body .monaco-list-row.focused .action-label.codicon-output');
      await eventually(
        () => vscode.window.activeTextEditor?.document.getText().includes('the last line of the pod'),
        'the log',
      );
      await settings.update('context', undefined, target);
      await settings.update('kubeconfig', undefined, target);
      await closeAll();
    },
  ],
];

export const run = (): Promise<void> => runChecks(checks);
