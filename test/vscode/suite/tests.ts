/** The Test Explorer and the deployments of a cluster: cases run, fail with a difference, and are accepted; pods are listed. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { apiServer } from '../../unit/kubernetes-cli/cluster/api-server.ts';
import { kubeconfigFor } from '../../unit/kubernetes-cli/cluster/kubeconfig-text.ts';
import { becomes, type Check, eventually, runChecks, until } from './check.ts';
import { closeAll, openFerrisSql } from './documents.ts';
import { startedHere } from './processes.ts';
import { extension } from './running.ts';
import { expand, pressButton, rowsOf, seen } from './trees.ts';
import { screenshot, texts } from './window.ts';

const file = (name: string): string => path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, name);

const SQL = 'CREATE STREAM big AS SELECT id, amount FROM orders WHERE amount > 10;\n';
const INPUT =
  '{"inputs":[{"topic":"orders","value":{"id":1,"amount":5}},{"topic":"orders","value":{"id":2,"amount":50}}]}\n';

const rows = (): Promise<readonly string[]> => texts('.test-explorer .monaco-list-row');

const results = (state: string): Promise<readonly string[]> =>
  texts(`.test-explorer .monaco-list-row:has(.codicon-testing-${state}-icon)`);

const difference = async (): Promise<boolean> =>
  (await texts('.test-output-peek, .test-output-peek-message-container')).some(one => one.includes('49'));

/** The view is there when the extension has said that it has tests: asked for earlier nothing comes. */
const showTests = (): Promise<unknown> =>
  until(
    // While there are no tests the tree is hidden behind a welcome.
    async () => (await texts('.part.sidebar .title-label')).some(one => /testing/i.test(one)),
    () => vscode.commands.executeCommand('workbench.view.testing.focus'),
    'the Test Explorer',
    3_000,
  );

const checks: readonly Check[] = [
  [
    'cases of the workspace are in the Test Explorer, also those that are made while it is open',
    async () => {
      await openFerrisSql('market_data.sql');
      await extension();
      await showTests();
      fs.mkdirSync(file('checks'));
      fs.writeFileSync(file('checks/big.sql'), SQL);
      fs.writeFileSync(file('checks/big.out.json'), '{"outputs":[{"topic":"big","value":{"id":2,"amount":49}}]}\n');
      // Who follows a folder may have begun a moment after the window: what is made then is made again.
      await until(
        async () => (await rows()).find(one => one.includes('big.sql')),
        () => {
          fs.rmSync(file('checks/big.in.json'), { force: true });
          fs.writeFileSync(file('checks/big.in.json'), INPUT);
        },
        'the SQL file',
      );
    },
  ],
  [
    'a case that differs fails with both texts',
    async () => {
      await until(
        async () => (await results('failed')).length > 0,
        () => vscode.commands.executeCommand('testing.runAll'),
        'the failure',
        20_000,
      );
      // Asked for again: the failure can be in the list before its message is among the results.
      await until(difference, () => vscode.commands.executeCommand('testing.openOutputPeek'), 'the difference', 5_000);
      await screenshot('tests-failed');
    },
  ],
  [
    'the new output is accepted by a command, and the case passes',
    async () => {
      await vscode.commands.executeCommand('editor.closeTestPeek');
      await showTests();
      await vscode.commands.executeCommand('ferris.acceptOutputOf', file('checks/big.in.json'));
      await eventually(async () => (await results('passed')).length > 0, 'it passes');
      assert.match(fs.readFileSync(file('checks/big.out.json'), 'utf8'), /"amount":50/);
      await screenshot('tests-passed');
      await becomes(() => startedHere().filter(one => one.includes(' test ')), [], 'no process is left');
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
      await until(
        async () => (await rowsOf('Deployments')).find(one => /orders.*2 of 2 pods ready/.test(one)),
        () => vscode.commands.executeCommand('ferris.deployments.focus'),
        'the deployment',
        30_000,
      );
      await expand('Deployments', '2 of 2 pods ready');
      await seen('Deployments', /orders-7d4-x.*restarted 2×/);
      await screenshot('views-deployments');
      await pressButton(
        'Deployments',
        'orders-7d4-x',
        'output',
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
