/** The views of the activity bar, driven as a person would: topics, streams and tables, runs, the choice of a place. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../../../extension/src/run/run.ts';
import { type Check, eventually, runChecks, until } from './check.ts';
import { closeAll, openFerrisSql } from './documents.ts';
import { clearNotifications, notified } from './notifications.ts';
import { alive, startedHere } from './processes.ts';
import { answer, choose, offers } from './quick-input.ts';
import { robust } from './robust.ts';
import { extension, startBy } from './running.ts';
import { expand, fold, pressButton, rowOf, seen } from './trees.ts';
import { click, press, screenshot, texts } from './window.ts';

async function firstRun(): Promise<Run> {
  const [first] = (await extension()).runs();
  if (!first) throw new Error('nothing runs');
  return first.run;
}

const setting = (): string => vscode.workspace.getConfiguration('ferris').get('brokers', '');

/** The view of the activity bar, with its panes. */
const showViews = (): Promise<unknown> =>
  until(
    async () => (await texts('.pane-header:has-text("Streams and Tables")')).length > 0,
    () => vscode.commands.executeCommand('workbench.view.extension.ferris'),
    'the views',
  );

const views: readonly Check[] = [
  [
    'topics of the connection in use, with partitions, columns and the latest records',
    async () => {
      await openFerrisSql('market_data.sql');
      await showViews();
      await seen('Connections', 'jsonl: topics');
      await seen('Connections', 'market_data');
      await expand('Connections', 'market_data');
      await seen('Connections', 'Partitions');
      await expand('Connections', 'Columns');
      await seen('Connections', /^ticker *STRING/);
      // Its rows would push the next group out of the pane.
      await fold('Connections', 'Columns');
      await expand('Connections', 'Latest records');
      await seen('Connections', '"ticker"');
      await screenshot('views-topics');
    },
  ],
  [
    'SELECT from this topic opens a query of its columns that can be run',
    async () => {
      const editor = await pressButton(
        'Connections',
        'market_data',
        'search',
        () => {
          const active = vscode.window.activeTextEditor;
          return active?.document.isUntitled ? active : undefined;
        },
        'the editor',
      );
      assert.equal(editor.document.languageId, 'ferris-sql');
      assert.match(editor.document.getText(), /^SELECT ticker, .*\nFROM market_data\nEMIT CHANGES;/);
      const { run } = await startBy('ferris.runQuery');
      await eventually(() => run.rows.total > 0, 'rows');
    },
  ],
  [
    'the run is in the list; its button stops it, and its process is gone',
    async () => {
      const run = await firstRun();
      await seen('Running Queries', /SELECT, line 1.*running/);
      await screenshot('views-run');
      await pressButton('Running Queries', 'SELECT, line 1', 'debug-stop', () => run.state !== 'running', 'it is told');
      await run.over;
      assert.equal(run.state, 'stopped');
      assert.equal(alive(run.pid!), false);
      await seen('Running Queries', /SELECT, line 1.*stopped/);
      await closeAll();
    },
  ],
  [
    'streams and tables of all files, with columns; a click goes to the definition',
    async () => {
      await openFerrisSql('market_data.sql');
      await showViews();
      assert.match(await seen('Streams and Tables', 'ticker_prices'), /stream/);
      assert.match(await seen('Streams and Tables', 'ticks'), /topic market_data/);
      await closeAll();
      await until(
        () => {
          // Asked anew each time: the one that was just closed can still be in front.
          const editor = vscode.window.activeTextEditor;
          const line = editor?.document.lineAt(editor.selection.active.line).text;
          return line?.startsWith('CREATE STREAM ticker_prices');
        },
        () => click(rowOf('Streams and Tables', 'ticker_prices'), 10_000),
        'the statement',
      );
      await expand('Streams and Tables', 'ticker_prices');
      assert.match(await seen('Streams and Tables', 'average_price'), /DECIMAL|DOUBLE/);
      await screenshot('views-relations');
    },
  ],
  [
    'a place that does not answer is told when it is chosen, and not kept',
    async () => {
      const before = setting();
      const done = vscode.commands.executeCommand('ferris.selectBrokers');
      await choose('Kafka');
      await answer('SASL', '127.0.0.1:1');
      await offers(/No login.*SCRAM-SHA-512.*PLAIN/s, 'the ways to log in');
      await choose('SCRAM-SHA-512');
      await answer('User name', 'alice');
      await answer('Password of alice', 'pl4nted');
      await offers(/Not encrypted.*TLS/s, 'what is encrypted');
      await press('Enter');
      const command = await eventually(
        () => startedHere().find(one => one.includes('127.0.0.1:1')),
        'the brokers are asked',
      );
      assert.ok(!command.includes('pl4nted'), 'the list of processes shows a password');
      await notified('no Kafka broker answers at 127.0.0.1:1');
      await screenshot('place-unreachable');
      await clearNotifications();
      await done;
      await eventually(() => startedHere().every(one => !one.includes('127.0.0.1:1')), 'no process is left');
      assert.equal(setting(), before);
    },
  ],
  [
    'a place that answers is kept, and its topics are shown; the way back is a click',
    async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      fs.mkdirSync(path.join(folder!.uri.fsPath, 'other'));
      fs.writeFileSync(path.join(folder!.uri.fsPath, 'other/orders.jsonl'), '{"id":1}\n');
      const before = setting();
      await vscode.commands.executeCommand('ferris.usePlaceNamed', 'jsonl:other');
      await eventually(() => setting() === 'jsonl:other', 'the setting');
      await seen('Connections', 'orders');
      await vscode.commands.executeCommand('ferris.usePlaceNamed', before);
      await eventually(() => setting() === before, 'the setting again');
      await seen('Connections', 'market_data');
      await seen('Connections', 'jsonl: other');
    },
  ],
];

export const run = (): Promise<void> => runChecks([...views, ...robust]);
