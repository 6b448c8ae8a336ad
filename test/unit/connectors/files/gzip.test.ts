/** Compressed text files: the same rows and positions as their text, however they were compressed; what cannot be had says why. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { fileEncoding } from '../../../../runtime/connectors/files/file-encoding.ts';
import { gzipped } from '../../../../runtime/connectors/files/gzip.ts';
import { textFile } from '../../../../runtime/connectors/files/text-file.ts';
import type { RecordFormat } from '../../../../src/compiler/plan/plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'ferris-gzip-'));
after(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const opened = (name: string, format?: RecordFormat, follows = false) =>
  textFile({ path: name, at: at(name), format, skipLines: 0, follows });

/** All from a position on, and where it ends. */
function readFrom(name: string, from: number, format?: RecordFormat): unknown {
  const file = opened(name, format);
  try {
    const found: [number, string, string][] = [];
    let position = from;
    for (;;) {
      const { records, next } = file.read(position, Infinity, true);
      for (const one of records)
        found.push([one.position, Buffer.from(one.value).toString('hex'), file.locate(one.position)]);
      if (next === position) break;
      position = next;
    }
    return { found: found.map(([...one]) => one.map(part => String(part).replace(/^.*:/, ''))), end: file.end(true) };
  } finally {
    file.close();
  }
}

test('any members, levels and cuts: rows, positions and lines are those of the text, from each position on', () => {
  const cell = fc.constantFrom('a', 'ä', '"x\ny"', '""', '', '1');
  const rows = fc.array(fc.tuple(cell, cell), { maxLength: 30 });
  const members = fc.array(fc.record({ bytes: fc.nat(40), level: fc.nat(9) }), { maxLength: 12 });
  fc.assert(
    fc.property(rows, members, fc.boolean(), fc.boolean(), (cells, pieces, ends, names) => {
      const text = Buffer.from(`k,v\n${cells.map(([k, v]) => `${k},${v}`).join('\n')}${ends ? '\n' : ''}`);
      const parts: Buffer[] = [];
      let done = 0;
      for (const { bytes, level } of pieces) {
        parts.push(gzipSync(text.subarray(done, done + bytes), { level }));
        done += bytes;
      }
      parts.push(gzipSync(text.subarray(done)));
      writeFileSync(at('plain'), text);
      writeFileSync(at('packed'), Buffer.concat(parts));
      const format: RecordFormat | undefined = names ? { kind: 'csv', header: true } : undefined;
      const whole = readFrom('plain', 0, format) as { found: [string][]; end: number };
      assert.deepEqual(readFrom('packed', 0, format), whole);
      for (const [position] of whole.found)
        assert.deepEqual(readFrom('packed', Number(position), format), readFrom('plain', Number(position), format));
    }),
    { numRuns: 60 },
  );
});

test('what is written: cut back to any commit it is a whole file with the rows of that commit', () => {
  const encoding = gzipped(fileEncoding({ kind: 'csv' }, 'snappy', 't', () => '[]'));
  assert.equal(encoding.ending, '.csv.gz');
  let file = encoding.head(undefined);
  const commits = [file.length];
  for (const text of ['a', 'b,c', 'd']) {
    file = Buffer.concat([file, encoding.bytes([Buffer.from(text), Buffer.from('x')])]);
    commits.push(file.length);
  }
  for (const [i, length] of commits.entries()) {
    writeFileSync(at('cut'), file.subarray(0, length));
    const { found } = readFrom('cut', 0) as { found: unknown[] };
    assert.equal(found.length, 2 * i);
  }
});

test('what is added to: a line end where one is missing; no file of another kind, no damaged one', () => {
  const encoding = gzipped(fileEncoding({ kind: 'csv' }, 'snappy', 't', () => '[]'));
  const joint = (bytes: Buffer): number =>
    encoding.joint((from, length) => bytes.subarray(from, from + length), bytes.length, 'a.csv.gz').length;
  assert.equal(joint(gzipSync('a\n')), 0);
  assert.ok(joint(gzipSync('a')) > 0);
  assert.throws(() => joint(gzipSync('a'.repeat(99)).subarray(0, -9)), /cannot read a\.csv\.gz: .*cut off/);
  assert.equal(encoding.goOn(gzipSync('k\n')), undefined);
  assert.match(encoding.goOn(Buffer.from('k\n'))!, /not compressed/);
});

test('cut off, damaged, followed, compressed twice: refused by name, before any row', () => {
  const whole = gzipSync('1\n2\n3\n');
  writeFileSync(at('cut.gz'), whole.subarray(0, -10));
  assert.throws(() => opened('cut.gz'), { message: 'cannot read cut.gz: it is compressed by gzip, and cut off' });
  const damaged = Buffer.from(whole);
  damaged[damaged.length - 6]! ^= 1;
  writeFileSync(at('bad.gz'), damaged);
  assert.throws(() => opened('bad.gz'), /cannot read bad\.gz: it is compressed by gzip, and damaged \(.*check/);
  writeFileSync(at('whole.gz'), whole);
  assert.throws(() => opened('whole.gz', undefined, true), /cannot read whole\.gz: .*leave out watch/);
  writeFileSync(at('twice.gz'), gzipSync(whole));
  const twice = opened('twice.gz');
  assert.throws(() => twice.read(0, Infinity, true), /compressed by gzip twice/);
  twice.close();
});
