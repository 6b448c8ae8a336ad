/** Each rule's page is true, and test/cases/annotations/*.sql: every finding marked «so» in its text, and no other. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { checkAnnotations } from '../../../src/language/rules/annotations/check.ts';
import { annotationRules } from '../../../src/language/rules/annotations/table.ts';
import { withEdits } from '../../../src/language/rules/fix-all.ts';
import { scan } from '../../../src/language/text/scan.ts';

const check = (text: string) => checkAnnotations(scan(text));

for (const rule of annotationRules) {
  test(`${rule.id}: bad and good example`, () => {
    assert.deepEqual(
      check(rule.bad).map(one => [one.rule, one.severity]),
      [[rule.id, rule.severity]],
    );
    assert.deepEqual(check(rule.good), []);
  });
  test(`${rule.id}: the fix of the bad example gives the good one`, () => {
    const fix = check(rule.bad)[0]!.fixes?.[0];
    if (fix) assert.equal(withEdits(rule.bad, fix.edits), rule.good);
  });
}

const folder = path.resolve(import.meta.dirname, '../../cases/annotations');
for (const name of fs.readdirSync(folder))
  test(`annotations: ${name}`, () => {
    const lines = fs.readFileSync(path.join(folder, name), 'utf8').split('\n');
    const expected = lines.flatMap(line => /^-- expect: (.*)$/.exec(line)?.[1] ?? []);
    const text = lines
      .filter(line => !line.startsWith('-- expect: '))
      .join('\n')
      .replace(/[«»]/g, '');
    const found = check(text)
      .toSorted((a, b) => a.span.start - b.span.start)
      .map(one => `${one.severity} ${one.rule} «${text.slice(one.span.start, one.span.end)}» ${one.message}`);
    assert.deepEqual(found, expected);
    const marked = lines.flatMap(line => [...line.matchAll(/«([^»]*)»/g)].map(match => match[1]));
    assert.deepEqual(
      expected.map(one => /«(.*?)»/.exec(one)?.[1]),
      marked.slice(expected.length),
    );
  });
