/** Formatting, symbols, folding, selection and links over a real pipe. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  SelectionRange,
  SymbolInformation,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Session, startSession } from './session.ts';

/** One with an editor that can show much, one with an editor that says nothing of itself. */
let able: Session;
let plain: Session;
before(async () => {
  able = await startSession({
    textDocument: {
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      foldingRange: { lineFoldingOnly: true, rangeLimit: 3 },
    },
  });
  plain = await startSession();
});
after(async () => {
  assert.equal(await able.end(), 0);
  assert.equal(await plain.end(), 0);
});

const TRADES = `-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=3
CREATE TABLE totals AS
SELECT
  ticker,
  SUM(volume) AS total
FROM trades
GROUP BY ticker;
`;

let documents = 0;
/** Opens a text in a session and asks something of it. */
async function ask<Answer>(session: Session, method: string, text: string, params: object = {}): Promise<Answer> {
  const uri = `file:///structure-${documents++}.sql`;
  await session.open(uri, text);
  return session.connection.sendRequest<Answer>(method, { textDocument: { uri }, ...params });
}

const applied = (text: string, edits: TextEdit[]): string =>
  TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);

const OPTIONS = { options: { tabSize: 8, insertSpaces: false } };

test('it says what it can do', () => {
  const { capabilities } = able.initialized;
  assert.equal(capabilities.documentFormattingProvider, true);
  assert.equal(capabilities.documentRangeFormattingProvider, true);
  assert.deepEqual(capabilities.documentOnTypeFormattingProvider, {
    firstTriggerCharacter: ';',
    moreTriggerCharacter: ['\n'],
  });
  assert.equal(capabilities.foldingRangeProvider, true);
  assert.equal(capabilities.selectionRangeProvider, true);
  assert.ok(capabilities.documentSymbolProvider && capabilities.documentLinkProvider && capabilities.codeLensProvider);
});

test('a document is formatted, whatever its line ends, but for statements with errors', async () => {
  const text = 'select a from t;\r\nselect from;\r\nselect é,b from t ;\r\n';
  const edits = await ask<TextEdit[]>(able, 'textDocument/formatting', text, OPTIONS);
  assert.equal(applied(text, edits), 'SELECT a\r\nFROM t;\r\nselect from;\r\n\r\nSELECT é, b\r\nFROM t;\r\n');
});

test('a range formats its statements, a ; the one it ends, a line break indents', async () => {
  const text = 'select a from t;\nselect b from t;\nselect c from t;';
  const line = (at: number) => ({ start: { line: at, character: 0 }, end: { line: at, character: 10 } });
  const range = await ask<TextEdit[]>(able, 'textDocument/rangeFormatting', text, { range: line(1), ...OPTIONS });
  assert.equal(applied(text, range), 'select a from t;\n\nSELECT b\nFROM t;\nselect c from t;');
  const position = { line: 2, character: 16 };
  const ended = await ask<TextEdit[]>(able, 'textDocument/onTypeFormatting', text, { position, ch: ';', ...OPTIONS });
  assert.equal(applied(text, ended), 'select a from t;\nselect b from t;\nSELECT c\nFROM t;');
  const begun = 'SELECT\n';
  const indent = await ask<TextEdit[]>(able, 'textDocument/onTypeFormatting', begun, {
    position: { line: 1, character: 0 },
    ch: '\n',
    ...OPTIONS,
  });
  assert.equal(applied(begun, indent), 'SELECT\n  ');
});

test('symbols are nested where the editor can show that, else a list', async () => {
  const [hints, table] = await ask<DocumentSymbol[]>(able, 'textDocument/documentSymbol', TRADES);
  assert.equal(hints?.detail, '@ferris:workload=trading, 1 more hint');
  assert.equal(table?.name, 'totals');
  assert.equal(table?.kind, 23);
  assert.equal(table?.detail, 'TABLE AS SELECT');
  assert.deepEqual(table?.range, { start: { line: 2, character: 0 }, end: { line: 7, character: 16 } });
  assert.deepEqual(table?.selectionRange, { start: { line: 2, character: 13 }, end: { line: 2, character: 19 } });
  assert.deepEqual(
    table?.children?.map(({ name }) => name),
    ['ticker', 'total'],
  );
  const list = await ask<SymbolInformation[]>(plain, 'textDocument/documentSymbol', TRADES);
  assert.deepEqual(
    list.map(({ name, containerName }) => [name, containerName]),
    [
      ['@ferris', undefined],
      ['totals', undefined],
      ['ticker', 'totals'],
      ['total', 'totals'],
    ],
  );
});

test('folds are whole lines where the editor wants that, and not more than it wants', async () => {
  const lines = await ask<FoldingRange[]>(able, 'textDocument/foldingRange', TRADES + TRADES);
  assert.deepEqual(lines, [
    { startLine: 0, endLine: 1, kind: 'region' },
    { startLine: 2, endLine: 7 },
    { startLine: 3, endLine: 5 },
  ]);
  const all = await ask<FoldingRange[]>(plain, 'textDocument/foldingRange', TRADES);
  assert.deepEqual(all.at(-1), { startLine: 3, endLine: 5, startCharacter: 0, endCharacter: 22 });
  const call = await ask<FoldingRange[]>(
    plain,
    'textDocument/foldingRange',
    'SELECT\n  SUM(a) OVER (\n    PARTITION BY b\n  ) AS s\nFROM t\n',
  );
  assert.equal(call.filter(one => one.startLine === 1).length, 1, 'a call and its OVER are one fold');
});

test('a selection grows from each position', async () => {
  const positions = [
    { line: 5, character: 7 },
    { line: 99, character: 99 },
  ];
  const [first, second] = await ask<SelectionRange[]>(able, 'textDocument/selectionRange', TRADES, { positions });
  assert.deepEqual(first?.range, { start: { line: 5, character: 6 }, end: { line: 5, character: 12 } });
  let outer = first;
  while (outer?.parent) outer = outer.parent;
  assert.deepEqual(outer?.range, { start: { line: 0, character: 0 }, end: { line: 8, character: 0 } });
  assert.ok(second);
});

test('names of files lead to them where they are there', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-links-'));
  fs.mkdirSync(path.join(folder, 'my schemas'));
  fs.writeFileSync(path.join(folder, 'my schemas', 'trade.avsc'), '{}');
  fs.writeFileSync(path.join(folder, 'sink.yaml'), '');
  const uri = pathToFileURL(path.join(folder, 'trades.sql')).href;
  await able.open(
    uri,
    `-- Dependencies: sink.yaml, nowhere.yaml
-- ferris-ignore sql/unused-stream, sql/nothing-of-that-name
CREATE STREAM trades WITH ('schema.file' = 'my schemas/trade.avsc', 'config_file' = '\${HOME}/a.yaml');
CREATE STREAM other WITH ('config_file' = './sink.yaml', 'schema.file' = 'gone.avsc');`,
  );
  const links = await able.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
    textDocument: { uri },
  });
  assert.deepEqual(
    links.map(({ target, range }) => [target?.replace(/^.*\/(?=(my|sink|rules))/, ''), range.start]),
    [
      ['sink.yaml', { line: 0, character: 17 }],
      ['rules/sql/unused-stream.md', { line: 1, character: 17 }],
      ['my%20schemas/trade.avsc', { line: 2, character: 44 }],
      ['sink.yaml', { line: 3, character: 43 }],
    ],
  );
  fs.rmSync(folder, { recursive: true });
});

test('of an unknown document nothing is said', async () => {
  const at = { textDocument: { uri: 'file:///nowhere.sql' }, positions: [], ...OPTIONS };
  for (const method of ['formatting', 'documentSymbol', 'foldingRange', 'documentLink', 'codeLens'])
    assert.deepEqual(await able.connection.sendRequest(`textDocument/${method}`, at), [], method);
  assert.equal(await able.connection.sendRequest('textDocument/selectionRange', at), null);
});
