/** The committed reference says what the tables say. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { table } from '../../../scripts/reference/markdown.ts';
import { referencePages } from '../../../scripts/reference/pages.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'docs/reference');
const pages = await referencePages();

test('docs/reference has the pages there are, no others', () =>
  assert.deepEqual(fs.readdirSync(folder).sort(), [...pages.keys()].sort(), 'npm run docs'));

for (const [name, text] of pages)
  test(`docs/reference/${name} is up to date`, () =>
    assert.equal(fs.readFileSync(path.join(folder, name), 'utf8'), text, 'npm run docs writes it anew'));

test('a bar or a line break in a cell does not end it', () =>
  assert.equal(table(['a'], [['x|y\nz']]), '| a |\n| --- |\n| x\\|y z |'));

test('the pages that people write lead to files that exist', () => {
  for (const page of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    const text = fs.readFileSync(path.join(root, page), 'utf8');
    for (const [, target] of text.matchAll(/\]\(([^)#:]+)\)/g))
      assert.ok(fs.existsSync(path.join(root, target!)), `${page} links to ${target}`);
    for (const [, target] of text.matchAll(
      /`((?:src|runtime|cli|test|scripts|extension|language-server|bin)\/[\w./-]+)`/g,
    ))
      assert.ok(fs.existsSync(path.join(root, target!)), `${page} names ${target}`);
  }
});
