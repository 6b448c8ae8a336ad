/** Definition, references, highlights, rename, symbols and renamed files, over a real pipe and real files. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  DocumentHighlight,
  Location,
  Position,
  Range,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { answerThat, type Session, startSession } from './session.ts';

const SCHEMA = '{"type":"record","name":"Trade","fields":[\n{"name":"amount","type":"long"}]}';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-references-'));
const uriOf = (file: string): string => pathToFileURL(path.join(folder, file)).href;
const STREAMS = "CREATE STREAM trades (id BIGINT, price DECIMAL(10, 2)) WITH ('topic' = 't');\n";
const JOB = `SELECT trades.price FROM trades;
SELECT amount FROM paid WITH ('paid.schema.file' = 'trade.avsc');
`;

let session: Session;
before(async () => {
  fs.writeFileSync(path.join(folder, 'trade.avsc'), SCHEMA);
  session = await startSession({
    textDocument: { rename: { prepareSupport: true } },
    workspace: { workspaceEdit: { documentChanges: true } },
  });
  await session.open(uriOf('streams.sql'), STREAMS);
  await session.open(uriOf('job.sql'), JOB);
  await session.diagnostics(uriOf('job.sql'), 1);
});
after(async () => {
  assert.equal(await session.end(), 0);
  fs.rmSync(folder, { recursive: true });
});

const at = (line: number, character: number): { textDocument: { uri: string }; position: Position } => ({
  textDocument: { uri: uriOf('job.sql') },
  position: { line, character },
});
const ask = <Answer>(method: string, params: object): Promise<Answer> => session.connection.sendRequest(method, params);
const range = (line: number, start: number, end: number): Range => ({
  start: { line, character: start },
  end: { line, character: end },
});

test('it says that it can', () => {
  const { capabilities } = session.initialized;
  assert.deepEqual(capabilities.renameProvider, { prepareProvider: true });
  assert.ok(capabilities.definitionProvider && capabilities.typeDefinitionProvider && capabilities.declarationProvider);
  assert.ok(capabilities.referencesProvider && capabilities.documentHighlightProvider);
  assert.ok(capabilities.workspaceSymbolProvider && capabilities.workspace?.fileOperations?.willRename);
});

test('a definition in another file, and one in a schema file', async () => {
  assert.deepEqual(await ask<Location[]>('textDocument/definition', at(0, 16)), [
    { uri: uriOf('streams.sql'), range: range(0, 33, 38) },
  ]);
  // It is read when it is first named.
  const found = await answerThat(
    () => ask<Location[]>('textDocument/typeDefinition', at(1, 8)),
    ([one]) => one?.uri.endsWith('.avsc') === true,
  );
  assert.deepEqual(found, [{ uri: uriOf('trade.avsc'), range: range(1, 8, 16) }]);
  assert.equal(await ask('textDocument/definition', { ...at(0, 0), textDocument: { uri: 'file:///no.sql' } }), null);
});

test('references with and without the declaration; highlights of one document', async () => {
  const references = (includeDeclaration: boolean) =>
    ask<Location[]>('textDocument/references', { ...at(0, 8), context: { includeDeclaration } });
  assert.deepEqual(
    (await references(true)).map(one => one.uri),
    [uriOf('streams.sql'), uriOf('job.sql'), uriOf('job.sql')],
  );
  assert.equal((await references(false)).length, 2);
  assert.deepEqual(await ask<DocumentHighlight[]>('textDocument/documentHighlight', at(0, 8)), [
    { range: range(0, 7, 13), kind: 2 },
    { range: range(0, 25, 31), kind: 2 },
  ]);
});

test('a rename edits all files at their versions; what cannot be is refused in words', async () => {
  assert.deepEqual(await ask('textDocument/prepareRename', at(0, 16)), {
    range: range(0, 14, 19),
    placeholder: 'price',
  });
  const edit = await ask<WorkspaceEdit>('textDocument/rename', { ...at(0, 16), newName: 'cost' });
  assert.deepEqual(edit, {
    documentChanges: [
      {
        textDocument: { uri: uriOf('streams.sql'), version: 1 },
        edits: [{ range: range(0, 33, 38), newText: 'cost' }],
      },
      {
        textDocument: { uri: uriOf('job.sql'), version: 1 },
        edits: [
          { range: range(0, 14, 19), newText: 'cost' },
          { range: range(0, 19, 19), newText: ' AS price' },
        ],
      },
    ],
  });
  await assert.rejects(ask('textDocument/prepareRename', at(1, 8)), /schema file trade.avsc/);
  await assert.rejects(ask('textDocument/rename', { ...at(0, 0), newName: 'x' }), /there is no name/);
});

test('symbols of all files', async () => {
  const [first] = await ask<WorkspaceSymbol[]>('workspace/symbol', { query: 'trd' });
  assert.equal(first?.name, 'trades');
  assert.equal(first.containerName, 'streams.sql');
});

test('a renamed schema file takes the paths along', async () => {
  const edit = await ask<WorkspaceEdit>('workspace/willRenameFiles', {
    files: [{ oldUri: uriOf('trade.avsc'), newUri: uriOf('schemas/trade.avsc') }],
  });
  assert.deepEqual(edit.documentChanges, [
    {
      textDocument: { uri: uriOf('job.sql'), version: 1 },
      edits: [{ range: range(1, 51, 63), newText: "'schemas/trade.avsc'" }],
    },
  ]);
  assert.equal(await ask('workspace/willRenameFiles', { files: [{ oldUri: 'file:///a', newUri: 'file:///b' }] }), null);
});
