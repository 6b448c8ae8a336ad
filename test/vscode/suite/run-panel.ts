/** What can be done in a run panel: table and changelog, sort, filter, copy, pause, export, several statements, places. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Check, eventually } from './check.ts';
import { closeAll, openFerrisSql } from './documents.ts';
import { extension } from './running.ts';
import { trade } from './trades.ts';
import { click, press, screenshot, texts, type } from './window.ts';

const TICKS = `CREATE STREAM quotes (ticker STRING, price DECIMAL(18, 4), volume BIGINT, traded_at TIMESTAMP)
WITH (topic = 'market_data', format = 'json', 'event.time.field' = 'traded_at');
`;
const PER_TICKER = `SELECT ticker, COUNT(*) AS trades, SUM(volume) AS volume, AVG(price) AS average_price, MAX(price) AS highest
FROM quotes
GROUP BY ticker
EMIT CHANGES;
`;

async function openText(content: string, cursorLine: number): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'ferris-sql', content });
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  editor.selection = new vscode.Selection(cursorLine, 0, cursorLine, 0);
  return editor;
}

/** Runs the command and waits for its run and the first rows in its panel. */
async function start(command = 'ferris.runQuery') {
  const api = await extension();
  const before = new Set(api.runs());
  await vscode.commands.executeCommand(command);
  const run = await eventually(() => api.runs().find(one => !before.has(one)), 'a run');
  await eventually(async () => (await texts('#grid .canvas .row')).length > 0, 'rows in the panel');
  return run.run;
}

async function closeUntitled(): Promise<void> {
  for (const tab of vscode.window.tabGroups.all.flatMap(group => group.tabs)) {
    if (!(tab.input instanceof vscode.TabInputText)) continue;
    await vscode.window.showTextDocument(tab.input.uri, { viewColumn: tab.group.viewColumn });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await closeAll();
}

const column = async (number: number): Promise<readonly string[]> =>
  texts(`#grid .canvas .row .cell:nth-child(${number})`);

const checks: readonly Check[] = [
  [
    'a grouped result is a table whose rows change in place; the changelog has every change',
    async () => {
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await openText(TICKS + PER_TICKER, 3);
      const run = await start();
      await eventually(async () => (await column(2)).length === 4, 'a row of each ticker');
      const before = await column(3);
      for (let i = 0; i < 3; i++) {
        trade(2);
        await new Promise(resolve => setTimeout(resolve, 400));
      }
      await eventually(async () => (await column(3)).join() !== before.join(), 'counts that have changed');
      assert.deepEqual((await column(2)).toSorted(), ['ACME', 'GLOBEX', 'INITECH', 'UMBRELLA']);
      trade(1);
      await eventually(
        async () => (await texts('.cell.changed, .cell.changed-again')).length > 0,
        'cells that light up',
      );
      await screenshot('run-table');
      await click('#changelog');
      await eventually(async () => (await texts('#grid .canvas .row')).length > 10, 'all changes');
      assert.ok(run.rows.total >= 500);
    },
  ],
  [
    'rows are sorted and filtered; keys choose cells, which are copied',
    async () => {
      await openText(`${TICKS}SELECT ticker, price, volume FROM quotes;\n`, 3);
      const run = await start();
      await eventually(() => run.rows.total >= 240, 'rows');
      await click('#filter');
      await type('volume>=700 ACME');
      await eventually(async () => (await column(2)).every(text => text === 'ACME'), 'one ticker');
      await eventually(async () => (await column(4)).every(text => Number(text) >= 700), 'large volumes');
      await click('#grid .head .cell:nth-child(4)');
      await click('#grid .head .cell:nth-child(4)');
      await eventually(async () => {
        const volumes = (await column(4)).map(Number);
        return volumes.length > 2 && volumes.toSorted((a, b) => b - a).join() === volumes.join();
      }, 'the largest first');
      await screenshot('run-sorted');
      await press('ArrowDown');
      await press('ArrowLeft');
      await press('Shift+ArrowDown');
      await press('Shift+ArrowRight');
      await press('Control+c');
      const copied = await eventually(async () => {
        const text = await vscode.env.clipboard.readText();
        return /^[\d.]+\t\d+\n[\d.]+\t\d+$/.test(text) ? text : undefined;
      }, 'two rows of two cells on the clipboard');
      assert.equal(copied.split('\n')[0]!.split('\t')[1], (await column(4))[0]);
    },
  ],
  [
    'paused, rows stand still while the query runs on; nothing is lost',
    async () => {
      await openText(`${TICKS}SELECT ticker, price FROM quotes;\n`, 3);
      const run = await start();
      await eventually(() => run.rows.total >= 240, 'rows');
      await eventually(
        async () => (await texts('#shown'))[0] === `${run.rows.total.toLocaleString('en-US')} rows`,
        'all',
      );
      await click('#pause');
      await eventually(async () => (await texts('#pause'))[0] === 'Resume', 'it is paused');
      const [shown] = await texts('#shown');
      const before = run.rows.total;
      trade(2);
      await eventually(() => run.rows.total === before + 80, 'rows come');
      await eventually(
        async () => (await texts('#kept'))[0] === 'Standing still; 80 newer rows are kept',
        'it is said',
      );
      assert.deepEqual(await texts('#shown'), [shown]);
      await screenshot('run-paused');
      await click('#pause');
      const total = run.rows.total.toLocaleString('en-US');
      await eventually(async () => (await texts('#shown'))[0] === `${total} rows`, 'all rows');
    },
  ],
  [
    'what is shown is exported as CSV and as JSON',
    async () => {
      await openText(`${TICKS}SELECT ticker, COUNT(*) AS trades FROM quotes GROUP BY ticker EMIT CHANGES;\n`, 3);
      await start();
      await eventually(async () => (await column(2)).length === 4, 'a row of each ticker');
      const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
      for (const [number, name] of ['rows.csv', 'rows.json'].entries()) {
        void vscode.commands.executeCommand('ferris.exportRows');
        await eventually(async () => (await texts('.quick-input-list .monaco-list-row')).length === 3, 'formats');
        for (let i = 0; i < number; i++) await press('ArrowDown');
        await press('Enter');
        await eventually(
          async () => (await texts('.quick-input-title')).some(text => text.includes('Export')),
          'a dialog',
        );
        await new Promise(resolve => setTimeout(resolve, 400));
        await press('Control+a');
        await type(path.join(folder, name));
        await eventually(async () => {
          // The dialog looks at what was typed for a moment before it takes it.
          await press('Enter');
          await new Promise(resolve => setTimeout(resolve, 300));
          return fs.existsSync(path.join(folder, name));
        }, name);
      }
      const csv = fs.readFileSync(path.join(folder, 'rows.csv'), 'utf8').trimEnd().split('\r\n');
      assert.equal(csv[0], 'ticker,trades,key,time');
      assert.equal(csv.length, 5);
      const json = JSON.parse(fs.readFileSync(path.join(folder, 'rows.json'), 'utf8')) as { ticker: string }[];
      assert.deepEqual(json.map(({ ticker }) => ticker).toSorted(), ['ACME', 'GLOBEX', 'INITECH', 'UMBRELLA']);
    },
  ],
  [
    'the whole file is one run, a tab for each statement; a selected query runs by itself',
    async () => {
      const text = `${TICKS}SELECT ticker FROM quotes;\nSELECT price FROM (SELECT price, volume FROM quotes) x WHERE volume > 5;\n`;
      const editor = await openText(text, 3);
      const run = await start('ferris.runFile');
      await eventually(async () => (await texts('#queries [role=tab]')).length === 2, 'two tabs');
      await click('#queries [role=tab]:nth-child(2)');
      await eventually(async () => (await texts('#grid .head b'))[1] === 'price', 'the second one');
      assert.equal(run.schemas.length, 2);
      run.stop();
      await run.over;
      const from = text.indexOf('SELECT price, volume');
      await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
      editor.selection = new vscode.Selection(
        editor.document.positionAt(from),
        editor.document.positionAt(text.indexOf(') x')),
      );
      const part = await start();
      await eventually(() => part.schemas.length > 0, 'its columns');
      assert.deepEqual(
        part.schemas[0]!.columns.map(({ name }) => name),
        ['price', 'volume'],
      );
    },
  ],
  [
    'an error leads to its place',
    async () => {
      const editor = await openText(`${TICKS}SELECT ticker,\n  prize FROM quotes;\n`, 2);
      await vscode.commands.executeCommand('ferris.runQuery');
      await click('#log .link');
      await eventually(() => {
        const { active } = vscode.window.activeTextEditor?.selection ?? editor.selection;
        return active.line === 3 && active.character === 2;
      }, 'the cursor is there');
    },
  ],
  [
    'writing to a topic of brokers elsewhere asks first',
    async () => {
      const settings = vscode.workspace.getConfiguration('ferris');
      const before = settings.get<string>('brokers');
      await settings.update('brokers', 'kafka.example.com:9092', vscode.ConfigurationTarget.Workspace);
      await openText(`${TICKS}CREATE STREAM tickers AS SELECT ticker FROM quotes;\n`, 3);
      // A window under test refuses to show questions, and says which one it was.
      await assert.rejects(
        async () => vscode.commands.executeCommand('ferris.runToTopic'),
        /Write to 'tickers' on kafka\.example\.com:9092\?/,
      );
      assert.deepEqual((await extension()).runs(), []);
      await settings.update('brokers', before, vscode.ConfigurationTarget.Workspace);
      const run = await start('ferris.runToTopic');
      const written = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, 'topics/tickers.envelope.jsonl');
      await eventually(() => fs.existsSync(written) && fs.statSync(written).size > 1000, 'rows in the topic');
      run.stop();
      await run.over;
      fs.rmSync(written);
    },
  ],
  [
    'it fits light and high contrast themes',
    async () => {
      const workbench = vscode.workspace.getConfiguration('workbench');
      await openFerrisSql('market_data.sql');
      await openText(TICKS + PER_TICKER, 3);
      await start();
      for (const [name, theme] of [
        ['light', 'Default Light Modern'],
        ['contrast', 'Default High Contrast'],
      ] as const) {
        await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Workspace);
        trade(3);
        await new Promise(resolve => setTimeout(resolve, 1500));
        await screenshot(`run-${name}`);
      }
      await workbench.update('colorTheme', undefined, vscode.ConfigurationTarget.Workspace);
    },
  ],
];

/** Each begins with an empty window; how it looked when one failed is in its picture. */
export const runPanel: readonly Check[] = [
  ...checks,
  ['all is closed again', async () => undefined] satisfies Check,
].map(
  ([name, body]): Check => [
    name,
    async () => {
      await closeUntitled();
      await body();
    },
  ],
);
