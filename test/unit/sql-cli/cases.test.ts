/** Every folder of test/cases/sql through `ferris-sql test`: query.sql, in.json, out.json, and case.json for what is special. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { folderWith } from './run.ts';

interface Case {
  readonly args?: readonly string[];
  /** 0 unless given. */
  readonly code?: number;
  /** Must stand in stderr, which is empty unless given. */
  readonly stderr?: readonly string[];
}

const cases = path.resolve(import.meta.dirname, '../../cases/sql');

for (const name of fs.readdirSync(cases).sort()) {
  test(name, async () => {
    const folder = path.join(cases, name);
    const files = Object.fromEntries(
      fs.readdirSync(folder).map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]),
    );
    const { args = [], code = 0, stderr = [] } = JSON.parse(files['case.json'] ?? '{}') as Case;
    using there = folderWith(files);
    const compare = 'out.json' in files ? ['--output', 'out.json'] : [];
    const ran = await there.run(['test', '--sql', 'query.sql', '--input', 'in.json', ...compare, ...args]);
    assert.doesNotMatch(ran.stderr, /not as expected/);
    assert.equal(ran.code, code, ran.stderr);
    for (const part of stderr) assert.ok(ran.stderr.includes(part), ran.stderr);
    if (stderr.length === 0) assert.equal(ran.stderr, '');
  });
}
