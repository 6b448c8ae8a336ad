/** Keys as people write them: in our own files, and in data/written.tsv, gathered from the files of users. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { checkPropertyValue, findProperty } from '../../../src/language/properties/catalogue.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const PROPERTY = /'([\w-]+(?:\.[\w-]+)*)'\s*=\s*'((?:[^']|'')*)'/g;
const sqlBelow = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.sql'))
    .map(name => path.join(root, folder, name));

/** Without a relation's name in front, if it has one. */
const entryFor = (key: string) => findProperty(key) ?? findProperty(key.slice(key.indexOf('.') + 1));

for (const folder of ['examples', 'test/cases/sql'])
  test(`every property in ${folder} is known and has a value that fits`, () => {
    let seen = 0;
    for (const file of sqlBelow(folder)) {
      const text = fs.readFileSync(file, 'utf8');
      for (const block of text.matchAll(/\bWITH\s*\((?=\s*')([^)]*)\)/gi))
        for (const [, key = '', value = ''] of block[1]!.matchAll(PROPERTY)) {
          const entry = entryFor(key);
          assert.ok(entry, `${path.relative(root, file)}: ${key}`);
          assert.deepEqual(
            checkPropertyValue(entry, value),
            { ok: true },
            `${path.relative(root, file)}: ${key} = ${value}`,
          );
          seen++;
        }
    }
    assert.ok(seen > 0, folder);
  });

const [, ...lines] = fs
  .readFileSync(path.join(import.meta.dirname, 'data/written.tsv'), 'utf8')
  .trimEnd()
  .split('\n');
for (const line of lines) {
  const [key = '', value = '', block] = line.split('\t');
  test(`written by users: ${key} = ${value}`, () => {
    const entry = findProperty(key, block);
    assert.ok(entry, key);
    assert.deepEqual(checkPropertyValue(entry, value), { ok: true });
  });
}
