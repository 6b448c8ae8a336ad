/** ferris.yaml and configuration files in an editor: findings where they are and where SQL names them, completion, hover, links. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  CompletionList,
  Diagnostic,
  DocumentLink,
  Hover,
  PublishDiagnosticsParams,
  RegistrationParams,
} from 'vscode-languageserver-protocol';
import { PATIENCE, startSession } from './session.ts';

const SQL = `CREATE STREAM orders (id INT) WITH ('config_file' = 'c/orders.yaml');\nSELECT id FROM orders;\n`;
const ORDERS = 'extends: base.yaml\ntopic:\n  name: shop\ncompression.type: lz44\n';

interface Opened {
  readonly uri: (name: string) => string;
  readonly registered: RegistrationParams['registrations'][number][];
  open(name: string, text: string, languageId?: string): Promise<void>;
  change(name: string, version: number, text: string): Promise<void>;
  /** The next diagnostics of a file, or those that came, for which this holds. */
  until(name: string, holds: (found: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  ask<Answer>(method: string, name: string, line: number, character: number): Promise<Answer>;
}

async function opened(body: (session: Opened) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-yaml-'));
  fs.mkdirSync(path.join(folder, 'c'));
  fs.writeFileSync(path.join(folder, 'c', 'orders.yaml'), ORDERS);
  fs.writeFileSync(path.join(folder, 'c', 'base.yaml'), 'format: json\n');
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const session = await startSession({ textDocument: { synchronization: { dynamicRegistration: true } } }, uri(''));
  const { connection, published } = session;
  const registered: Opened['registered'] = [];
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations);
    return null;
  });
  const listeners = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    (published as PublishDiagnosticsParams[]).push(params);
    for (const look of listeners) look();
  });
  try {
    await body({
      uri,
      registered,
      open: (name, text, languageId = 'yaml') =>
        connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri: uri(name), languageId, version: 1, text },
        }),
      change: (name, version, text) => session.change(uri(name), version, text),
      until: (name, holds) =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`not so: ${JSON.stringify(published.findLast(one => one.uri === uri(name)))}`)),
            PATIENCE,
          );
          const look = (): void => {
            const found = published.findLast(one => one.uri === uri(name))?.diagnostics;
            if (!found || !holds(found)) return;
            clearTimeout(timer);
            listeners.delete(look);
            resolve(found);
          };
          listeners.add(look);
          look();
        }),
      ask: (method, name, line, character) =>
        connection.sendRequest(`textDocument/${method}`, {
          textDocument: { uri: uri(name) },
          position: { line, character },
        }),
    });
    assert.equal(await session.end(), 0);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test('a configuration file: findings in it and where SQL names it, as it is typed; it is announced by its name', async () => {
  await opened(async ({ uri, registered, open, change, until, ask }) => {
    await open('q.sql', SQL, 'ferris-sql');
    const [inFile] = await until('c/orders.yaml', found => found.length === 1);
    assert.deepEqual(inFile!.range, { start: { line: 3, character: 18 }, end: { line: 3, character: 22 } });
    assert.equal(inFile!.code, 'sql/property-value');
    const told = await until('q.sql', found => found.some(({ code }) => code === 'sql/property-value'));
    const [inSql] = told.filter(({ code }) => code === 'sql/property-value');
    assert.match(String(inSql!.message), /^'c\/orders\.yaml', line 4: compression\.type takes/);
    assert.deepEqual(inSql!.range.start, { line: 0, character: SQL.indexOf("'c/orders.yaml'") });
    assert.equal(inSql!.relatedInformation?.[0]?.location.uri, uri('c/orders.yaml'));
    await until('c/base.yaml', all => all.length === 0);
    const patterns = registered.flatMap(({ registerOptions }) =>
      (registerOptions.documentSelector ?? []).map(({ pattern }: { pattern: string }) => path.basename(pattern)),
    );
    assert.deepEqual([...new Set(patterns)].toSorted(), ['base.yaml', 'ferris.yaml', 'orders.yaml']);
    assert.ok(registered.every(({ method }) => !/formatting|symbol|folding/i.test(method)));

    await open('c/orders.yaml', ORDERS);
    await change('c/orders.yaml', 2, ORDERS.replace('lz44', 'lz4'));
    await until('c/orders.yaml', found => found.length === 0);
    await until('q.sql', found => found.every(({ code }) => code !== 'sql/property-value'));

    const [link] = await ask<DocumentLink[]>('documentLink', 'c/orders.yaml', 0, 0);
    assert.equal(link?.target, uri('c/base.yaml'));
    const { contents } = (await ask<Hover>('hover', 'c/orders.yaml', 2, 3)) as { contents: { value: string } };
    assert.match(contents.value, /^\*\*`topic`\*\*/);
    await change('c/orders.yaml', 3, `${ORDERS.replace('lz44', '')}to`);
    const values = await ask<CompletionList>('completion', 'c/orders.yaml', 3, 18);
    assert.ok(values.items.some(({ label }) => label === 'zstd'));
    const keys = await ask<CompletionList>('completion', 'c/orders.yaml', 4, 2);
    const labels = keys.items.map(({ label }) => label);
    assert.ok(labels.includes('bootstrap.servers') && labels.includes('failure_strategy'));
    assert.ok(!labels.includes('compression.type') && !labels.includes('config_file'));
  });
});

test('a link out of the workspace is not followed, as the commands do not; one within it is; a pipe is no file', async () => {
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-elsewhere-'));
  try {
    fs.writeFileSync(path.join(elsewhere, 'secret.yaml'), 'topic: secret\nnonsense: 1\n');
    await opened(async ({ uri, open, until }) => {
      const at = (name: string): string => fileURLToPath(uri(name));
      fs.symlinkSync(path.join(elsewhere, 'secret.yaml'), at('c/out.yaml'));
      fs.symlinkSync(elsewhere, at('way'));
      fs.symlinkSync('orders.yaml', at('c/in.yaml'));
      execFileSync('mkfifo', [at('pipe.avsc')]);
      const sql = (file: string): string => SQL.replace('c/orders.yaml', file);
      const linked = (file: string) => (found: readonly Diagnostic[]) =>
        found.some(({ message }) =>
          String(message).startsWith(`'${file}' is a link to a file outside of the workspace`),
        );
      await open('out.sql', sql('c/out.yaml'), 'ferris-sql');
      await until('out.sql', linked('c/out.yaml'));
      await open('way.sql', sql('way/secret.yaml'), 'ferris-sql');
      const told = await until('way.sql', linked('way/secret.yaml'));
      assert.ok(told.every(({ message }) => !String(message).includes('nonsense')));
      await open('in.sql', sql('c/in.yaml'), 'ferris-sql');
      await until('in.sql', found => found.some(({ code }) => code === 'sql/property-value'));
      await open('pipe.sql', SQL.replace(/WITH.*/, "WITH (topic = 'o', 'schema.file' = 'pipe.avsc');"), 'ferris-sql');
      await until('pipe.sql', found => found.some(({ code }) => code === 'schema/file'));
    });
  } finally {
    fs.rmSync(elsewhere, { recursive: true });
  }
});

test('ferris.yaml: findings as it is typed, keys and values of the tables, pages', async () => {
  await opened(async ({ open, change, until, ask }) => {
    await open('ferris.yaml', 'profile: standrd\nkafka:\n  acks: "1"\n');
    const found = await until('ferris.yaml', all => all.length === 2);
    assert.deepEqual(
      found.map(({ range, severity }) => [range.start, severity]),
      [
        [{ line: 0, character: 9 }, 1],
        [{ line: 2, character: 2 }, 2],
      ],
    );
    const text = 'profile: \nkafka:\n  \nperformance:\n  fl\n';
    await change('ferris.yaml', 2, text);
    const at = async (line: number, character: number) =>
      (await ask<CompletionList>('completion', 'ferris.yaml', line, character)).items.map(({ label }) => label);
    assert.ok((await at(0, 9)).includes('low_latency'));
    assert.ok((await at(2, 2)).includes('fetch_min_bytes'));
    assert.ok((await at(4, 4)).includes('flush_interval_ms'));
    assert.ok(!(await at(4, 4)).includes('fetch_min_bytes'));
    const page = (await ask<Hover>('hover', 'ferris.yaml', 3, 3)) as unknown;
    assert.equal(page, null);
    await change('ferris.yaml', 3, 'performance:\n  flush_interval_ms: 5\n');
    const { contents } = (await ask<Hover>('hover', 'ferris.yaml', 1, 5)) as { contents: { value: string } };
    assert.match(contents.value, /From one commit of a job to the next/);
  });
});

test('YAML of others is none of our business', async () => {
  await opened(async ({ open, ask }) => {
    await open('compose.yaml', 'services:\n  a: b\n');
    assert.deepEqual(await ask('completion', 'compose.yaml', 1, 2), { isIncomplete: false, items: [] });
    assert.equal(await ask('hover', 'compose.yaml', 1, 2), null);
    assert.deepEqual(await ask('documentLink', 'compose.yaml', 0, 0), []);
  });
});
