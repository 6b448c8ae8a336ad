/**
 * test/cases/format/<case>/in.sql → out.sql. `UPDATE_CASES=1 node --test …` writes out.sql anew: read the difference
 * before you commit it.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { format } from '../../../src/language/format/format.ts';

const folder = path.resolve(import.meta.dirname, '../../cases/format');

for (const name of fs.readdirSync(folder))
  test(`format: ${name}`, () => {
    const text = fs.readFileSync(path.join(folder, name, 'in.sql'), 'utf8');
    const expected = path.join(folder, name, 'out.sql');
    const actual = format(text).text;
    if (process.env.UPDATE_CASES) fs.writeFileSync(expected, actual);
    assert.equal(actual, fs.readFileSync(expected, 'utf8'));
    assert.equal(format(actual).text, actual, 'formatting once more changes nothing');
    // Line ends are kept, and are no matter.
    const windows = text.replace(/\r?\n/g, '\r\n');
    assert.equal(format(windows).text, actual.replace(/\r?\n/g, '\r\n'));
  });
