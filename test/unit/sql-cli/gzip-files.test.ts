/** Compressed files through execute: by the ending .gz, read and written; what does not go with it is refused by name. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Folder, folderWith } from './run.ts';

const stream = (file: string, more = ''): string =>
  `CREATE STREAM t (k STRING, v DECIMAL(10,2)) WITH (type = 'file_source', path = '${file}'${more});`;

const put = (folder: Folder, name: string, text: string): void =>
  fs.writeFileSync(path.join(folder.path, name), gzipSync(text));
const text = (folder: Folder, name: string): string =>
  gunzipSync(fs.readFileSync(path.join(folder.path, name))).toString();

test('CSV, TSV and JSON by their endings; beside files that are not compressed; an address after FROM', async () => {
  using folder = folderWith({ 'd/b.csv': 'k,v\nB,2\n' });
  put(folder, 'd/a.csv.gz', 'v,k\n1.50,A\n');
  put(folder, 't.tsv.gz', 'k\tv\nC,c\t3\n');
  put(folder, 'j.jsonl.gz', '{"k":"D","v":4}\n{"k":"E","v":5}');
  const rows = async (sql: string): Promise<readonly string[]> => {
    const { stdout, stderr } = await folder.run(['execute', '--query', sql, '--format', 'json-lines']);
    assert.equal(stderr, '');
    return stdout.trimEnd().split('\n').toSorted();
  };
  const all = 'SELECT k, v FROM t;';
  assert.deepEqual(await rows(stream('d/*.csv*', ", format = 'csv'") + all), ['{"k":"A","v":1.5}', '{"k":"B","v":2}']);
  assert.deepEqual(await rows(stream('t.tsv.gz') + all), ['{"k":"C,c","v":3}']);
  assert.deepEqual(await rows(stream('j.jsonl.gz') + all), ['{"k":"D","v":4}', '{"k":"E","v":5}']);
  assert.deepEqual(await rows("SELECT k FROM 'file://d/a.csv.gz';"), ['{"k":"A"}']);
});

test('written whole or not at all; without rows a file that can be unpacked; rows are added behind those there', async () => {
  using folder = folderWith({ 'a.csv': 'k,v\nA,1\nB,2\n' });
  const write = async (more: string, where = ''): Promise<number> => {
    const sql = `${stream('a.csv')} CREATE STREAM o WITH (type = 'file_sink', ${more}) AS SELECT k, v FROM t ${where};`;
    return (await folder.run(['execute', '--query', sql, '--output', 'kafka'])).code;
  };
  assert.equal(await write("path = 'o.csv.gz'"), 0);
  assert.equal(text(folder, 'o.csv.gz'), 'k,v\nA,1\nB,2\n');
  assert.equal(await write("path = 'n.jsonl.gz'", 'WHERE v > 5'), 0);
  assert.equal(text(folder, 'n.jsonl.gz'), '');
  put(folder, 'more.csv.gz', 'k,v\nZ,9');
  assert.equal(await write("path = 'more.csv.gz', append = true"), 0);
  assert.equal(text(folder, 'more.csv.gz'), 'k,v\nZ,9\nA,1\nB,2\n');
  fs.writeFileSync(path.join(folder.path, 'plain.csv.gz'), 'k,v\nZ,9\n');
  assert.equal(await write("path = 'plain.csv.gz', append = true"), 66);
  assert.equal(folder.read('plain.csv.gz'), 'k,v\nZ,9\n');
  assert.deepEqual(
    fs.readdirSync(folder.path).filter(name => name.startsWith('.')),
    [],
  );
});

test('a file that is cut off and Avro are refused, with the reason', async () => {
  using folder = folderWith({ 'a.csv': 'k,v\nA,1\n' });
  fs.writeFileSync(path.join(folder.path, 'cut.csv.gz'), gzipSync('k,v\nA,1\n').subarray(0, -9));
  const cut = await folder.run(['execute', '--query', `${stream('cut.csv.gz')} SELECT k FROM t;`]);
  assert.equal(cut.code, 66);
  assert.match(cut.stderr, /cannot read cut\.csv\.gz: it is compressed by gzip, and cut off/);
  const sql = `${stream('a.csv')} CREATE STREAM o WITH (type = 'file_sink', path = 'o.avro.gz') AS SELECT k FROM t;`;
  const avro = await folder.run(['execute', '--query', sql, '--output', 'kafka']);
  assert.equal(avro.code, 66);
  assert.match(avro.stderr, /'o' is written to o\.avro\.gz, and an Avro file is compressed block by block/);
});
