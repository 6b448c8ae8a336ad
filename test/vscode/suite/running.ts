/** Run Query: rows arrive in a panel, Stop stops, and no process stays behind. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FerrisExtension, OpenRun } from '../../../extension/src/api.ts';
import { becomes, type Check, eventually, until } from './check.ts';
import { closeAll, discard, openFerrisSql, openText, putCursor } from './documents.ts';
import { clearNotifications, notified } from './notifications.ts';
import { alive } from './processes.ts';
import { inBothThemes } from './themes.ts';
import { trade } from './trades.ts';
import { click, press, say, screenshot, texts } from './window.ts';

export async function extension(): Promise<FerrisExtension> {
  const found = vscode.extensions.getExtension<FerrisExtension>('ferris.ferris-sql-hints');
  if (!found) throw new Error('the extension is not there');
  return found.activate();
}

/** Those that run something: others tell what there is to know. */
async function lensesOf(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  return eventually(async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const running = lenses.filter(({ command }) => command?.command === 'ferris.run');
    return running.length > 0 ? running : undefined;
  }, 'code lenses');
}

/**
 * Calls a command until it has started a run: too early it is refused with a message, and when it is done it has done one or
 * the other.
 */
export async function startBy(command: string, ...args: readonly unknown[]): Promise<OpenRun> {
  const api = await extension();
  const before = new Set(api.runs());
  const started = (): readonly OpenRun[] => api.runs().filter(run => !before.has(run));
  await until(
    () => started().length > 0,
    () => vscode.commands.executeCommand(command, ...args),
    `a run of ${command}`,
    1_000,
  );
  assert.equal(started().length, 1);
  return started()[0]!;
}

async function startByLens(document: vscode.TextDocument, which: number): Promise<OpenRun> {
  const { command } = (await lensesOf(document))[which]!;
  return startBy(command!.command, ...(command!.arguments ?? []));
}

export const running: readonly Check[] = [
  [
    'each statement that can be run has a lens, others have none',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      const lenses = await lensesOf(document);
      const lines = lenses.map(({ range }) => document.lineAt(range.start.line).text);
      assert.deepEqual(lines, [
        'CREATE STREAM ticker_prices AS',
        'SELECT ticker, price, volume, price * volume AS turnover',
      ]);
    },
  ],
  [
    'the query runs from its lens: rows arrive, Stop stops, the process is gone',
    async () => {
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      const { document } = await openFerrisSql('market_data.sql');
      const { run } = await startByLens(document, 0);
      await eventually(() => run.rows.total >= 4 || (run.isOver() && fail(run)), 'rows');
      const lines = linesOf(run);
      const first = JSON.parse(lines[0]!) as { readonly value: Readonly<Record<string, unknown>> };
      assert.deepEqual(Object.keys(first.value), ['ticker', 'average_price', 'volume', 'trades', 'until']);
      await eventually(async () => (await texts('#grid .canvas .row')).length >= 4, 'rows in the panel');
      await becomes(() => texts('#state'), ['Running'], 'the state');
      const head = ['#', 'ticker', 'average_price', 'volume', 'trades', 'until', 'key', 'time'];
      await becomes(() => texts('#grid .head b'), head, 'the columns');

      for (let i = 0; i < 12; i++) {
        const before = run.rows.total;
        trade(2);
        await eventually(() => run.rows.total > before, 'rows of trades that have just come');
      }
      await eventually(() => (run.progress?.in ?? 0) >= 1200, 'what was read is counted');
      assert.equal(run.progress?.failed, 0);
      // Lines in the charts.
      for (let i = 0; i < 8; i++) {
        const last = run.progress?.elapsed ?? 0;
        trade(2 + (i % 3));
        await eventually(() => (run.progress?.elapsed ?? 0) > last, 'another point in the charts');
      }
      await inBothThemes('run-panel');
      await becomes(() => texts('#latest'), [], 'also in another theme it follows the newest rows');

      const { pid } = run;
      assert.ok(pid !== undefined && alive(pid));
      const pressed = performance.now();
      await until(
        () => run.state !== 'running',
        () => click('#stop', 10_000),
        'it is told to stop',
      );
      await run.over;
      await say(`    it stopped after ${Math.round(performance.now() - pressed)} ms`);
      assert.equal(run.state, 'stopped');
      assert.equal(alive(pid), false);
      await eventually(async () => (await texts('#state'))[0] === 'Stopped', 'the panel says so');
      await screenshot('run-stopped');
      await closeAll();
    },
  ],
  [
    'a panel that was hidden shows all its rows again',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      const { run } = await startByLens(document, 0);
      await eventually(() => run.rows.total >= 40, 'rows');
      const other = await vscode.workspace.openTextDocument({ content: 'in front' });
      await vscode.window.showTextDocument(other, vscode.ViewColumn.Two);
      await eventually(() => vscode.window.activeTextEditor?.document === other, 'another editor in front');
      await eventually(async () => (await texts('#grid')).length === 0, 'the panel is hidden');
      const before = run.rows.total;
      trade(3);
      await eventually(() => run.rows.total > before, 'rows while it is hidden');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      // More may come while it is looked at.
      await eventually(
        async () => (await texts('.rows dd'))[0] === run.rows.total.toLocaleString('en-US'),
        'all rows are counted again',
      );
      await eventually(async () => (await texts('#grid .canvas .row')).length > 10, 'rows are shown again');
      assert.equal(run.state, 'running');
      await closeAll();
      await run.over;
    },
  ],
  [
    'a query that cannot be run says why in its panel',
    async () => {
      const { document } = await openText(
        'CREATE STREAM trades (ticker STRING);\nSELECT tikcer FROM trades EMIT CHANGES;\n',
      );
      const { run } = await startByLens(document, 0);
      await run.over;
      assert.equal(run.state, 'failed');
      await eventually(
        async () => (await texts('#failure')).some(text => text.includes('cannot be run')),
        'the reason',
      );
      await eventually(async () => (await texts('#log')).some(text => text.includes('tikcer')), 'the diagnostics');
      await screenshot('run-failed');
      await discard(document);
      await closeAll();
    },
  ],
  [
    'the key runs the statement at the cursor; closing the panel stops it',
    async () => {
      const editor = await openFerrisSql('market_data.sql');
      await lensesOf(editor.document);
      const line = editor.document
        .getText()
        .split('\n')
        .findIndex(text => text.startsWith('WHERE volume >= 500'));
      const api = await extension();
      const { run } = await until(
        () => api.runs()[0],
        async () => {
          await click('.monaco-editor .view-line >> nth=2', 10_000);
          await putCursor(editor, line, 3);
          await press('Control+Enter');
        },
        'a run',
        20_000,
      );
      await eventually(() => run.rows.total > 0 || (run.isOver() && fail(run)), 'rows');
      assert.match(linesOf(run)[0]!, /"turnover"/);
      const { pid } = run;
      await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
      await closeAll();
      await run.over;
      assert.equal(alive(pid!), false);
      await becomes(() => api.runs().length, 0, 'no run is open');
    },
  ],
  [
    'two runs side by side do not know each other',
    async () => {
      const { document } = await openFerrisSql('market_data.sql');
      const one = await startByLens(document, 0);
      const two = await startByLens(document, 1);
      await eventually(() => one.run.rows.total > 0 && two.run.rows.total > 0, 'rows of both');
      assert.notEqual(one.run.pid, two.run.pid);
      one.run.stop();
      await one.run.over;
      assert.equal(two.run.isOver(), false);
      await closeAll();
      await two.run.over;
    },
  ],
  [
    'what cannot be run is refused with a word',
    async () => {
      const editor = await openFerrisSql('market_data.sql');
      await putCursor(editor, 6, 2);
      await vscode.commands.executeCommand('ferris.runQuery');
      await notified('answers no rows');
      assert.deepEqual((await extension()).runs(), []);
      await clearNotifications();
    },
  ],
];

const linesOf = ({ rows }: OpenRun['run']): readonly string[] =>
  rows
    .since(0, Number.POSITIVE_INFINITY)
    .blocks.flatMap(({ lines }) => new TextDecoder().decode(lines).trimEnd().split('\n'));

function fail(run: OpenRun['run']): never {
  throw new Error(`the run ended: ${run.state} ${run.failure ?? ''}\n${run.messages.join('\n')}`);
}
