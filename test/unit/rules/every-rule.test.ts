/** Whatever is reported has a page: no finding names a rule that nobody described. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pageOfRule } from '../../../src/language/rules/page.ts';
import { ruleIds, rules } from '../../../src/language/rules/table.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const AREAS = [...new Set(ruleIds.map(id => id.split('/')[0]!))];
const LITERAL = new RegExp(`['"\`]((?:${AREAS.join('|')})/[a-z0-9]+(?:-[a-z0-9]+)*)['"\`]`, 'g');

test('every rule that the sources name is in the table and has its page', () => {
  const known = new Set(rules.map(({ id }) => id));
  const missing: string[] = [];
  let named = 0;
  for (const folder of ['src', 'cli', 'language-server', 'runtime'])
    for (const name of fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      for (const [, id] of fs.readFileSync(path.join(ROOT, folder, name), 'utf8').matchAll(LITERAL)) {
        named++;
        if (!known.has(id!)) missing.push(`${id} in ${folder}/${name}`);
      }
    }
  assert.deepEqual(missing, []);
  assert.ok(named > known.size);
  for (const id of known) assert.ok(fs.existsSync(path.join(ROOT, pageOfRule(id))), `${id}: npm run docs`);
});
