/** Paths with patterns: which files they are, in which order. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { filesAt } from '../../../../runtime/connectors/files/glob.ts';
import { ConnectorError } from '../../../../runtime/connectors/port.ts';

const FILES = [
  'd/a.csv',
  'd/b.csv',
  'd/b.json',
  'd/.a.csv.1-ab.tmp',
  'd/_done',
  'd/e/c.csv',
  'd/e/f/[x].csv',
  'top.csv',
];

test('files by their patterns, hidden ones left out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferris-glob-'));
  try {
    for (const name of FILES) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), '');
    }
    symlinkSync(join(folder, 'd'), join(folder, 'd/e/loop'));
    const files = (path: string, recursive = false) => filesAt(path, folder, recursive).files;
    assert.deepEqual(files('top.csv'), ['top.csv']);
    assert.deepEqual(files('d'), ['d/a.csv', 'd/b.csv', 'd/b.json']);
    assert.deepEqual(files('d/', true), ['d/a.csv', 'd/b.csv', 'd/b.json', 'd/e/c.csv', 'd/e/f/[x].csv']);
    assert.deepEqual(files('d/*.csv'), ['d/a.csv', 'd/b.csv']);
    assert.deepEqual(files('d/?.{csv,json}'), ['d/a.csv', 'd/b.csv', 'd/b.json']);
    assert.deepEqual(files('d/[!a].*'), ['d/b.csv', 'd/b.json']);
    assert.deepEqual(files('**/*.csv'), ['d/a.csv', 'd/b.csv', 'd/e/c.csv', 'd/e/f/[x].csv', 'top.csv']);
    assert.deepEqual(files('*/*/c.csv'), ['d/e/c.csv']);
    assert.deepEqual(files('d/*.avro'), []);
    assert.deepEqual(files(join(folder, 'd/b.*')), [join(folder, 'd/b.csv'), join(folder, 'd/b.json')]);
    assert.equal(filesAt('d/*.csv', folder, false).open, true);
    assert.throws(() => files('nowhere/*.csv'), ConnectorError);
    assert.throws(() => files('nowhere.csv'), /cannot read nowhere\.csv: it does not exist/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
