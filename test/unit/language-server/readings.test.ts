/** Files that change while they are being read. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Files } from '../../../language-server/host.ts';
import { FileIndex } from '../../../language-server/project/index-files.ts';
import { Project } from '../../../language-server/project/project.ts';

const SQL = 'file:///w/orders.sql';
const AVRO = 'file:///w/order.avsc';
const stream = (column: string): string => `CREATE STREAM orders (${column} STRING) WITH (topic = 'orders');\n`;

/** A disk whose reads end when they are told to. */
class SlowFiles implements Files {
  readonly pending: { readonly uri: string; end(text: string | undefined): void }[] = [];

  read(uri: string): Promise<string | undefined> {
    return new Promise(end => this.pending.push({ uri, end }));
  }

  async real(uri: string): Promise<string> {
    return uri;
  }

  async size(): Promise<number | undefined> {
    return 100;
  }

  async *walk(): AsyncGenerator<never> {}

  /** All that was begun comes to its end. */
  async settled(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
  }
}

function opened(): { files: SlowFiles; project: Project; index: FileIndex } {
  const files = new SlowFiles();
  const project = new Project(new TextDocuments(TextDocument), files);
  return { files, project, index: new FileIndex(project, files) };
}

test('what a later reading found of an SQL file stays when an earlier one ends after it', async () => {
  const { files, project, index } = opened();
  void index.changed(SQL);
  void index.changed(SQL);
  await files.settled();
  const [earlier, later] = files.pending;
  later!.end(stream('id'));
  await files.settled();
  earlier!.end(stream('order_id'));
  await files.settled();
  assert.equal(project.document(SQL)?.getText(), stream('id'));
});

test('a folder that was deleted while a file of it was read stays away', async () => {
  const { files, project, index } = opened();
  void index.changed(SQL);
  await files.settled();
  index.removed('file:///w');
  files.pending[0]!.end(stream('id'));
  await files.settled();
  assert.equal(project.document(SQL), undefined);
  void index.changed(SQL);
  await files.settled();
  files.pending[1]!.end(stream('id'));
  await files.settled();
  assert.equal(project.document(SQL)?.getText(), stream('id'));
});

test('a schema file that is gone stays gone when an earlier reading of it ends', async () => {
  const { files, project } = opened();
  project.store(
    SQL,
    `CREATE STREAM orders WITH (topic = 'o', format = 'avro', avro.schema.file = 'order.avsc');\nSELECT id FROM orders;\n`,
  );
  const rules = (): readonly string[] => project.snapshot(SQL)!.analysis.diagnostics.map(({ rule }) => rule);
  rules();
  void project.schemas.read(AVRO);
  const [earlier, later] = files.pending;
  later!.end(undefined);
  await files.settled();
  assert.ok(rules().includes('schema/file'), rules().join());
  earlier!.end(JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'id', type: 'string' }] }));
  await files.settled();
  assert.ok(rules().includes('schema/file'), rules().join());
});
