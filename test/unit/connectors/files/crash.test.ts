/** Jobs from files to files killed at steps of their commits, of a write half done: each row is there once in the end. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { avroFile } from '../../../../runtime/connectors/files/avro-file.ts';
import { buildPlan } from '../../../../src/compiler/plan/build.ts';
import { analyze } from '../../../../src/language/analyze.ts';

const script = join(import.meta.dirname, 'file-job.ts');
const dying = join(import.meta.dirname, '../crash-at-call.ts');

const SQL = `
CREATE STREAM lines (a BIGINT) WITH (type = 'file_source', path = 'in/*.csv');
CREATE STREAM one WITH (type = 'file_sink', path = 'one/a.csv') AS SELECT a FROM lines;
CREATE STREAM parts WITH (type = 'file_sink', path = 'parts/', rotation_rows = 7) AS SELECT a FROM lines;
CREATE STREAM avro WITH (type = 'file_sink', path = 'avro/a.avro', rotation_size = '200') AS SELECT a FROM lines;
`;

/** @param at the change of a file at which it dies; 0: never. @returns whether it died */
async function life(folder: string, at: number): Promise<boolean> {
  const args = [...(at > 0 ? ['--import', dying] : []), script, folder];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, FERRIS_CRASH_AT: String(at) },
  });
  const [code, signal] = await new Promise<[number | null, string | null]>(resolve =>
    child.on('close', (...how) => resolve(how)),
  );
  assert.ok(signal === 'SIGKILL' || code === 0, `ended with ${code}`);
  return signal === 'SIGKILL';
}

/** At which changes of files processes die; FERRIS_EVERY_STEP: at each of the first so many, one after the other. */
const STEPS = process.env.FERRIS_EVERY_STEP
  ? Array.from({ length: Number(process.env.FERRIS_EVERY_STEP) }, (_, i) => i + 1)
  : [10, 17, 24, 31];

/** Of complete files alone, in the order of their numbers. */
const textOf = (folder: string): string =>
  readdirSync(folder)
    .filter(name => !name.startsWith('.'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('');

test('no row is lost or doubled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferris-crash-files-'));
  try {
    const plan = buildPlan(analyze(SQL, { bounded: true }), { bounded: true });
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    mkdirSync(join(folder, 'in'));
    appendFileSync(join(folder, 'in/a.csv'), 'a\n');
    let last = 0;
    let deaths = 0;
    const more = (): void => {
      for (let i = 0; i < 5; i++) appendFileSync(join(folder, 'in/a.csv'), `${++last}\n`);
    };
    for (const at of STEPS) {
      more();
      if (await life(folder, at)) deaths++;
    }
    assert.ok(deaths >= STEPS.length / 2, `only ${deaths} of ${STEPS.length} died`);
    more();
    assert.equal(await life(folder, 0), false);
    const all = Array.from({ length: last }, (_, i) => i + 1);
    assert.equal(readFileSync(join(folder, 'one/a.csv'), 'utf8'), `a\n${all.join('\n')}\n`);
    assert.equal(textOf(join(folder, 'parts')), all.map(a => `{"a":${a}}\n`).join(''));
    const read: number[] = [];
    for (const name of readdirSync(join(folder, 'avro')).sort()) {
      assert.match(name, /^a-\d{8}\.avro$/);
      const file = avroFile(name, join(folder, 'avro', name));
      // A union's branch 1, then the number as a zigzag of one byte or two.
      for (const { value } of file.read(0, Infinity, true).records)
        read.push(((value[5]! & 127) + (value.length > 6 ? value[6]! * 128 : 0)) / 2);
      file.checkEnd();
      file.close();
    }
    assert.deepEqual(read, all);
    assert.deepEqual(
      readdirSync(join(folder, 'parts')).filter(name => name.startsWith('.')),
      [],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('nor where files are compressed, those that are read and those that are written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferris-crash-gzip-'));
  const sql = `
CREATE STREAM lines (a BIGINT) WITH (type = 'file_source', path = 'in/*.csv.gz');
CREATE STREAM one WITH (type = 'file_sink', path = 'one/a.csv.gz') AS SELECT a FROM lines;
CREATE STREAM parts WITH (type = 'file_sink', path = 'parts/a.jsonl.gz', rotation_rows = 7) AS SELECT a FROM lines;
`;
  const unpacked = (...names: string[]): string => gunzipSync(readFileSync(join(folder, ...names))).toString();
  try {
    const plan = buildPlan(analyze(sql, { bounded: true }), { bounded: true });
    writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
    mkdirSync(join(folder, 'in'));
    let last = 0;
    let deaths = 0;
    const more = (): void => {
      const lines = Array.from({ length: 5 }, () => `${++last}\n`);
      const members = [`a\n${lines.slice(0, 3).join('')}`, lines.slice(3).join('')];
      writeFileSync(join(folder, `in/${last}.csv.gz`), Buffer.concat(members.map(text => gzipSync(text))));
    };
    for (const at of STEPS) {
      more();
      if (await life(folder, at)) deaths++;
    }
    assert.ok(deaths >= STEPS.length / 2, `only ${deaths} of ${STEPS.length} died`);
    more();
    assert.equal(await life(folder, 0), false);
    const all = Array.from({ length: last }, (_, i) => i + 1);
    const sorted = (lines: readonly string[]): readonly number[] =>
      lines.map(line => Number(line.replace(/\D/g, ''))).sort((a, b) => a - b);
    const [names, ...rows] = unpacked('one', 'a.csv.gz').trimEnd().split('\n');
    assert.equal(names, 'a');
    assert.deepEqual(sorted(rows), all);
    const parts = readdirSync(join(folder, 'parts')).sort();
    for (const name of parts) assert.match(name, /^a-\d{8}\.jsonl\.gz$/);
    assert.ok(parts.length > 2, parts.join());
    assert.deepEqual(sorted(parts.flatMap(name => unpacked('parts', name).trimEnd().split('\n'))), all);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
