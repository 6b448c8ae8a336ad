/** Runs against a Kafka of their own: rows as they arrive, a broker that stops in the middle and comes back, and one that dies. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { kafkaConnector } from '../../../runtime/connectors/kafka/connector.ts';
import { becomes, type Check, eventually, runChecks, until } from './check.ts';
import { closeAll, discard, openText, putCursor, show } from './documents.ts';
import { startedHere } from './processes.ts';
import { startBy } from './running.ts';
import { click, screenshot, texts } from './window.ts';

/** A broker that is silent is given up only after some time of its own, and looked for in intervals: milliseconds. */
const SILENT = 120_000;

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

const checks: readonly Check[] = [
  [
    'rows of a topic arrive; a broker that stops is told of and waited for, and no row is lost or there twice',
    async () => {
      const settings = vscode.workspace.getConfiguration('ferris');
      await settings.update('brokers', brokers, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await produce(40);
      const place = (): string | undefined => vscode.workspace.getConfiguration('ferris').get('brokers');
      await becomes(place, brokers, 'the setting');
      const editor = await openText(SQL);
      await putCursor(editor, 1);
      const { run } = await startBy('ferris.runQuery');
      await becomes(() => run.rows.total, 40, 'what was there');
      await produce(10);
      await becomes(() => run.rows.total, 50, 'what has come since');
      await eventually(async () => (await texts('#grid .canvas .row')).length > 10, 'rows in the panel');
      process.kill(pid, 'SIGSTOP');
      try {
        await eventually(() => run.messages.some(line => /is waited for/.test(line)), 'that it is gone', SILENT);
        assert.equal(run.state, 'running');
        await eventually(async () => (await texts('#said')).some(one => one.includes('is waited for')), 'in the panel');
        await screenshot('kafka-gone');
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await eventually(() => run.messages.some(line => /answer again/.test(line)), 'that it is back', SILENT);
      await produce(7);
      await becomes(() => run.rows.total, 57, 'rows after it');
      assert.equal(run.rows.total, written);
      kill();
      await until(
        () => run.state !== 'running',
        () => click('#stop', 10_000),
        'it is told to stop',
      );
      await run.over;
      assert.equal(run.state, 'stopped');
    },
  ],
  [
    'where no broker answers any more a run says so, and nothing stays behind',
    async () => {
      kill();
      // The page of the other run may have the keyboard.
      const document = vscode.workspace.textDocuments.find(one => one.getText() === SQL);
      assert.ok(document);
      await show(document);
      const { run } = await startBy('ferris.runQuery');
      await run.over;
      assert.equal(run.state, 'failed');
      assert.ok(
        run.messages.some(line => line.includes(`no Kafka broker answers at ${brokers}`)),
        run.messages.join('\n'),
      );
      await becomes(() => startedHere().filter(one => one.includes(' stream ')), [], 'no process is left');
      await screenshot('kafka-dead');
      await vscode.workspace
        .getConfiguration('ferris')
        .update('brokers', undefined, vscode.ConfigurationTarget.Workspace);
      await discard(document);
      await closeAll();
    },
  ],
];

export const run = (): Promise<void> => runChecks(checks);
