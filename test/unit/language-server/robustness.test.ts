/** What goes wrong around the server, or in it, costs the answer it concerns and nothing else. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { connect } from './in-process.ts';
import { startSession } from './session.ts';

const ORDERS = 'CREATE STREAM orders (id STRING, amount DECIMAL(10, 2));\n';
const PULL = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

const found = async (answer: Promise<unknown>): Promise<readonly Diagnostic[]> =>
  ((await answer) as { items: readonly Diagnostic[] }).items;

test('a request that fails inside is refused, and the next one is answered', async () => {
  let failing = true;
  const client = await connect(PULL, {
    files: undefined,
    pageOf: () => {
      if (failing) throw new Error('no pages today');
      return undefined;
    },
  });
  const textDocument = { uri: 'file:///a.sql' };
  client.open(textDocument.uri, `${ORDERS}SELECT colour FROM orders;\n`);
  assert.deepEqual(await client.ask('textDocument/diagnostic', { textDocument }), {
    refused: -32603,
    message: 'Request textDocument/diagnostic failed with message: no pages today',
  });
  failing = false;
  assert.equal((await found(client.ask('textDocument/diagnostic', { textDocument }))).length, 1);
  client.dispose();
});

test('a thousand changes at once: the last text is the one that counts', async () => {
  const session = await startSession();
  const uri = 'file:///typed.sql';
  await session.open(uri, ORDERS);
  for (let version = 2; version <= 1001; version++)
    void session.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [
        { range: { start: { line: 1, character: version - 2 }, end: { line: 1, character: version - 2 } }, text: 'x' },
      ],
    });
  void session.change(uri, 1002, `${ORDERS}SELECT colour FROM orders;\n`);
  const { diagnostics } = await session.diagnostics(uri, 1002);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['sql/unknown-column'],
  );
  assert.ok(
    session.published.length < 500,
    `${session.published.length} times findings of texts that were gone already`,
  );
  assert.equal(await session.end(), 0);
});

test('requests nobody waits for any more are not worked on', async () => {
  const session = await startSession(PULL);
  const uri = 'file:///a.sql';
  await session.open(uri, `${ORDERS}SELECT colour FROM orders;\n`);
  const frame = (message: object): string => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
  const ids = Array.from({ length: 50 }, (_, i) => `mine-${i}`);
  const asked = ids.map(id => frame({ id, method: 'textDocument/diagnostic', params: { textDocument: { uri } } }));
  const cancelled = ids.slice(1).map(id => frame({ method: '$/cancelRequest', params: { id } }));
  let answers = '';
  session.process.stdout.on('data', chunk => {
    answers += chunk;
  });
  session.process.stdin.write([...asked, ...cancelled].join(''));
  while (!ids.every(id => answers.includes(`"${id}"`))) await new Promise(resolve => setTimeout(resolve, 5));
  const REQUEST_CANCELLED = '"code":-32800';
  assert.ok(answers.split(REQUEST_CANCELLED).length > 40, answers);
  session.process.kill();
});

test('positions that are none, in every method that takes one', async () => {
  const client = await connect(PULL);
  const textDocument = { uri: 'file:///a.sql' };
  client.open(textDocument.uri, `${ORDERS}SELECT id FROM orders;`);
  const methods = Object.entries({
    hover: {},
    completion: {},
    definition: {},
    declaration: {},
    typeDefinition: {},
    documentHighlight: {},
    signatureHelp: {},
    prepareRename: {},
    references: { context: { includeDeclaration: true } },
    rename: { newName: 'other' },
  });
  for (const position of [
    { line: 1e9, character: 0 },
    { line: 0, character: 1e9 },
    { line: 1, character: 22 },
    { line: -1, character: -1 },
  ])
    for (const [method, more] of methods) {
      const answer = (await client.ask(`textDocument/${method}`, { textDocument, position, ...more })) as {
        refused?: number;
      } | null;
      assert.ok(![-32601, -32603].includes(answer?.refused ?? 0), `${method} ${JSON.stringify(answer)}`);
    }
  client.dispose();
});

test('a file that is deleted while it is open stays open; fifty megabytes of other SQL are not its business', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-robust-'));
  const other = `${"INSERT INTO log VALUES (1, 'CREATE STREAM x', 'it''s');\n".repeat(16_000)}`;
  for (let i = 0; i < 60; i++) fs.writeFileSync(path.join(folder, `dump-${i}.sql`), other);
  const file = path.join(folder, 'orders.sql');
  fs.writeFileSync(file, ORDERS);
  const session = await startSession({}, pathToFileURL(folder).href);
  const uri = pathToFileURL(file).href;
  await session.open(uri, `${ORDERS}SELECT colour FROM orders;\n`);
  fs.rmSync(folder, { recursive: true });
  await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
  assert.equal((await session.diagnostics(uri, 1)).diagnostics.length, 1);
  assert.equal(await session.end(), 0);
});
