/** Runs against a Kafka of their own: rows as they arrive, a broker that stops in the middle and comes back, and one that dies. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kafkaConnector } from '../../../runtime/connectors/kafka/connector.ts';
import { type Check, eventually, runChecks } from './check.ts';
import { closeAll } from './documents.ts';
import { startedHere } from './processes.ts';
import { extension } from './running.ts';
import { click, screenshot, texts } from './window.ts';

/** Where window.test.ts says which broker is there. */
const { brokers, pid } = JSON.parse(process.env.FERRIS_SUITE_KAFKA!) as { brokers: string; pid: number };

const SQL = `CREATE STREAM numbers (n BIGINT) WITH (topic = 'numbers', format = 'json');
SELECT n, n * n AS square FROM numbers EMIT CHANGES;
`;

/** The broker, if it is still there. */
function kill(): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

let written = 0;

async function produce(count: number): Promise<void> {
  const connector = await kafkaConnector({ brokers: [brokers], timeoutMs: 60_000 });
  try {
    const writer = await connector.writer();
    await writer.write(
      Array.from({ length: count }, () => ({
        topic: 'numbers',
        key: null,
        value: Buffer.from(JSON.stringify({ n: ++written })),
        timestamp: Date.now(),
        headers: [],
      })),
    );
    await writer.commit();
    await writer.close();
  } finally {
    await connector.close();
  }
}

async function startRun() {
  // The page of another run may have the keyboard.
  await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
  const api = await extension();
  const before = new Set(api.runs());
  await vscode.commands.executeCommand('ferris.runQuery');
  return (await eventually(() => api.runs().find(one => !before.has(one)), 'a run')).run;
}

const checks: readonly Check[] = [
  [
    'rows of a topic arrive; a broker that stops is told of and waited for, and no row is lost or there twice',
    async () => {
      const settings = vscode.workspace.getConfiguration('ferris');
      await settings.update('brokers', brokers, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await produce(40);
      const document = await vscode.workspace.openTextDocument({ language: 'ferris-sql', content: SQL });
      const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      editor.selection = new vscode.Selection(1, 0, 1, 0);
      const run = await startRun();
      await eventually(() => run.rows.total === 40, 'what was there');
      await produce(10);
      await eventually(() => run.rows.total === 50, 'what has come since');
      await eventually(async () => (await texts('#grid .canvas .row')).length > 10, 'rows in the panel');
      process.kill(pid, 'SIGSTOP');
      try {
        await eventually(() => run.messages.some(line => /is waited for/.test(line)), 'that it is gone');
        assert.equal(run.state, 'running');
        await eventually(async () => (await texts('#said')).some(one => one.includes('is waited for')), 'in the panel');
        await screenshot('kafka-gone');
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await eventually(() => run.messages.some(line => /answer again/.test(line)), 'that it is back');
      await produce(7);
      await eventually(() => run.rows.total === 57, 'rows after it');
      assert.equal(run.rows.total, written);
      kill();
      await click('#stop');
      await run.over;
      assert.equal(run.state, 'stopped');
    },
  ],
  [
    'where no broker answers any more a run says so, and nothing stays behind',
    async () => {
      kill();
      const run = await startRun();
      await run.over;
      assert.equal(run.state, 'failed');
      assert.ok(
        run.messages.some(line => line.includes(`no Kafka broker answers at ${brokers}`)),
        run.messages.join('\n'),
      );
      assert.deepEqual(
        startedHere().filter(one => one.includes(' stream ')),
        [],
      );
      await screenshot('kafka-dead');
      await vscode.workspace
        .getConfiguration('ferris')
        .update('brokers', undefined, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await closeAll();
    },
  ],
];

export const run = (): Promise<void> => runChecks(checks);
