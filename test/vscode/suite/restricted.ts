/** The suite of a window whose folder is not trusted: files are highlighted, and no process is started. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Check, eventually, runChecks } from './check.ts';
import { openFerrisSql } from './documents.ts';
import { notified } from './notifications.ts';
import { startedHere } from './processes.ts';
import { extension } from './running.ts';
import { screenshot, texts } from './window.ts';

const restricted: readonly Check[] = [
  [
    'the folder is not trusted, and the extension is there all the same',
    async () => {
      assert.equal(vscode.workspace.isTrusted, false);
      await openFerrisSql('wrong_hint.sql');
      await extension();
    },
  ],
  [
    'the status bar says that it is restricted',
    async () => {
      await eventually(
        async () => (await texts('.statusbar-item')).some(text => text.includes('FerrisSQL restricted')),
        'the item',
      );
      await screenshot('restricted');
    },
  ],
  [
    'a query is refused, and no process is started: no server, no query',
    async () => {
      await vscode.commands.executeCommand('ferris.runQuery');
      await notified('This folder is not trusted yet: queries are processes');
      assert.deepEqual((await extension()).runs(), []);
      assert.deepEqual(startedHere(), []);
      const [document] = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === 'ferris-sql');
      assert.deepEqual(vscode.languages.getDiagnostics(document!.uri), []);
    },
  ],
];

export const run = (): Promise<void> => runChecks(restricted);
