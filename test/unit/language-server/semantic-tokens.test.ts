/** Semantic tokens over a real pipe: all of a document, a part of it, and what changed since. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { SemanticTokens, SemanticTokensDelta, SemanticTokensOptions } from 'vscode-languageserver-protocol';
import { startSession } from './session.ts';

test('full, delta and range', async t => {
  const session = await startSession();
  t.after(() => session.process.kill());
  const uri = 'file:///tokens.sql';
  const textDocument = { uri };
  const ask = <Answer>(method: string, more: object = {}): Promise<Answer> =>
    session.connection.sendRequest(`textDocument/semanticTokens/${method}`, { textDocument, ...more });
  const { legend } = session.initialized.capabilities.semanticTokensProvider as SemanticTokensOptions;

  await session.open(uri, 'SELECT a FROM t;\nSELECT b FROM u;\n');
  const first = await ask<SemanticTokens>('full');
  assert.equal(first.data.length, 8 * 5);
  assert.deepEqual(first.data.slice(5, 10), [0, 7, 1, legend.tokenTypes.indexOf('property'), 0]);

  const nothing = await ask<SemanticTokensDelta>('full/delta', { previousResultId: first.resultId });
  assert.deepEqual(nothing.edits, []);

  await session.change(uri, 2, 'SELECT a FROM t;\nSELECT SUM(b) FROM u;\n');
  const changed = await ask<SemanticTokensDelta>('full/delta', { previousResultId: nothing.resultId });
  const data = first.data.slice();
  for (const { start, deleteCount, data: inserted = [] } of changed.edits) data.splice(start, deleteCount, ...inserted);
  assert.deepEqual(data, (await ask<SemanticTokens>('full')).data);

  const unknown = await ask<SemanticTokens>('full/delta', { previousResultId: 'of another server' });
  assert.deepEqual(unknown.data, data);

  const line = (at: number) => ({ line: at, character: 0 });
  const part = await ask<SemanticTokens>('range', { range: { start: line(1), end: line(2) } });
  assert.equal(part.data[0], 1);
  assert.ok(part.data.length < data.length);

  const nowhere = { textDocument: { uri: 'file:///nowhere.sql' } };
  assert.deepEqual(await session.connection.sendRequest('textDocument/semanticTokens/full', nowhere), { data: [] });
  assert.equal(await session.end(), 0);
});

test('an editor that shows two files is asked to ask again when one of them changes', async t => {
  const session = await startSession({ workspace: { semanticTokens: { refreshSupport: true } } });
  t.after(() => session.process.kill());
  const refreshed = new Promise<void>(resolve => {
    session.connection.onRequest('workspace/semanticTokens/refresh', () => {
      resolve();
      return null;
    });
  });
  const { legend } = session.initialized.capabilities.semanticTokensProvider as SemanticTokensOptions;
  const kind = async (): Promise<string | undefined> => {
    const textDocument = { uri: 'file:///reads.sql' };
    const { data } = await session.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument,
    });
    return legend.tokenTypes[data[18]!];
  };
  await session.open('file:///makes.sql', 'CREATE STREAM names (id BIGINT);');
  await session.open('file:///reads.sql', 'SELECT id FROM names;');
  assert.equal(await kind(), 'class');
  await session.change('file:///makes.sql', 2, 'CREATE TABLE names (id BIGINT PRIMARY KEY);');
  await refreshed;
  assert.equal(await kind(), 'struct');
  assert.equal(await session.end(), 0);
});
