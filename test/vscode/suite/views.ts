/** The views of the activity bar, driven as a person would: topics, streams and tables, runs, the choice of a place. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../../../extension/src/run/run.ts';
import { type Check, eventually, runChecks } from './check.ts';
import { closeAll, openFerrisSql } from './documents.ts';
import { alive, startedHere } from './processes.ts';
import { robust } from './robust.ts';
import { extension } from './running.ts';
import { click, press, screenshot, texts, type } from './window.ts';

/** What the rows of all trees say: label and description together. */
const rows = (): Promise<readonly string[]> => texts('.pane-body .monaco-list-row');

const row = (text: string): string => `.pane-body .monaco-list-row:has-text("${text}")`;

async function seen(text: string): Promise<string> {
  try {
    return await eventually(async () => (await rows()).find(one => one.includes(text)), `a row '${text}'`);
  } catch (error) {
    throw new Error(`${(error as Error).message}; there are ${(await rows()).join(' | ')}`);
  }
}

async function firstRun(): Promise<Run> {
  const [first] = (await extension()).runs();
  if (!first) throw new Error('nothing runs');
  return first.run;
}

const setting = (): string => vscode.workspace.getConfiguration('ferris').get('brokers', '');

async function choosePlace(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
  void vscode.commands.executeCommand('ferris.selectBrokers');
  await eventually(async () => (await texts('.quick-input-list .monaco-list-row')).length >= 4, 'the choices');
}

const views: readonly Check[] = [
  [
    'topics of the connection in use, with partitions, columns and the latest records',
    async () => {
      await openFerrisSql('market_data.sql');
      await vscode.commands.executeCommand('workbench.view.extension.ferris');
      await seen('jsonl: topics');
      await seen('market_data');
      await click(row('market_data'));
      await seen('Partitions');
      await click(row('Columns'));
      await eventually(async () => (await rows()).find(one => /^ticker *STRING/.test(one)), 'a column with its type');
      // Its rows would push the next group out of the pane.
      await click(row('Columns'));
      await click(row('Latest records'));
      await seen('"ticker"');
      await screenshot('views-topics');
    },
  ],
  [
    'SELECT from this topic opens a query of its columns that can be run',
    async () => {
      await click(row('market_data'));
      await click('.pane-body .monaco-list-row.focused .action-label.codicon-search');
      const editor = await eventually(() => {
        const active = vscode.window.activeTextEditor;
        return active?.document.isUntitled ? active : undefined;
      }, 'the editor');
      assert.equal(editor.document.languageId, 'ferris-sql');
      assert.match(editor.document.getText(), /^SELECT ticker, .*\nFROM market_data\nEMIT CHANGES;/);
      await eventually(async () => {
        await vscode.commands.executeCommand('ferris.runQuery');
        return (await extension()).runs().length > 0;
      }, 'a run');
      const run = await firstRun();
      await eventually(() => run.rows.total > 0, 'rows');
    },
  ],
  [
    'the run is in the list; its button stops it, and its process is gone',
    async () => {
      const run = await firstRun();
      await eventually(async () => (await rows()).find(one => /SELECT, line 1.*running/.test(one)), 'the run');
      await screenshot('views-run');
      await click(row('SELECT, line 1'));
      await click('.pane-body .monaco-list-row.focused .action-label.codicon-debug-stop');
      await run.over;
      assert.equal(run.state, 'stopped');
      assert.equal(alive(run.pid!), false);
      await eventually(async () => (await rows()).find(one => /SELECT, line 1.*stopped/.test(one)), 'it says so');
      await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await closeAll();
    },
  ],
  [
    'streams and tables of all files, with columns; a click goes to the definition',
    async () => {
      await openFerrisSql('market_data.sql');
      await vscode.commands.executeCommand('workbench.view.extension.ferris');
      assert.match(await seen('ticker_prices'), /stream/);
      assert.match(await seen('ticks'), /topic market_data/);
      await closeAll();
      await click(row('ticker_prices'));
      const editor = await eventually(() => vscode.window.activeTextEditor, 'the file');
      const there = await eventually(() => {
        const line = editor.document.lineAt(editor.selection.active.line).text;
        return line.startsWith('CREATE STREAM ticker_prices') ? line : undefined;
      }, 'the statement');
      assert.ok(there);
      await click(`${row('ticker_prices')} .monaco-tl-twistie`);
      assert.match(await seen('average_price'), /DECIMAL|DOUBLE/);
      await screenshot('views-relations');
    },
  ],
  [
    'a place that does not answer is told when it is chosen, and not kept',
    async () => {
      const before = setting();
      await choosePlace();
      await type('Kafka');
      await press('Enter');
      // With the keyboard in it.
      const asked = '.quick-input-widget:has(input:focus) .quick-input-message';
      await eventually(async () => (await texts(asked)).some(one => /SASL/.test(one)), 'what is asked next is said');
      await press('Control+A');
      await type('127.0.0.1:1');
      await press('Enter');
      const choices = async () =>
        (await texts('.quick-input-widget:has(input:focus) .quick-input-list .monaco-list-row')).join();
      await eventually(async () => /No login.*SCRAM-SHA-512.*PLAIN/s.test(await choices()), 'the ways to log in');
      await type('SCRAM-SHA-512');
      await press('Enter');
      await eventually(async () => (await texts(asked)).some(one => /User name/.test(one)), 'the user is asked for');
      await type('alice');
      await press('Enter');
      await eventually(async () => (await texts(asked)).some(one => /Password of alice/.test(one)), 'the password');
      await type('pl4nted');
      await press('Enter');
      await eventually(async () => /Not encrypted.*TLS/s.test(await choices()), 'what is encrypted');
      await press('Enter');
      // A look elsewhere would close what is asked: it is taken when nothing is asked any more.
      await eventually(async () => (await texts('.quick-input-list .monaco-list-row')).length === 0, 'it is taken');
      await eventually(() => startedHere().find(one => one.includes('topics')), 'the brokers are asked').then(
        command => assert.ok(!command.includes('pl4nted'), 'the list of processes shows no password'),
        () => undefined,
      );
      await eventually(async () => {
        await vscode.commands.executeCommand('notifications.showList');
        return (await texts('.notifications-center')).some(one =>
          one.includes('no Kafka broker answers at 127.0.0.1:1'),
        );
      }, 'the message');
      await screenshot('place-unreachable');
      await vscode.commands.executeCommand('notifications.clearAll');
      await eventually(async () => startedHere().every(one => !one.includes('topics')), 'no process is left');
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
      await seen('orders');
      await vscode.commands.executeCommand('ferris.usePlaceNamed', before);
      await eventually(() => setting() === before, 'the setting again');
      await seen('market_data');
      await seen('jsonl: other');
    },
  ],
];

export const run = (): Promise<void> => runChecks([...views, ...robust]);
