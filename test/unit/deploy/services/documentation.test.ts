/** The page about services names every key that they take, and no other. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { SERVICE_KEYS } from '../../../../src/compiler/deploy/services/read-service.ts';
import { projectRoot } from './read.ts';

test('docs/companion-services.md has a row for each key', () => {
  const page = fs.readFileSync(path.join(projectRoot, 'docs/companion-services.md'), 'utf8');
  const rows = page.split('\n').filter(line => line.startsWith('| `'));
  const keys = rows.flatMap(row => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, key]) => key));
  assert.deepEqual(keys.toSorted(), [...SERVICE_KEYS].toSorted());
});
