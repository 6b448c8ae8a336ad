/** --blocks: what the editor's run panel reads. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { thinned } from '../../../cli/sql/output/thinned.ts';
import { folderWith } from './run.ts';

interface Line {
  readonly block?: { readonly query: number; readonly rows: number; readonly bytes: number; readonly skipped: number };
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** As a reader of blocks takes them: a line, and behind that of a block so many bytes. */
function read(text: string): {
  readonly lines: readonly Line[];
  readonly rows: ReadonlyMap<number, readonly string[]>;
} {
  let rest = Buffer.from(text);
  const lines: Line[] = [];
  const rows = new Map<number, string[]>();
  while (rest.length > 0) {
    const end = rest.indexOf('\n');
    const line = JSON.parse(rest.subarray(0, end).toString()) as Line;
    lines.push(line);
    rest = rest.subarray(end + 1);
    const { block } = line;
    if (!block) continue;
    const inBlock = rest.subarray(0, block.bytes).toString().trimEnd().split('\n');
    assert.equal(inBlock.length, block.rows);
    rows.set(block.query, [...(rows.get(block.query) ?? []), ...inBlock]);
    rest = rest.subarray(block.bytes);
  }
  return { lines, rows };
}

const numbered = (count: number): string => Array.from({ length: count }, (_, i) => `{"id":${i},"ü":"é"}\n`).join('');

test('schema of each statement, counted blocks of its rows, status with lag and latency', async () => {
  using folder = folderWith({ 'orders.jsonl': numbered(5000) });
  const { code, stdout, stderr } = await folder.run(
    ['execute', '--file', '-', '--brokers', 'jsonl:.', '--blocks', '100000'],
    { stdin: 'SELECT id FROM orders;\nSELECT `ü` FROM orders WHERE id < 3;\n' },
  );
  assert.equal(stderr, '');
  assert.equal(code, 0);
  const { lines, rows } = read(stdout);
  assert.deepEqual(
    lines.flatMap(({ schema }) => (schema ? [[schema.query, schema.statement, schema.kind, schema.keyed]] : [])),
    [
      [0, 0, 'table', false],
      [1, 1, 'table', false],
    ],
  );
  assert.equal(rows.get(0)?.length, 5000);
  assert.match(rows.get(0)![4999]!, /"value":\{"id":4999\}/);
  assert.deepEqual(
    rows.get(1)?.map(row => (JSON.parse(row) as { value: unknown }).value),
    [{ ü: 'é' }, { ü: 'é' }, { ü: 'é' }],
  );
  const status = lines.at(-1)!.status!;
  assert.deepEqual([status.in, status.out, status.late, status.failed], [5000, 5003, 0, 0]);
  assert.equal(typeof (status.latency as { p99: unknown }).p99, 'number');
  assert.ok('lag' in status && 'rate' in status);
});

test('rows that come too fast are left out, and counted', async () => {
  using folder = folderWith({ 'orders.jsonl': numbered(30_000) });
  const { stdout } = await folder.run([
    'execute',
    '--query',
    'SELECT id FROM orders',
    '--brokers',
    'jsonl:.',
    '--blocks',
    '100',
  ]);
  const { lines, rows } = read(stdout);
  const skipped = lines.reduce((sum, { block }) => sum + (block?.skipped ?? 0), 0);
  assert.equal(rows.get(0)!.length + skipped, 30_000);
  assert.ok(skipped > 20_000, `${skipped}`);
  assert.match(rows.get(0)!.at(-1)!, /"id":29999/);
});

test('rows also go where they are written', async () => {
  using folder = folderWith();
  await folder.run(['produce', '--topic', 'orders'], { stdin: numbered(3) });
  const { stdout } = await folder.run([
    'execute',
    '--query',
    'CREATE STREAM few AS SELECT id FROM orders',
    '--output',
    'kafka',
    '--blocks',
    '10',
  ]);
  assert.equal(read(stdout).rows.get(0)?.length, 3);
  const { stdout: written } = await folder.run(['execute', '-q', 'SELECT id FROM few', '--format', 'json-lines']);
  assert.equal(written, '{"id":0}\n{"id":1}\n{"id":2}\n');
});

test('thinning keeps the newest rows, and of older ones the last of each key', () => {
  const rows = [...'abacad'].map((key, i) => ({ keyText: `"${key}"`, i }));
  assert.deepEqual(thinned(rows, 6), rows);
  assert.deepEqual(
    thinned(rows, 4).map(({ i }) => i),
    [1, 3, 4, 5],
  );
  const keyless = Array.from({ length: 10 }, (_, i) => ({ keyText: 'null', i }));
  assert.deepEqual(
    thinned(keyless, 4).map(({ i }) => i),
    [8, 9],
  );
});
