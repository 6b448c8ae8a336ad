/** Files of the workspace that nobody has opened: they are seen, followed as they change, and left out for a reason. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver-protocol';
import { answerThat, type Session, startSession } from './session.ts';

const ORDERS = "CREATE STREAM orders (order_id STRING, amount DECIMAL(10, 2)) WITH (topic = 'orders');\n";
const READS = 'SELECT order_id, amount FROM orders EMIT CHANGES;\n';

interface Opened extends Session {
  readonly folder: string;
  readonly uri: (name: string) => string;
  /** Writes a file and tells the server, as an editor's watcher does. */
  write(name: string, text: string | undefined): Promise<void>;
  /** Findings' rules of an open document, asked for until they are these. */
  until(name: string, ...rules: string[]): Promise<void>;
  readonly logged: string[];
}

async function opened(
  files: Readonly<Record<string, string>>,
  body: (session: Opened) => Promise<void>,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-workspace-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const session = await startSession(
    {
      textDocument: { diagnostic: {} },
      workspace: { diagnostics: { refreshSupport: true } },
      window: { workDoneProgress: true },
    },
    pathToFileURL(folder).href,
  );
  const logged: string[] = [];
  session.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  session.connection.onRequest('window/workDoneProgress/create', () => null);
  const rulesOf = async (name: string): Promise<string[]> => {
    const report = await session.connection.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
      textDocument: { uri: uri(name) },
    });
    // Whether it can run yet is another matter.
    return report.items
      .map(({ code }) => code)
      .filter(code => code !== 'sql/not-yet')
      .toSorted();
  };
  try {
    await body({
      ...session,
      folder,
      uri,
      logged,
      async write(name, text) {
        const file = path.join(folder, name);
        const type = text === undefined ? 3 : fs.existsSync(file) ? 2 : 1;
        if (text === undefined) fs.rmSync(file);
        else fs.writeFileSync(file, text);
        await session.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: uri(name), type }],
        });
      },
      async until(name, ...rules) {
        const wanted = rules.toSorted();
        const found = await answerThat(
          () => rulesOf(name),
          all => isDeepStrictEqual(all, wanted),
        );
        assert.deepEqual(found, wanted);
      },
    });
    assert.equal(await session.end(), 0);
  } finally {
    session.process.kill();
    fs.rmSync(folder, { recursive: true });
  }
}

test('a stream of a file that is not open is known, and no longer when the file is gone', () =>
  opened({ 'deep/orders.sql': ORDERS }, async ({ open, uri, until, write }) => {
    await open(uri('reads.sql'), `${READS}CREATE STREAM other (a INT) WITH (topic = 'o');\nSELECT a FROM other;\n`);
    await until('reads.sql');
    await write('deep/orders.sql', undefined);
    await until('reads.sql', 'sql/unknown-relation');
    await write('elsewhere.sql', ORDERS);
    await until('reads.sql');
    await write('elsewhere.sql', ORDERS.replace('amount', 'total'));
    await until('reads.sql', 'sql/unknown-column');
  }));

test("an open document's text goes before the file's, and the file's counts again when it is closed", () =>
  opened({ 'orders.sql': ORDERS }, async ({ open, uri, until, connection }) => {
    await open(uri('reads.sql'), READS);
    await until('reads.sql');
    await open(uri('orders.sql'), ORDERS.replace('amount', 'total'));
    await until('reads.sql', 'sql/unknown-column');
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('orders.sql') } });
    await until('reads.sql');
  }));

test('a folder that is deleted takes its files along', () =>
  opened({ 'deep/er/orders.sql': ORDERS }, async ({ folder, open, uri, until, connection }) => {
    await open(uri('reads.sql'), `${READS}CREATE STREAM other (a INT) WITH (topic = 'o');\nSELECT a FROM other;\n`);
    await until('reads.sql');
    fs.rmSync(path.join(folder, 'deep'), { recursive: true });
    await connection.sendNotification('workspace/didDeleteFiles', { files: [{ uri: uri('deep') }] });
    await until('reads.sql', 'sql/unknown-relation');
  }));

test('other SQL and files too large are left out, the latter with a reason', () => {
  const postgres = 'CREATE TABLE orders (order_id text);\nSELECT nothing FROM orders;\n';
  return opened(
    {
      'postgres.sql': postgres,
      'node_modules/m/a.sql': ORDERS,
      'huge.sql': `${ORDERS}${'-- padding\n'.repeat(100_000)}`,
      'reads.sql': READS,
    },
    async ({ connection, uri, logged, until }) => {
      await until('reads.sql');
      const report = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
        previousResultIds: [],
      });
      assert.deepEqual(
        report.items.map(one => one.uri),
        [uri('reads.sql')],
      );
      assert.ok(
        logged.some(line => line.includes('huge.sql') && line.includes('larger than 1 MB')),
        logged.join('\n'),
      );
    },
  );
});

test('columns come from a schema file, and follow it', () => {
  const avro = (field: string): string =>
    JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: field, type: 'string' }] });
  return opened({ 'schemas/order.avsc': avro('order_id') }, async ({ open, uri, until, write }) => {
    const text = `CREATE STREAM orders WITH (topic = 'orders', format = 'avro', avro.schema.file = 'schemas/order.avsc');\nSELECT order_id FROM orders EMIT CHANGES;\n`;
    await open(uri('reads.sql'), text);
    await until('reads.sql');
    await write('schemas/order.avsc', avro('id'));
    await until('reads.sql', 'sql/unknown-column');
    await write('schemas/order.avsc', undefined);
    await until('reads.sql', 'schema/file');
  });
});

test('rules of ferris.yaml hold for the files below it; what is wrong in it is said there', () =>
  opened({ 'ferris.yaml': 'rules:\n  sql/unknown-column: off\n' }, async ({ open, uri, until, write, published }) => {
    await open(uri('reads.sql'), `${ORDERS}SELECT colour FROM orders EMIT CHANGES;\n`);
    await until('reads.sql');
    await write('ferris.yaml', 'rules:\n  sql/unknown-colum: off\n');
    await until('reads.sql', 'sql/unknown-column');
    const said = async (count: number) => {
      const found = await answerThat(
        () => published.findLast(one => one.uri === uri('ferris.yaml'))?.diagnostics ?? [],
        all => all.length === count,
      );
      assert.equal(found.length, count);
      return found[0];
    };
    const wrong = await said(1);
    assert.equal(wrong?.range.start.line, 1);
    assert.match(String(wrong?.message), /did you mean 'sql\/unknown-column'/);
    await write('ferris.yaml', undefined);
    await said(0);
    await write('ferris.yaml', 'rules: [\n');
    await said(1);
    await until('reads.sql', 'sql/unknown-column');
  }));

test('asking again for what did not change is answered with "unchanged", also of the whole workspace', () =>
  opened({ 'orders.sql': ORDERS }, async ({ open, uri, until, connection }) => {
    await open(uri('reads.sql'), 'SELECT colour FROM orders EMIT CHANGES;\n');
    await until('reads.sql', 'sql/unknown-column');
    const ask = (previousResultId?: string) =>
      connection.sendRequest<{ kind: string; resultId: string }>('textDocument/diagnostic', {
        textDocument: { uri: uri('reads.sql') },
        previousResultId,
      });
    const { kind, resultId } = await ask();
    assert.equal(kind, 'full');
    assert.deepEqual(await ask(resultId), { kind: 'unchanged', resultId });
    const whole = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [{ uri: uri('reads.sql'), value: resultId }],
    });
    assert.deepEqual(
      whole.items.map(one => [one.uri, one.kind, one.version]),
      [[uri('orders.sql'), 'full', null]],
    );
  }));

test('prices and hints of ferris.yaml: one price wherever it is told, and no default where something else holds', () =>
  opened(
    { 'ferris.yaml': 'deploy:\n  resources.memory_gb: 6\nprices:\n  aws:\n    instances:\n      c5.2xlarge: 7.5\n' },
    async ({ open, uri, until, connection }) => {
      const name = uri('priced.sql');
      const text = `-- @ferris:workload=trading\n-- @ferris:scaling.max_replicas=8\nSELECT order_id FROM orders EMIT CHANGES;\n`;
      await open(name, text);
      await until('priced.sql');
      const textDocument = { uri: name };
      const PRICED = /^\$(7\.5|15)/;
      // The file may be opened before ferris.yaml has been read.
      const tag = await answerThat(
        async () => {
          const { deployments } = await connection.sendRequest<{ deployments: { line: string }[] }>('ferris/cost', {
            textDocument,
          });
          return /^\$[\d.]+–[\d.]+/.exec(deployments[0]!.line)![0];
        },
        one => PRICED.test(one),
      );
      assert.match(tag, PRICED);
      const lenses = await connection.sendRequest<object[]>('textDocument/codeLens', { textDocument });
      const titles = await Promise.all(
        lenses.map(async lens => {
          const { command } = await connection.sendRequest<{ command?: { title: string } }>('codeLens/resolve', lens);
          return command?.title ?? '';
        }),
      );
      assert.ok(
        titles.some(title => title.startsWith(tag)),
        `${tag}: ${titles.join(', ')}`,
      );
      const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
      const inlays = await connection.sendRequest<{ label: string }[]>('textDocument/inlayHint', {
        textDocument,
        range,
      });
      const labels = inlays.map(({ label }) => label);
      assert.ok(
        labels.some(label => label.startsWith(tag)),
        `${tag}: ${labels.join(', ')}`,
      );
      assert.ok(
        labels.every(label => !label.includes('memory_gb')),
        labels.join(', '),
      );
      const position = { line: 1, character: text.split('\n')[1]!.length };
      const { items } = await connection.sendRequest<{ items: { label: string; detail?: string }[] }>(
        'textDocument/completion',
        { textDocument, position },
      );
      const same = items.find(({ label }) => label === '8')!;
      const { detail } = await connection.sendRequest<{ detail: string }>('completionItem/resolve', same);
      assert.ok(detail.includes(tag), `${tag}: ${detail}`);
    },
  ));
