/** Each method of the language server, asked over a real pipe. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CompletionItem, CompletionList, Hover } from 'vscode-languageserver-protocol';
import type { StatementsResult } from '../../../language-server/protocol.ts';
import { type Session, startSession } from './session.ts';

let session: Session;
before(async () => {
  session = await startSession({ textDocument: { completion: { completionItem: { snippetSupport: true } } } });
});
after(async () => {
  assert.equal(await session.end(), 0);
});

let documents = 0;
/** Opens a text with `|` where the cursor is. */
async function openAtCursor(marked: string): Promise<{ uri: string; position: { line: number; character: number } }> {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const uri = `file:///cursor-${documents++}.sql`;
  await session.open(uri, marked.replace('|', ''));
  return { uri, position: { line: before.length - 1, character: before.at(-1)!.length } };
}
const completions = async (marked: string): Promise<readonly CompletionItem[]> => {
  const { uri, position } = await openAtCursor(marked);
  const list: CompletionList = await session.connection.sendRequest('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  assert.equal(list.isIncomplete, false);
  return list.items;
};
/** As a client shows it. */
const resolved = (item: CompletionItem): Promise<CompletionItem> =>
  session.connection.sendRequest('completionItem/resolve', item);
const hover = async (marked: string): Promise<Hover | null> => {
  const { uri, position } = await openAtCursor(marked);
  return session.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
};

test('it says who it is and what it can do', () => {
  assert.equal(session.initialized.serverInfo?.name, 'ferris-language-server');
  assert.ok(session.initialized.capabilities.hoverProvider);
  assert.ok(session.initialized.capabilities.completionProvider);
});

test('a wrong hint is reported from the first open on, at its place, with its rule', async () => {
  const uri = 'file:///wrong.sql';
  await session.open(uri, '-- @ferris:scaling.max_replicas=many\nSELECT 1 AS one FROM numbers;\n');
  const { diagnostics } = await session.diagnostics(uri, 1);
  const [wrong] = diagnostics.filter(({ code }) => code === 'hints/wrong-value');
  assert.ok(wrong);
  assert.deepEqual(wrong.range, { start: { line: 0, character: 32 }, end: { line: 0, character: 36 } });
  assert.equal(wrong.severity, 1);
  assert.equal(wrong.source, 'ferris');
  assert.match(String(wrong.message), /whole number of pods/);
});

test('SQL is checked too: an unknown column is reported where it stands', async () => {
  const uri = 'file:///column.sql';
  const text =
    "CREATE STREAM trades (ticker STRING) WITH (topic = 'trades');\nSELECT tikcer FROM trades EMIT CHANGES;\n";
  await session.open(uri, text);
  const { diagnostics } = await session.diagnostics(uri, 1);
  assert.equal(diagnostics.length, 1);
  assert.deepEqual(diagnostics[0]?.range, { start: { line: 1, character: 7 }, end: { line: 1, character: 13 } });
  assert.match(String(diagnostics[0]?.message), /tikcer/);
});

test('a syntax error is reported once, and its neighbours are not', async () => {
  const uri = 'file:///syntax.sql';
  await session.open(uri, 'SELECT a FROM t EMIT CHANGES;\nSELECT b FROM WHERE c;\nSELECT d FROM t EMIT CHANGES;\n');
  const { diagnostics } = await session.diagnostics(uri, 1);
  assert.deepEqual(
    diagnostics.map(({ code, range }) => [code, range.start.line]),
    [['sql/syntax', 1]],
  );
});

test('diagnostics follow the text, each with the version it is about', async () => {
  const uri = 'file:///follow.sql';
  await session.open(uri, '-- @ferris:nothing=1\nSELECT 1 AS one FROM numbers;\n');
  assert.equal(
    (await session.diagnostics(uri, 1)).diagnostics.some(({ code }) => code === 'hints/unknown-key'),
    true,
  );
  await session.change(uri, 2, '-- @ferris:workload=trading\nSELECT 1 AS one FROM numbers;\n');
  assert.equal(
    (await session.diagnostics(uri, 2)).diagnostics.some(({ code }) => code === 'hints/unknown-key'),
    false,
  );
});

test('of changes in quick succession only the last is checked', async () => {
  const uri = 'file:///quick.sql';
  await session.open(uri, '');
  await session.diagnostics(uri, 1);
  for (let version = 2; version <= 20; version++) await session.change(uri, version, `-- @ferris:wrong${version}=1\n`);
  await session.diagnostics(uri, 20);
  const versions = session.published.filter(one => one.uri === uri).map(({ version }) => version);
  assert.deepEqual(versions, [1, 20]);
});

test('keys of hints are completed, in place of what is typed', async () => {
  const [item] = (await completions('-- @ferris:scaling.max|\nSELECT 1;')).filter(
    ({ label }) => label === 'scaling.max_replicas',
  );
  assert.ok(item);
  assert.deepEqual(item.textEdit, {
    range: { start: { line: 0, character: 11 }, end: { line: 0, character: 22 } },
    newText: 'scaling.max_replicas=',
  });
  assert.match(JSON.stringify((await resolved(item)).documentation), /Upper bound of the autoscaler/);
});

test('a key with a free part is a snippet with an example in it', async () => {
  const items = await completions('-- @ferris:scaling.|');
  const [item] = items.filter(({ label }) => label === 'scaling.<condition>.schedule');
  assert.match(item?.textEdit?.newText ?? '', /^scaling\.\$\{1:\w+\}\.schedule=\$0$/);
  assert.equal(item?.insertTextFormat, 2);
});

test('values of hints are completed with what they mean', async () => {
  const items = await completions('-- @ferris:workload=|');
  assert.deepEqual(
    items.map(({ label }) => label),
    ['trading', 'analytics', 'reporting', 'realtime', 'custom'],
  );
  assert.ok(items.every(({ detail }) => detail));
});

test('a value of a hint that is looked at tells what it would cost', async () => {
  const items = await completions('-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=|\nSELECT a FROM t;');
  assert.ok(items[0]);
  assert.match((await resolved(items[0])).detail ?? '', /; .*\$[\d.]+/);
});

test('columns are completed with their types, functions have their pages', async () => {
  const items = await completions('CREATE STREAM t (a BIGINT, b STRING);\nSELECT | FROM t;');
  assert.match(items.find(({ label }) => label === 'a')?.detail ?? '', /BIGINT/);
  const sum = items.find(({ label }) => label === 'SUM');
  assert.ok(sum);
  assert.equal(sum.documentation, undefined);
  assert.match(JSON.stringify((await resolved(sum)).documentation), /NUMERIC/);
  assert.match(sum.textEdit?.newText ?? '', /^SUM\(\$\{1:value\}\)\$0$/);
});

test('keywords are completed where they fit', async () => {
  const labels = (await completions('SELECT a FROM t EMIT |')).map(({ label }) => label);
  assert.deepEqual(labels.toSorted(), ['CHANGES', 'EVERY', 'FINAL']);
});

test('inside a string and a comment nothing is completed', async () => {
  assert.deepEqual(await completions("SELECT 'a|' FROM t"), []);
  assert.deepEqual(await completions('-- a note |\nSELECT 1'), []);
});

test('hovering a hint shows its page, hovering nothing shows nothing', async () => {
  const shown = await hover('-- @ferris:scaling.max_re|plicas=10\nSELECT 1');
  assert.match(JSON.stringify(shown?.contents), /Upper bound of the autoscaler/);
  assert.deepEqual(shown?.range, { start: { line: 0, character: 11 }, end: { line: 0, character: 31 } });
  assert.equal(await hover('SELECT 1 |FROM t'), null);
});

test('statements are numbered, with their place and whether they can be run', async () => {
  const uri = 'file:///statements.sql';
  const text = `-- @ferris:workload=trading

CREATE STREAM trades (ticker STRING) WITH (topic = 'trades');
-- only tickers
SELECT ticker FROM trades EMIT CHANGES;
CREATE STREAM tickers AS SELECT ticker FROM trades
`;
  await session.open(uri, text);
  const { version, statements } = await session.connection.sendRequest<StatementsResult>('ferris/statements', {
    textDocument: { uri },
  });
  assert.equal(version, 1);
  assert.deepEqual(
    statements.map(({ index, runnable, kind, range }) => [index, runnable, kind, range.start.line, range.end.line]),
    [
      [0, false, 'CREATE STREAM', 2, 2],
      [1, true, 'SELECT', 4, 4],
      [2, true, 'CREATE STREAM', 5, 5],
    ],
  );
  assert.equal(statements[2]?.name, 'tickers');
  assert.equal(statements[1]?.whole.start.line, 2, 'a comment above belongs to its statement');
});

test('hovering a hint shows the deployment it is part of, and what that costs', async () => {
  const text = (workload: string, max: string) =>
    `-- @ferris:workload=${workload}\n-- @ferris:scaling.max_replicas=${max}\n-- @ferris:node_selector.instance_type=c5.2xlarge\nSELECT ticker FROM trades;`;
  const markdown = async (marked: string) =>
    ((await hover(marked))?.contents as { value: string } | undefined)?.value ?? '';
  const pods = await markdown(text('trading', '1|0'));
  assert.match(pods, /2 to 10 pods, on a lag of 500 messages a pod and a latency of 50 ms/);
  assert.match(pods, /\$0\.34–1\.36\/hour \(2–10 pods, c5\.2xlarge nodes\)/);
  const whole = await markdown(text('tra|ding', '10'));
  assert.match(whole, /\| per hour \| per month \|/);
  assert.match(whole, /Objects: .*Deployment.*HorizontalPodAutoscaler/);
  assert.doesNotMatch(await markdown(text('tra|ding', 'many')), /NaN|undefined/);
});

test('an unknown document has no statements, no hover, no completions', async () => {
  const at = { textDocument: { uri: 'file:///nowhere.sql' }, position: { line: 0, character: 0 } };
  const result = await session.connection.sendRequest<StatementsResult>('ferris/statements', at);
  assert.deepEqual(result.statements, []);
  assert.equal(await session.connection.sendRequest('textDocument/hover', at), null);
  const list: CompletionList = await session.connection.sendRequest('textDocument/completion', at);
  assert.deepEqual(list.items, []);
});

test('open documents see each other: what one declares, another reads', async () => {
  const session = await startSession();
  await session.open('file:///a.sql', 'CREATE STREAM trades (ticker STRING);');
  await session.open('file:///b.sql', 'CREATE STREAM other (x BIGINT);\nSELECT tickr FROM trades;');
  const before = await session.diagnostics('file:///b.sql', 1);
  assert.deepEqual(
    before.diagnostics.filter(one => one.severity === 1).map(one => one.code),
    ['sql/unknown-column'],
  );
  const count = session.published.length;
  await session.change('file:///a.sql', 2, 'CREATE STREAM trades (tickr STRING);');
  await session.diagnostics('file:///a.sql', 2);
  while (!session.published.slice(count).some(one => one.uri === 'file:///b.sql'))
    await new Promise(resolve => setTimeout(resolve, 10));
  const after = session.published.findLast(one => one.uri === 'file:///b.sql')!;
  assert.deepEqual(
    after.diagnostics.filter(one => one.severity === 1),
    [],
  );
  await session.end();
});

test('what hints amount to is checked: a budget below the cheapest configuration, at the hint', async () => {
  const uri = 'file:///budget.sql';
  const hints =
    '-- @ferris:workload=trading\n-- @ferris:cost.max_hourly_cost=0.01\n-- @ferris:scaling.min_replicas=4\n-- @ferris:scaling.max_replicas=8\n';
  await session.open(uri, `${hints}SELECT ticker FROM trades;\n`);
  const { diagnostics } = await session.diagnostics(uri, 1);
  const [found] = diagnostics.filter(({ code }) => code === 'deploy/over-budget');
  assert.equal(found?.range.start.line, 1);
  assert.equal(found?.severity, 1);
  await session.open('file:///silent.sql', `-- ferris-ignore deploy/over-budget\n${hints}SELECT ticker FROM trades;\n`);
  const silent = await session.diagnostics('file:///silent.sql', 1);
  assert.deepEqual(
    silent.diagnostics.map(({ code }) => code),
    [],
  );
});
