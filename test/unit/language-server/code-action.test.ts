/** textDocument/codeAction and codeAction/resolve over a real pipe. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CodeAction, CodeActionContext, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Session, startSession } from './session.ts';

let lazy: Session;
let plain: Session;
before(async () => {
  lazy = await startSession({
    workspace: { workspaceEdit: { documentChanges: true } },
    textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
  });
  plain = await startSession();
});
after(async () => {
  assert.equal(await lazy.end(), 0);
  assert.equal(await plain.end(), 0);
});

let documents = 0;
interface Menu {
  readonly uri: string;
  readonly text: string;
  readonly actions: readonly CodeAction[];
}

/** Opens a text with `|` where the cursor is, and asks what can be done there. */
async function menu(session: Session, marked: string, context: Partial<CodeActionContext> = {}): Promise<Menu> {
  const uri = `file:///action-${documents++}.sql`;
  const text = marked.replace('|', '');
  const position = TextDocument.create(uri, 'ferris-sql', 1, text).positionAt(marked.indexOf('|'));
  await session.open(uri, text);
  const actions = await session.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], ...context },
  });
  return { uri, text, actions };
}

const applied = ({ uri, text }: Menu, { edit }: CodeAction): string => {
  const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  const edits = change?.edits ?? edit?.changes?.[uri] ?? [];
  return TextDocument.applyEdits(TextDocument.create(uri, 'ferris-sql', 1, text), edits as never);
};

const TRADES = "CREATE STREAM trades (ticker STRING) WITH (topic = 'trades');\n";
const QUOTED = `${TRADES}SELECT ticker FROM trades WHERE ticker = |"A" OR ticker = "B" EMIT CHANGES;\n`;

test('a fix comes with its finding, and its edits when they are asked for', async () => {
  const shown = await menu(lazy, QUOTED);
  const [fix] = shown.actions;
  assert.equal(fix?.kind, 'quickfix');
  assert.equal(fix?.isPreferred, true);
  assert.equal(fix?.edit, undefined);
  assert.deepEqual(
    fix?.diagnostics?.map(one => one.code),
    ['sql/double-quoted-string'],
  );
  const resolved = await lazy.connection.sendRequest<CodeAction>('codeAction/resolve', fix);
  const [change] = (resolved.edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.equal(change?.textDocument.version, 1);
  assert.match(applied(shown, resolved), /= 'A' OR ticker = "B"/);
});

test('a client that cannot ask again is given the edits at once', async () => {
  const shown = await menu(plain, QUOTED);
  assert.match(applied(shown, shown.actions[0]!), /= 'A' OR ticker = "B"/);
  assert.deepEqual(
    shown.actions.filter(one => one.kind?.startsWith('source')),
    [],
  );
});

test('one entry mends all that a rule has found in the file', async () => {
  const shown = await menu(plain, QUOTED);
  const all = shown.actions.find(one => one.title === 'Fix all of sql/double-quoted-string in this file');
  assert.match(applied(shown, all!), /= 'A' OR ticker = 'B'/);
});

test('a rule is silenced above its statement', async () => {
  const shown = await menu(plain, QUOTED);
  const silence = shown.actions.find(one => one.title.startsWith('Silence'));
  assert.match(applied(shown, silence!), /;\n-- ferris-ignore sql\/double-quoted-string\nSELECT/);
});

test('only the kinds that are asked for are given', async () => {
  const all = await menu(plain, QUOTED, { only: ['source.fixAll'] });
  assert.deepEqual(
    all.actions.map(one => one.kind),
    ['source.fixAll.ferris'],
  );
  assert.match(applied(all, all.actions[0]!), /= 'A' OR ticker = 'B'/);
  const none = await menu(plain, QUOTED, { only: ['source.organizeImports'] });
  assert.deepEqual(none.actions, []);
});

test('after a change the menu that was shown is not carried out', async () => {
  const shown = await menu(lazy, QUOTED);
  await lazy.change(shown.uri, 2, `-- a line more\n${shown.text}`);
  await assert.rejects(lazy.connection.sendRequest('codeAction/resolve', shown.actions[0]), /has changed since/);
  await assert.rejects(lazy.connection.sendRequest('codeAction/resolve', { title: 'x' }), /not made by this server/);
});

test('checking what a fix would do leaves the file as it is', async () => {
  const { uri, actions } = await menu(lazy, QUOTED);
  const all = actions.find(one => one.title.startsWith('Fix all of'))!;
  await lazy.connection.sendRequest<CodeAction>('codeAction/resolve', all);
  const again = await lazy.connection.sendRequest<CodeAction>('codeAction/resolve', all);
  assert.ok(again.edit);
  await lazy.diagnostics(uri, 1);
});

test('refactorings are of the kinds that were asked for, and are carried out', async () => {
  const text = `${TRADES}SELECT x.ticker FROM (SELECT| ticker FROM trades) AS x EMIT CHANGES;\n`;
  const shown = await menu(lazy, text, { only: ['refactor.extract'] });
  assert.deepEqual(
    shown.actions.map(one => [one.kind, one.title]),
    [['refactor.extract', "Extract the query as 'x'"]],
  );
  const resolved = await lazy.connection.sendRequest<CodeAction>('codeAction/resolve', shown.actions[0]);
  assert.equal(
    applied(shown, resolved),
    `${TRADES}WITH x AS (SELECT ticker FROM trades)\nSELECT x.ticker FROM x EMIT CHANGES;\n`,
  );
});

test('a broken statement, a place behind the end, a document that is not open: no answer breaks', async () => {
  const { uri } = await menu(lazy, 'SELECT FROM |\n');
  const range = { start: { line: 50, character: 4 }, end: { line: 50, character: 1 } };
  for (const asked of [uri, 'file:///nowhere.sql'])
    assert.deepEqual(
      await lazy.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: asked },
        range,
        context: { diagnostics: [], only: ['refactor'] },
      }),
      [],
    );
});
