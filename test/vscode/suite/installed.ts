/** The packed extension, installed as a person installs it: it wakes up, checks, runs a query, calls each of its programs. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FerrisExtension } from '../../../extension/src/api.ts';
import { activationTimes } from './activation.ts';
import { type Check, eventually, runChecks } from './check.ts';
import { closeAll, discard, open, openFerrisSql } from './documents.ts';
import { startBy } from './running.ts';
import { say, texts } from './window.ts';

const found = (): vscode.Extension<FerrisExtension> => {
  const extension = vscode.extensions.getExtension<FerrisExtension>('ferris.ferris-sql-hints');
  assert.ok(extension, 'it is not installed');
  return extension;
};

const installed: readonly Check[] = [
  [
    'it is the packed one, and wakes up quickly',
    async () => {
      const extension = found();
      assert.match(extension.extensionPath, /extensions[/\\]ferris\.ferris-sql-hints-\d/);
      assert.equal(extension.isActive, false);
      await open('market_data.sql');
      await eventually(() => extension.isActive, 'it is active');
      const { load, call, finish } = await activationTimes(extension.id);
      await say(
        `    activation took ${load + call + finish} ms: ${load} to load, ${call} in activate(), ${finish} after it`,
      );
    },
  ],
  [
    'the language server of the package checks, and knows its pages',
    async () => {
      const { document } = await openFerrisSql('wrong_hint.sql');
      const diagnostics = await eventually(() => {
        const all = vscode.languages.getDiagnostics(document.uri);
        return all.length > 0 ? all : undefined;
      }, 'diagnostics');
      for (const { code } of diagnostics) if (typeof code === 'object') await vscode.workspace.fs.stat(code.target);
    },
  ],
  [
    'the ferris-sql of the package runs a query',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      const lens = await eventually(async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
        );
        return all.find(({ command }) => command?.command === 'ferris.run')?.command;
      }, 'a lens');
      const { run } = await startBy(lens.command, ...(lens.arguments ?? []));
      await eventually(() => run.state === 'running' || run.isOver(), 'it runs');
      assert.equal(run.failure, undefined);
      run.stop();
      await eventually(() => run.isOver(), 'it is over');
      await closeAll();
    },
  ],
  [
    'the ferris-k8s-deploy of the package reads a manifest; the pages are there',
    async () => {
      await open('deployment.yaml');
      await vscode.commands.executeCommand('ferris.extractHints');
      const hints = await eventually(() => {
        const active = vscode.window.activeTextEditor?.document;
        return active?.getText().includes('-- @ferris:container.namespace=desk') ? active : undefined;
      }, 'the hints');
      await discard(hints);
      const { document } = await openFerrisSql('orders.sql');
      for (const [command, selector] of [
        ['ferris.explain', '.operator .title'],
        ['ferris.previewDeployment', '.card .price'],
        ['ferris.editHints', '.field label'],
      ] as const) {
        await vscode.commands.executeCommand(command, document.uri.toString());
        await eventually(async () => (await texts(selector)).length > 0, command);
      }
      await closeAll();
    },
  ],
];

export const run = (): Promise<void> => runChecks(installed);
