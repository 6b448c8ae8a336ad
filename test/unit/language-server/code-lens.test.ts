/** textDocument/codeLens and its resolution over a real pipe. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { type Session, startSession } from './session.ts';

/** One with an editor that can run all commands, one with an editor that says nothing of itself. */
let able: Session;
let plain: Session;
before(async () => {
  able = await startSession({
    experimental: { commands: ['ferris.run', 'ferris.explain', 'ferris.previewDeployment', 'ferris.showReferences'] },
  });
  plain = await startSession();
});
after(async () => {
  assert.equal(await able.end(), 0);
  assert.equal(await plain.end(), 0);
});

const TRADES = `CREATE STREAM trades (ticker STRING, volume BIGINT) WITH ('topic' = 'trades');

SELECT ticker FROM trades;

-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=8
-- @ferris:node_selector.instance_type=c5.2xlarge
CREATE TABLE totals AS
SELECT ticker, SUM(volume) AS total FROM trades GROUP BY ticker;
`;

async function lenses(session: Session, uri: string): Promise<CodeLens[]> {
  const found = await session.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  return Promise.all(
    found.map(lens => (lens.command ? lens : session.connection.sendRequest<CodeLens>('codeLens/resolve', lens))),
  );
}

/** As `line title`. */
const shown = (found: readonly CodeLens[]): string[] =>
  found.map(({ range, command }) => `${range.start.line} ${command?.title}`);

test('each statement has what can be done with it, and what there is to know', async () => {
  const uri = 'file:///lenses.sql';
  await able.open(uri, TRADES);
  const found = await lenses(able, uri);
  assert.deepEqual(shown(found), [
    '0 2 consumers of this stream',
    '2 ▶ Run',
    '2 Explain',
    '7 ▶ Run',
    '7 Explain',
    '7 Preview deployment',
    '7 $0.34–1.02/h',
    '7 no consumers of this table',
  ]);
  const [consumers, run] = found;
  assert.deepEqual(run?.command?.arguments, [uri, 1]);
  assert.equal(run?.command?.command, 'ferris.run');
  assert.equal(consumers?.command?.command, 'ferris.showReferences');
  assert.deepEqual(consumers?.command?.arguments, [
    uri,
    { line: 0, character: 0 },
    [
      { uri, range: { start: { line: 2, character: 19 }, end: { line: 2, character: 25 } } },
      { uri, range: { start: { line: 8, character: 41 }, end: { line: 8, character: 47 } } },
    ],
  ]);
  const price = found.find(({ command }) => command?.title.startsWith('$'));
  assert.equal(price?.command?.command, 'ferris.previewDeployment');
  assert.match(price?.command?.tooltip ?? '', /2–8 pods, c5\.2xlarge/);
});

test('an editor that names no commands is offered none', async () => {
  const uri = 'file:///plain.sql';
  await plain.open(uri, TRADES);
  const found = await lenses(plain, uri);
  assert.deepEqual(shown(found), ['0 2 consumers of this stream', '7 $0.34–1.02/h', '7 no consumers of this table']);
  assert.ok(found.every(({ command }) => command?.command === ''));
});

test('consumers in other files count, writers and readers of another stream of the name do not', async () => {
  const uri = 'file:///here.sql';
  await able.open(uri, "CREATE STREAM quotes (a INT) WITH (topic = 'q');\nINSERT INTO quotes VALUES (1);");
  await able.open('file:///there.sql', 'SELECT a FROM QUOTES;');
  await able.open('file:///own.sql', "CREATE STREAM quotes (b INT) WITH (topic = 'other');\nSELECT b FROM quotes;");
  assert.deepEqual(shown(await lenses(able, uri)), ['0 1 consumer of this stream']);
});

test('statements that share a deployment share its price', async () => {
  const uri = 'file:///shared.sql';
  await able.open(uri, '-- @ferris:workload=trading\n\nSELECT a FROM t INTO x;\nSELECT b FROM t INTO y;');
  const prices = shown(await lenses(able, uri)).filter(title => title.includes('$'));
  assert.equal(prices.length, 2);
  for (const title of prices) assert.match(title, /^\d \$[\d.–]+\/h for 2 statements$/);
});

test('no price of hints with errors, and no NaN', async () => {
  const uri = 'file:///wrong.sql';
  await able.open(uri, '-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=many\nSELECT a FROM t;');
  assert.deepEqual(
    shown(await lenses(able, uri)).filter(title => /pric|\$/.test(title)),
    ['2 no price: its hints have errors'],
  );
});

test('a lens of an older text is refused', async () => {
  const uri = 'file:///older.sql';
  await able.open(uri, 'CREATE STREAM older (a INT);');
  const [lens] = await able.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  await able.change(uri, 2, '');
  await assert.rejects(able.connection.sendRequest('codeLens/resolve', lens), { code: -32801 });
});

test('what is no lens of ours comes back as it is', async () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  for (const lens of [
    { range },
    { range, data: 7 },
    { range, data: { uri: 'file:///nowhere.sql', version: 1, statement: 9 } },
  ])
    assert.deepEqual(await able.connection.sendRequest('codeLens/resolve', lens), lens);
});

test('a broken statement can be run, which says what is wrong, and has no price', async () => {
  const uri = 'file:///broken.sql';
  await able.open(uri, '-- @ferris:workload=trading\nSELECT a FROM WHERE b;');
  assert.deepEqual(shown(await lenses(able, uri)), ['1 ▶ Run', '1 Explain']);
});
