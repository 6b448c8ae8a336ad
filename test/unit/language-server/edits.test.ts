/**
 * After any edits of any files a server answers what one answers that has just been started on the same texts: every
 * method, at places all over the text. Names appear and vanish, a second definition comes and goes, a better match is
 * written, views stand on views.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, connect } from './in-process.ts';

const CAPABILITIES = {
  workspace: { diagnostics: { refreshSupport: true } },
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true, resolveSupport: { properties: ['documentation'] } } },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

const PIECES = [
  'CREATE STREAM orders (id STRING, amount DECIMAL(10, 2), at TIMESTAMP);\n',
  'CREATE STREAM orders (id BIGINT, total DOUBLE);\n',
  'CREATE STREAM Orders (other STRING);\n',
  "CREATE TABLE customers (id STRING PRIMARY KEY, city STRING) WITH (topic = 'c');\n",
  '-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=8\nCREATE STREAM large AS SELECT id, amount FROM orders WHERE amount > 100;\n',
  'CREATE STREAM larger AS SELECT id, amount * 2 AS twice FROM large;\n',
  'CREATE STREAM large AS SELECT id, twice AS amount FROM larger;\n',
  'SELECT * FROM larger EMIT CHANGES;\n',
  'SELECT o.id, c.city FROM orders o JOIN customers c ON o.id = c.id;\n',
  'WITH big AS (SELECT id, amount FROM orders) SELECT id, COUNT(*) AS n FROM big GROUP BY id WINDOW TUMBLING(1m);\n',
  'INSERT INTO sums SELECT id, SUM(amount) AS total FROM orders GROUP BY id;\n',
  'SELECT total FROM sums;\n',
  "CREATE STREAM typed WITH (topic = 't', 'value.schema.file' = '../s.avsc');\n",
  'SELECT id, LAG(amount) OVER (PARTITION BY id ORDER BY at) AS before FROM orders;\n',
  'START JOB sums AS SELECT id FROM orders;\n',
  'CREATE FUNCTION half(v DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return v / 2; $$;\n',
  'SELECT half(amount) AS h FROM orders;\n',
  'EXPLAIN SELECT id FROM nowhere;\n',
  '-- ferris-ignore sql/unknown-column\nSELECT colour FROM orders;\n',
  "SELECT 'open FROM orders;\n",
  '/* open ',
];

const URIS = ['file:///w/a.sql', 'file:///w/b.sql', 'file:///w/c.sql'];

const edit = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      file: fc.nat(URIS.length - 1),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.constantFrom(0, 0, 1, 3, 40, 10_000),
      insert: fc.oneof(
        fc.constantFrom('', 'x', ';', "'", '\n', ' ', '(', 'orders', 'é🙂', '\r\n'),
        fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map(all => all.join('\n')),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), file: fc.nat(URIS.length - 1) }) },
);

/** Asked at one position. */
const AT_POSITION = [
  'hover',
  'completion',
  'definition',
  'declaration',
  'typeDefinition',
  'documentHighlight',
  'signatureHelp',
  'prepareRename',
];
/** Asked of a whole document. */
const OF_DOCUMENT = ['diagnostic', 'documentSymbol', 'foldingRange', 'documentLink', 'codeLens', 'semanticTokens/full'];
const OWN = ['ferris/statements', 'ferris/lineage'];
/** What costs more is asked at the end alone. */
const COSTLY = ['ferris/explain', 'ferris/cost', 'ferris/deployment'];
/** How many proposals and actions of a place are looked at closer. */
const RESOLVED = 3;

async function answers(
  client: Client,
  document: TextDocument,
  places: readonly number[],
  atTheEnd = false,
): Promise<Map<string, unknown>> {
  const textDocument = { uri: document.uri };
  const text = document.getText();
  const all = new Map<string, unknown>();
  const ask = async (method: string, params: object): Promise<unknown> => {
    const answer = await client.ask(method, params);
    all.set(`${method} ${JSON.stringify(settled(params))}`, settled(answer));
    return answer;
  };
  for (const place of places) {
    const position = document.positionAt(Math.floor(place * text.length));
    for (const method of AT_POSITION) await ask(`textDocument/${method}`, { textDocument, position });
    await ask('textDocument/references', { textDocument, position, context: { includeDeclaration: true } });
    await ask('textDocument/rename', { textDocument, position, newName: 'renamed' });
    await ask('textDocument/selectionRange', { textDocument, positions: [position] });
    const range = { start: position, end: position };
    const actions = await ask('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
    if (!atTheEnd) continue;
    for (const action of firstOf(actions)) await ask('codeAction/resolve', action);
    const proposals = await client.ask('textDocument/completion', { textDocument, position });
    for (const item of firstOf(proposals)) await ask('completionItem/resolve', item);
  }
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(text.length) };
  await ask('textDocument/inlayHint', { textDocument, range });
  await ask('textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } });
  for (const method of OF_DOCUMENT) await ask(`textDocument/${method}`, { textDocument });
  for (const method of atTheEnd ? [...OWN, ...COSTLY] : OWN) await ask(method, { textDocument });
  if (atTheEnd) {
    const newUri = 'file:///w/below/moved.sql';
    await ask('workspace/willRenameFiles', { files: [{ oldUri: document.uri, newUri }] });
    await ask('textDocument/semanticTokens/range', { textDocument, range });
    await ask('textDocument/rangeFormatting', { textDocument, range, options: { tabSize: 4, insertSpaces: true } });
  }
  await ask('workspace/symbol', { query: 'or' });
  return all;
}

/** Of a list, or of what the protocol wraps around one. */
function firstOf(answer: unknown): readonly object[] {
  const list = Array.isArray(answer) ? answer : ((answer as { items?: unknown } | null)?.items ?? []);
  return (list as readonly object[]).slice(0, RESOLVED);
}

/** Numbers that a server counts up are not what it answers. */
const settled = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer ?? null), (key, value: unknown) =>
    ['resultId', 'version'].includes(key) ? undefined : value,
  );

/** Not found, and failed inside: a refusal with a reason has another code. */
const BROKEN: readonly unknown[] = [-32601, -32603];

test('incremental equals from scratch, every method', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 8 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 }),
      async (edits, places) => {
        const old = await connect(CAPABILITIES);
        const documents = new Map<string, TextDocument>();
        let version = 1;
        for (const one of edits) {
          const uri = URIS[one.file]!;
          const document = documents.get(uri);
          if (one.kind === 'close') {
            if (documents.delete(uri)) old.close(uri);
            continue;
          }
          if (!document) {
            documents.set(uri, TextDocument.create(uri, 'ferris-sql', ++version, one.insert));
            old.open(uri, one.insert, version);
          } else {
            const at = Math.floor(one.from * document.getText().length);
            const range = { start: document.positionAt(at), end: document.positionAt(at + one.length) };
            const contentChanges = [{ range, text: one.insert }];
            TextDocument.update(document, contentChanges, ++version);
            void old.connection.sendNotification('textDocument/didChange', {
              textDocument: { uri, version },
              contentChanges,
            });
          }
          // Asking in between is what leaves something behind.
          await answers(old, documents.get(uri)!, places.slice(0, 1));
        }
        const fresh = await connect(CAPABILITIES);
        for (const document of documents.values()) fresh.open(document.uri, document.getText());
        for (const document of documents.values()) {
          const [is, shouldBe] = [
            await answers(old, document, places, true),
            await answers(fresh, document, places, true),
          ];
          for (const [asked, answer] of shouldBe) {
            assert.deepEqual(is.get(asked), answer, asked);
            assert.ok(
              !BROKEN.includes((answer as { refused?: number } | null)?.refused),
              `${asked}: ${JSON.stringify(answer)}`,
            );
          }
        }
        old.dispose();
        fresh.dispose();
      },
    ),
    { numRuns: 40 },
  );
});
