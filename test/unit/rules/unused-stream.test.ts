/** sql/unused-stream over several files: a source is in use where any of them reads it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Workspace } from '../../../src/language/workspace/workspace.ts';

const SOURCES = 'CREATE STREAM trades (ticker STRING);\nCREATE STREAM orders (id BIGINT);\n';
const READ = 'SELECT ticker FROM trades;\n';

function unusedIn(...texts: string[]): readonly string[][] {
  const workspace = new Workspace({});
  for (const [i, text] of texts.entries()) workspace.setFile(`${i}.sql`, text);
  return texts.map((_, i) =>
    workspace
      .analysis(`${i}.sql`)!
      .diagnostics.filter(one => one.rule === 'sql/unused-stream')
      .map(one => one.message),
  );
}

test('a source that another file reads is in use', () => {
  assert.deepEqual(unusedIn(`${SOURCES}SELECT id FROM orders;\n`, READ), [[], []]);
  assert.deepEqual(unusedIn(`${SOURCES}${READ}`), [["nothing reads or writes 'orders'"]]);
});

test('a file of declarations alone is a library', () => assert.deepEqual(unusedIn(SOURCES, READ), [[], []]));

test('beside an error nothing is called unused: the name may be misspelt', () =>
  assert.deepEqual(unusedIn(`${SOURCES}${READ}SELECT id FROM order;\n`), [[]]));
