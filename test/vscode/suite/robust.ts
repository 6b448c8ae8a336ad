/** What dies is told and comes back: the language server, a query's process; nothing is left behind. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { becomes, type Check, eventually } from './check.ts';
import { closeAll, openFerrisSql, revert } from './documents.ts';
import { alive, startedHere } from './processes.ts';
import { startBy } from './running.ts';
import { screenshot, texts } from './window.ts';

/** Of this extension host's children. */
function serverPid(): number | undefined {
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = all
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find(match => match?.[2] === String(process.pid) && /programs\/language-server/.test(match[3]!));
  return found ? Number(found[1]) : undefined;
}

const symbolsOf = async (uri: vscode.Uri): Promise<number> =>
  ((await vscode.commands.executeCommand<unknown[]>('vscode.executeDocumentSymbolProvider', uri)) ?? []).length;

export const robust: readonly Check[] = [
  [
    'the language server is killed: another one answers, and one only',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      await eventually(async () => (await symbolsOf(document.uri)) > 0, 'symbols');
      const first = serverPid();
      assert.ok(first !== undefined);
      process.kill(first, 'SIGKILL');
      const second = await eventually(() => {
        const now = serverPid();
        return now === first ? undefined : now;
      }, 'another server');
      await eventually(async () => (await symbolsOf(document.uri)) > 0, 'symbols again');
      await becomes(() => alive(first), false, 'the first one is gone');
      assert.equal(alive(second), true);
      await becomes(() => startedHere().filter(one => one.includes('programs/language-server.mjs')).length, 1, 'one');
      const line = document.getText().split('\n').length - 1;
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(line, 0), '\nSELECT nobody FROM ticks EMIT CHANGES;\n');
      assert.ok(await vscode.workspace.applyEdit(edit));
      await eventually(
        () => vscode.languages.getDiagnostics(document.uri).some(({ message }) => message.includes('nobody')),
        'what was typed since is known',
      );
      await revert(document);
    },
  ],
  [
    "a query's process is killed: its panel says so, and the next run works",
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      const start = () => startBy('ferris.run', document.uri.toString(), 2);
      const { run } = await start();
      await eventually(() => run.rows.total > 0, 'rows');
      process.kill(run.pid!, 'SIGKILL');
      await run.over;
      assert.equal(run.state, 'failed');
      await eventually(
        async () => (await texts('#failure')).some(one => one.includes('ended from outside')),
        'the message',
      );
      await screenshot('run-killed');
      const again = await start();
      await eventually(() => again.run.rows.total > 0, 'rows of the next run');
      await closeAll();
      await again.run.over;
      await becomes(() => startedHere().filter(one => one.includes('ferris-sql')), [], 'nothing is left behind');
    },
  ],
];
