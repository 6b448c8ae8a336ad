/** What can be done in a run panel: table and changelog, sort, filter, copy, pause, export, several statements, places. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { OpenRun } from '../../../extension/src/api.ts';
import { becomes, type Check, eventually, until } from './check.ts';
import { closeAll, openFerrisSql, openText, putCursor, select } from './documents.ts';
import { choose, takePath } from './quick-input.ts';
import { extension, startBy } from './running.ts';
import { inTheme } from './themes.ts';
import { trade, trades } from './trades.ts';
import { click, fill, press, screenshot, texts } from './window.ts';

const TICKS = `CREATE STREAM quotes (ticker STRING, price DECIMAL(18, 4), volume BIGINT, traded_at TIMESTAMP)
WITH (topic = 'market_data', format = 'json', 'event.time.field' = 'traded_at');
`;
const PER_TICKER = `SELECT ticker, COUNT(*) AS trades, SUM(volume) AS volume, AVG(price) AS average_price, MAX(price) AS highest
FROM quotes
GROUP BY ticker
EMIT CHANGES;
`;

async function openAt(content: string, cursorLine: number): Promise<vscode.TextEditor> {
  const editor = await openText(content);
  await putCursor(editor, cursorLine);
  return editor;
}

/** Runs the command and waits for its run and the first rows in its panel. */
async function start(command = 'ferris.runQuery'): Promise<OpenRun['run']> {
  const { run } = await startBy(command);
  await eventually(async () => (await texts('#grid .canvas .row')).length > 0, 'rows in the panel');
  return run;
}

const column = async (number: number): Promise<readonly string[]> =>
  texts(`#grid .canvas .row .cell:nth-child(${number})`);

const checks: readonly Check[] = [
  [
    'a grouped result is a table whose rows change in place; the changelog has every change',
    async () => {
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await openAt(TICKS + PER_TICKER, 3);
      const run = await start();
      await eventually(async () => (await column(2)).length === 4, 'a row of each ticker');
      for (let i = 0; i < 3; i++) {
        const before = (await column(3)).join();
        trade(2);
        await eventually(async () => (await column(3)).join() !== before, 'counts that have changed');
      }
      await becomes(
        async () => (await column(2)).toSorted(),
        ['ACME', 'GLOBEX', 'INITECH', 'UMBRELLA'],
        'still a row of each ticker',
      );
      // They are lit for a moment only.
      await until(
        async () => (await texts('.cell.changed, .cell.changed-again')).length > 0,
        () => trade(1),
        'cells that light up',
        3_000,
      );
      await screenshot('run-table');
      await click('#changelog');
      await eventually(async () => (await texts('#grid .canvas .row')).length > 10, 'all changes');
      await becomes(() => run.rows.total, trades(), 'a change of each trade');
    },
  ],
  [
    'rows are sorted and filtered; keys choose cells, which are copied',
    async () => {
      await openAt(`${TICKS}SELECT ticker, price, volume FROM quotes;\n`, 3);
      const run = await start();
      await becomes(() => run.rows.total, trades(), 'a row of each trade');
      await fill('#filter', 'volume>=700 ACME');
      await eventually(async () => {
        const [tickers, volumes] = [await column(2), await column(4)];
        return tickers.length > 2 && tickers.every(one => one === 'ACME') && volumes.every(one => Number(one) >= 700);
      }, 'large volumes of one ticker');
      const head = '#grid .head .cell:nth-child(4)';
      for (const order of ['ascending', 'descending'])
        await until(
          async () => (await texts(`${head}[aria-sort="${order}"]`)).length > 0,
          () => click(head, 10_000),
          `it is sorted, ${order}`,
        );
      await eventually(async () => {
        const volumes = (await column(4)).map(Number);
        return volumes.length > 2 && volumes.toSorted((a, b) => b - a).join() === volumes.join();
      }, 'the largest first');
      await screenshot('run-sorted');
      await press('ArrowDown');
      await press('ArrowLeft');
      await press('Shift+ArrowDown');
      await press('Shift+ArrowRight');
      await becomes(async () => (await texts('#grid .cell.chosen')).length, 4, 'four cells are chosen');
      const copied = await until(
        async () => {
          const text = await vscode.env.clipboard.readText();
          return /^[\d.]+\t\d+\n[\d.]+\t\d+$/.test(text) ? text : undefined;
        },
        () => press('Control+c'),
        'two rows of two cells on the clipboard',
      );
      assert.equal(copied.split('\n')[0]!.split('\t')[1], (await column(4))[0]);
    },
  ],
  [
    'paused, rows stand still while the query runs on; nothing is lost',
    async () => {
      await openAt(`${TICKS}SELECT ticker, price FROM quotes;\n`, 3);
      const run = await start();
      await becomes(() => run.rows.total, trades(), 'a row of each trade');
      await eventually(
        async () => (await texts('#shown'))[0] === `${run.rows.total.toLocaleString('en-US')} rows`,
        'all',
      );
      await click('#pause');
      await eventually(async () => (await texts('#pause'))[0] === 'Resume', 'it is paused');
      const [shown] = await texts('#shown');
      const before = run.rows.total;
      trade(2);
      await becomes(() => run.rows.total, before + 80, 'rows come');
      await becomes(async () => (await texts('#kept'))[0], 'Standing still; 80 newer rows are kept', 'it is said');
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
      await openAt(`${TICKS}SELECT ticker, COUNT(*) AS trades FROM quotes GROUP BY ticker EMIT CHANGES;\n`, 3);
      await start();
      await eventually(async () => (await column(2)).length === 4, 'a row of each ticker');
      const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
      for (const [format, name] of [
        ['CSV', 'rows.csv'],
        ['JSON', 'rows.json'],
      ] as const) {
        await vscode.commands.executeCommand('ferris.exportRows');
        await choose(format);
        const file = path.join(folder, name);
        await takePath('Export', file, () => fs.existsSync(file));
      }
      const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
      // A file is there before its text is.
      const csv = await eventually(() => {
        const lines = read('rows.csv').trimEnd().split('\r\n');
        assert.equal(lines.length, 5);
        return lines;
      }, 'a line of each ticker');
      assert.equal(csv[0], 'ticker,trades,key,time');
      const json = await eventually(() => JSON.parse(read('rows.json')) as { ticker: string }[], 'JSON');
      assert.deepEqual(json.map(({ ticker }) => ticker).toSorted(), ['ACME', 'GLOBEX', 'INITECH', 'UMBRELLA']);
    },
  ],
  [
    'the whole file is one run, a tab for each statement; a selected query runs by itself',
    async () => {
      const text = `${TICKS}SELECT ticker FROM quotes;\nSELECT price FROM (SELECT price, volume FROM quotes) x WHERE volume > 5;\n`;
      const editor = await openAt(text, 3);
      const run = await start('ferris.runFile');
      await eventually(async () => (await texts('#queries [role=tab]')).length === 2, 'two tabs');
      await until(
        async () => (await texts('#grid .head b'))[1] === 'price',
        () => click('#queries [role=tab]:nth-child(2)', 10_000),
        'the second one',
      );
      assert.equal(run.schemas.length, 2);
      run.stop();
      await run.over;
      const from = text.indexOf('SELECT price, volume');
      await select(
        editor,
        new vscode.Selection(editor.document.positionAt(from), editor.document.positionAt(text.indexOf(') x'))),
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
      const editor = await openAt(`${TICKS}SELECT ticker,\n  prize FROM quotes;\n`, 2);
      await startBy('ferris.runQuery');
      await until(
        () => {
          const { active } = vscode.window.activeTextEditor?.selection ?? editor.selection;
          return active.line === 3 && active.character === 2;
        },
        () => click('#log .link', 10_000),
        'the cursor is there',
      );
    },
  ],
  [
    'writing to a topic of brokers elsewhere asks first',
    async () => {
      const settings = vscode.workspace.getConfiguration('ferris');
      const before = settings.get<string>('brokers');
      await settings.update('brokers', 'kafka.example.com:9092', vscode.ConfigurationTarget.Workspace);
      const brokers = (): string | undefined => vscode.workspace.getConfiguration('ferris').get('brokers');
      await becomes(brokers, 'kafka.example.com:9092', 'the setting');
      await openAt(`${TICKS}CREATE STREAM tickers AS SELECT ticker FROM quotes;\n`, 3);
      // A window under test refuses to show questions, and says which one it was.
      await assert.rejects(
        async () => vscode.commands.executeCommand('ferris.runToTopic'),
        /Write to 'tickers' on kafka\.example\.com:9092\?/,
      );
      assert.deepEqual((await extension()).runs(), []);
      await settings.update('brokers', before, vscode.ConfigurationTarget.Workspace);
      await becomes(brokers, before, 'the setting of before');
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
      await openAt(TICKS + PER_TICKER, 3);
      const run = await start();
      for (const [name, theme, kind] of [
        ['light', 'Default Light Modern', 'light'],
        ['contrast', 'Default High Contrast', 'high-contrast'],
      ] as const) {
        const before = run.rows.total;
        await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Workspace);
        await inTheme(kind);
        trade(3);
        await eventually(() => run.rows.total > before, 'rows in it');
        await screenshot(`run-${name}`);
      }
      await workbench.update('colorTheme', undefined, vscode.ConfigurationTarget.Workspace);
      await inTheme('dark');
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
      await closeAll();
      await body();
    },
  ],
);
