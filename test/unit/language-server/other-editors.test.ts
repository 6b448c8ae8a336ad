/** What editors other than VS Code do otherwise: they know only SQL, and less of the protocol. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  CompletionList,
  Diagnostic,
  Hover,
  InitializeResult,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { answerThat, exitOf, type Session, startServer, startSession } from './session.ts';

const URI = 'file:///trades.sql';
const STREAM = 'CREATE STREAM trades (ticker STRING, price DOUBLE);\n';
const WRONG = `${STREAM}SELECT nothing FROM trades;\n`;

/** As a plain `.sql` file. */
const openSql = ({ connection }: Session, text: string, uri = URI): Promise<void> =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'sql', version: 1, text },
  });

const codes = async (session: Session, version: number, uri = URI): Promise<Diagnostic['code'][]> =>
  (await session.diagnostics(uri, version)).diagnostics.map(({ code }) => code);

test('a client without folders, snippets, pulling, prepared renames and document changes has all the rest', async () => {
  const session = await startSession();
  assert.equal(session.initialized.capabilities.diagnosticProvider, undefined);
  assert.equal(session.initialized.capabilities.renameProvider, true);
  assert.equal(session.initialized.capabilities.positionEncoding, 'utf-16');
  assert.match(session.initialized.serverInfo?.version ?? '', /^\d+\.\d+\.\d+$/);
  await openSql(session, WRONG);
  assert.deepEqual(await codes(session, 1), ['sql/unknown-column']);
  const at = { textDocument: { uri: URI }, position: { line: 1, character: 22 } };
  const hover = await session.connection.sendRequest<Hover>('textDocument/hover', at);
  assert.match(JSON.stringify(hover.contents), /trades/);
  const edit = await session.connection.sendRequest<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'sales' });
  assert.deepEqual(
    Object.entries(edit.changes ?? {}).map(([uri, edits]) => [
      uri,
      edits.filter(one => one.newText === 'sales').length,
    ]),
    [[URI, 2]],
  );
  const list = await session.connection.sendRequest<CompletionList>('textDocument/completion', {
    ...at,
    position: { line: 1, character: 7 },
  });
  assert.ok(list.items.length > 10);
  for (const { label, insertTextFormat, textEdit } of list.items) {
    assert.notEqual(insertTextFormat, 2, label);
    assert.doesNotMatch(textEdit?.newText ?? '', /\$\{?\d/, label);
    assert.ok(textEdit && 'range' in textEdit, label);
  }
  assert.equal(await session.end(), 0);
});

test('a client that offers only UTF-8 is told UTF-16, which every client must know', async () => {
  const session = await startSession({ general: { positionEncodings: ['utf-8'] } });
  assert.equal(session.initialized.capabilities.positionEncoding, 'utf-16');
  // Two bytes, one unit; four bytes, two units.
  await openSql(session, `${STREAM}SELECT 'é𝄞', nothing FROM trades;\n`);
  const [first] = (await session.diagnostics(URI, 1)).diagnostics;
  assert.deepEqual(first?.range, { start: { line: 1, character: 14 }, end: { line: 1, character: 21 } });
  assert.equal(await session.end(), 0);
});

test('a client that asks for diagnostics but cannot be told to ask again is told them', async () => {
  const session = await startSession({ textDocument: { diagnostic: {} } });
  assert.equal(session.initialized.capabilities.diagnosticProvider, undefined);
  await openSql(session, WRONG);
  assert.deepEqual(await codes(session, 1), ['sql/unknown-column']);
  assert.equal(await session.end(), 0);
});

test('SQL of another database is left alone, and recognized as soon as it tells that it is ours', async () => {
  const session = await startSession();
  await openSql(session, 'SELECT * FROM pg_class WHERE oid = $1::regclass;\n');
  assert.deepEqual(await codes(session, 1), []);
  await session.change(URI, 2, WRONG);
  assert.deepEqual(await codes(session, 2), ['sql/unknown-column']);
  await session.change(URI, 3, 'SELECT * FROM (SELECT 1 AS one) AS t WHERE two = 1;');
  assert.deepEqual(await codes(session, 3), ['sql/unknown-column'], 'it stays what it was');
  assert.equal(await session.end(), 0);
});

test('what was said of a beginning is taken back when it turns out to be other SQL', async () => {
  const session = await startSession();
  await openSql(session, 'SELECT a FROM (SELECT 1 AS one) AS t');
  assert.deepEqual(await codes(session, 1), ['sql/unknown-column']);
  await session.change(URI, 2, 'SELECT a FROM (SELECT 1 AS one) AS t;');
  assert.deepEqual(await codes(session, 2), []);
  assert.equal(await session.end(), 0);
});

test('below a ferris.yaml every file is FerrisSQL', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-editors-'));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.writeFileSync(path.join(folder, 'ferris.yaml'), '');
  const session = await startSession({}, pathToFileURL(folder).href);
  const uri = pathToFileURL(path.join(folder, 'query.sql')).href;
  await openSql(session, 'SELECT a FROM (SELECT 1 AS one) AS t;', uri);
  // ferris.yaml is read meanwhile: the diagnostics come at once or after it.
  const found = await answerThat(
    () => codes(session, 1, uri),
    all => all.length > 0,
  );
  assert.deepEqual(found, ['sql/unknown-column']);
  assert.equal(await session.end(), 0);
});

test('what was saved holds after closing it, also where nobody watches files', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-editors-'));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'trades.sql');
  const trades = pathToFileURL(file).href;
  fs.writeFileSync(file, STREAM);
  const session = await startSession({}, pathToFileURL(folder).href);
  await new Promise<void>(resolve => {
    session.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      if (message.includes('1 FerrisSQL file')) resolve();
    });
  });
  await openSql(session, STREAM, trades);
  await session.diagnostics(trades, 1);
  const saved = STREAM.replace('price', 'cost');
  await session.change(trades, 2, saved);
  fs.writeFileSync(file, saved);
  await session.connection.sendNotification('textDocument/didClose', { textDocument: { uri: trades } });
  const uri = pathToFileURL(path.join(folder, 'query.sql')).href;
  await openSql(session, 'SELECT cost FROM trades', uri);
  // Reading it takes a moment; what the old text means is said first, if at all.
  const found = await answerThat(
    () => codes(session, 1, uri),
    all => all.length === 0,
  );
  assert.deepEqual(found, []);
  assert.equal(await session.end(), 0);
});

test('a client of few words: no capabilities, no root, no process', async () => {
  const session = await startSession();
  const bare = startServer('--stdio');
  after(() => bare.kill());
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
  const answered = new Promise<string>(resolve => {
    let said = '';
    bare.stdout.setEncoding('utf8').on('data', chunk => {
      said += chunk;
      if (said.endsWith('}')) resolve(said);
    });
  });
  bare.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  const answer = await answered;
  const { result } = JSON.parse(answer.slice(answer.indexOf('{'))) as { result: InitializeResult };
  assert.deepEqual(Object.keys(result.capabilities).sort(), Object.keys(session.initialized.capabilities).sort());
  bare.stdin.end();
  assert.equal(await exitOf(bare), 1);
  assert.equal(await session.end(), 0);
});

test('--version tells the version', async () => {
  const child = startServer('--version');
  after(() => child.kill());
  let said = '';
  child.stdout.on('data', chunk => {
    said += chunk;
  });
  assert.equal(await exitOf(child), 0);
  assert.match(said, /^ferris-language-server \d+\.\d+\.\d+\n$/);
});
