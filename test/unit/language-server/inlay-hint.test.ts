/** Inlay hints over a real pipe: what they say, what pointing at them tells, and switching kinds off. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { InlayHint, MarkupContent } from 'vscode-languageserver-protocol';
import { type Session, startSession } from './session.ts';

const uri = 'file:///inlay.sql';
const TEXT = `-- @ferris:workload=trading
-- @ferris:node_selector.instance_type=c5.2xlarge
CREATE STREAM trades (ticker STRING, price DOUBLE);
SELECT *, price * 2 AS twice FROM trades WINDOW TUMBLING(90000ms);
`;

const ask = (session: Session, from: number, to: number): Promise<InlayHint[]> =>
  session.connection.sendRequest('textDocument/inlayHint', {
    textDocument: { uri },
    range: { start: { line: from, character: 0 }, end: { line: to, character: 0 } },
  });
const labels = (hints: readonly InlayHint[]): unknown[] => hints.map(({ label, position }) => [position.line, label]);

test('all kinds, in the range that is asked for, with what they tell when pointed at', async t => {
  const session = await startSession();
  t.after(() => session.process.kill());
  await session.open(uri, TEXT);
  assert.deepEqual(labels(await ask(session, 3, 4)), [
    [3, ': ticker STRING, price DOUBLE, window_start TIMESTAMP, 1 more'],
    [3, ': DOUBLE'],
    [3, '= 1 min 30 s'],
  ]);
  const [cost, defaults] = await ask(session, 0, 2);
  assert.deepEqual(cost?.position, { line: 0, character: 27 });
  assert.match(String(cost?.label), /^\$[\d.]+–[\d.]+\/h$/);
  assert.equal(defaults?.label, 'default: min_replicas=2, max_replicas=20, cpu_cores=2, memory_gb=4');

  const resolve = (hint: InlayHint | undefined): Promise<InlayHint> =>
    session.connection.sendRequest('inlayHint/resolve', hint);
  assert.match(((await resolve(cost)).tooltip as MarkupContent).value, /\| per hour \| per month \|/);
  const resolved = await resolve(defaults);
  assert.match(resolved.textEdits?.[0]?.newText ?? '', /^\n-- @ferris:scaling\.min_replicas=2\n/);
  await session.change(uri, 2, `-- a line more\n${TEXT}`);
  assert.equal((await resolve(defaults)).textEdits, undefined, 'of another text nothing is told');
  assert.equal(await session.end(), 0);
});

test('kinds are switched off by ferris.inlayHints, and on again when that changes', async t => {
  const session = await startSession({ workspace: { configuration: true } });
  t.after(() => session.process.kill());
  let settings: unknown = { columns: false, types: false, cost: false };
  const asked: unknown[] = [];
  session.connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section: string }[] }) => {
    asked.push(...items.map(({ section }) => section));
    return [settings];
  });
  await session.open(uri, TEXT);
  const kinds = async (): Promise<number> => (await ask(session, 0, 9)).length;
  assert.equal(await kinds(), 2);
  assert.equal(await kinds(), 2);
  assert.deepEqual(asked, ['ferris.inlayHints'], 'asked once');
  settings = false;
  await session.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
  assert.equal(await kinds(), 0);
  settings = null;
  await session.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
  assert.equal(await kinds(), 5);
  assert.equal(await session.end(), 0);
});
