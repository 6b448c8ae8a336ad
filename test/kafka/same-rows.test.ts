/** The same query gives the same rows from a folder of jsonl files, the embedded log and a real Kafka. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { brokers } from './broker.ts';

const root = path.resolve(import.meta.dirname, '../..');
const data = path.join(root, 'examples/trading/market_data.jsonl');
const topic = `market_data_${process.pid}_${Date.now()}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ferris-same-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const sql = fs
  .readFileSync(path.join(root, 'examples/trading/market_data.sql'), 'utf8')
  .replace("'topic' = 'market_data'", `'topic' = '${topic}'`);
const file = path.join(folder, 'query.sql');

function ferris(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'cli/sql/main.ts'), ...args], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

const rowsOf = (place: string): string[] =>
  ferris('execute', '--file', file, '--brokers', place, '--format', 'csv').trimEnd().split('\r\n').sort();

const produce = (place: string, partitions: string) =>
  ferris(
    'produce',
    '--topic',
    topic,
    '--file',
    data,
    '--key-field',
    'ticker',
    '--partitions',
    partitions,
    '--brokers',
    place,
  );

let kafka: string;
before(async () => {
  kafka = (await brokers()).join(',');
  fs.writeFileSync(file, sql);
  fs.copyFileSync(data, path.join(folder, `${topic}.jsonl`));
});

test('jsonl, embedded log and Kafka give the same rows', () => {
  const log = `dir:${path.join(folder, 'log')}`;
  produce(log, '3');
  produce(kafka, '3');
  const rows = rowsOf(`jsonl:${folder}`);
  assert.ok(rows.length > 40, `only ${rows.length} rows`);
  assert.deepEqual(rowsOf(log), rows);
  assert.deepEqual(rowsOf(kafka), rows);
});
