/** Every rule of SQL: its bad example shows it and nothing worse, its good one is clean, its fixes mend it, and its id is in use. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { laterFindings } from '../../../src/compiler/plan/later.ts';
import { analyze } from '../../../src/language/analyze.ts';
import { withEdits } from '../../../src/language/rules/fix-all.ts';
import { fileRules, statementRules } from '../../../src/language/rules/sql/check.ts';
import { describedRules } from '../../../src/language/rules/sql/described.ts';
import { ruleIds } from '../../../src/language/rules/table.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';

const rules = [...describedRules, ...statementRules, ...fileRules];

/** As the editor shows them: what cannot run yet is news. */
function findingsIn(text: string): readonly Diagnostic[] {
  const analysis = analyze(text);
  return [...analysis.diagnostics, ...laterFindings(analysis, 'info')];
}

const shown = (found: readonly Diagnostic[], text: string) =>
  found.map(one => `${one.severity} ${one.rule} «${text.slice(one.span.start, one.span.end)}» ${one.message}`);

/** Where one slip cannot but make another: the other errors of a bad example. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {};

for (const rule of rules) {
  test(`${rule.id}: the bad example has this finding, as severe as the rule, and no other error`, () => {
    const found = findingsIn(rule.bad);
    const own = found.filter(one => one.rule === rule.id);
    assert.ok(own.length > 0, shown(found, rule.bad).join('\n') || 'no finding');
    assert.ok(
      own.some(one => one.severity === rule.severity),
      shown(own, rule.bad).join('\n'),
    );
    const allowed = [rule.id, ...(COMPANIONS[rule.id] ?? [])];
    const others = found.filter(one => one.severity === 'error' && !allowed.includes(one.rule));
    assert.deepEqual(shown(others, rule.bad), []);
  });

  test(`${rule.id}: the good example has no finding of SQL`, () => {
    const found = findingsIn(rule.good).filter(one => one.rule !== 'sql/not-yet' || rule.id === 'sql/not-yet');
    assert.deepEqual(shown(found, rule.good), []);
  });

  test(`${rule.id}: each fix removes the finding`, () => {
    for (const finding of findingsIn(rule.bad).filter(one => one.rule === rule.id))
      for (const { title, edits } of finding.fixes ?? []) {
        const mended = withEdits(rule.bad, edits);
        const left = findingsIn(mended);
        assert.deepEqual(
          shown(
            left.filter(one => one.rule === rule.id || one.severity === 'error'),
            mended,
          ),
          [],
          `${title}:\n${mended}`,
        );
      }
  });

  test(`${rule.id}: says why`, () => {
    const sentences = rule.why.split(/[.?!](?:\s|$)/).filter(one => one.trim() !== '').length;
    assert.ok(sentences >= 1 && sentences <= 6, `${sentences} sentences`);
    assert.ok(!/[.!]$/.test(rule.title), rule.title);
    assert.ok(rule.title.length <= 110, `${rule.title.length} characters`);
  });
}

const root = path.resolve(import.meta.dirname, '../../..');
const reported = new Set(
  ['src', 'cli', 'runtime', 'language-server', 'extension']
    .flatMap(folder =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .map(name => path.join(folder, name)),
    )
    .filter(
      name =>
        name.endsWith('.ts') &&
        !name.includes('generated') &&
        !name.startsWith(path.join('src', 'language', 'rules', 'sql')),
    )
    .flatMap(name => fs.readFileSync(path.join(root, name), 'utf8').match(/'sql\/[a-z0-9-]+'/g) ?? [])
    .map(id => id.slice(1, -1)),
);

test('every id that is reported has a rule', () =>
  assert.deepEqual([...reported].filter(id => !ruleIds.includes(id)).sort(), []));

test('every rule without a check is reported somewhere', () =>
  assert.deepEqual(
    describedRules.map(rule => rule.id).filter(id => !reported.has(id)),
    [],
  ));

test('every rule has its file, named as its id', () => {
  const names = fs.readdirSync(path.join(root, 'src/language/rules/sql'));
  assert.deepEqual(
    rules.map(rule => `${rule.id.slice('sql/'.length)}.ts`).filter(name => !names.includes(name)),
    [],
  );
  assert.equal(new Set(ruleIds).size, ruleIds.length);
});
