/** The committed reference says what the tables say. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { table } from '../../../scripts/reference/markdown.ts';
import { GENERATED, referencePages } from '../../../scripts/reference/pages.ts';
import { chapters, syntaxRules } from '../../../scripts/reference/statements.ts';
import { analyze } from '../../../src/language/analyze.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const docs = path.join(root, 'docs');
const pages = await referencePages();

test('docs/reference and docs/rules have the pages there are, no others', () => {
  const there = GENERATED.flatMap(folder =>
    fs
      .readdirSync(path.join(docs, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.relative(docs, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
  assert.deepEqual(there.sort(), [...pages.keys()].sort(), 'npm run docs');
});

for (const [name, text] of pages)
  test(`docs/${name} is up to date`, () =>
    assert.equal(fs.readFileSync(path.join(docs, name), 'utf8'), text, 'npm run docs writes it anew'));

test('generated pages lead to pages that exist', () => {
  for (const [name, text] of pages)
    for (const [, target] of text.matchAll(/\]\(([^)#:\s]+)\)/g)) {
      const file = path.posix.join(path.posix.dirname(name), target!);
      const written = !GENERATED.some(folder => file.startsWith(`${folder}/`)) && fs.existsSync(path.join(docs, file));
      assert.ok(written || pages.has(file), `docs/${name} links to ${target}`);
    }
});

test('docs/reference/statements.md: every rule of the grammar has its place, once', () => {
  const described = chapters.flatMap(chapter => chapter.sections.flatMap(section => section.rules));
  assert.deepEqual(described.toSorted(), [...syntaxRules.keys()].sort(), 'scripts/reference/statements/chapters');
});

test('docs/reference/statements.md: no example has an error, and each shows its rule', () => {
  for (const { title, examples } of chapters.flatMap(chapter => chapter.sections))
    for (const example of examples) {
      const { diagnostics, statements } = analyze(example);
      assert.deepEqual(
        diagnostics.filter(one => one.severity === 'error'),
        [],
        `${title}: ${example}`,
      );
      assert.ok(statements.length > 0, title);
    }
});

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
