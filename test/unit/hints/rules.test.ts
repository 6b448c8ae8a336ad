/** Each rule's page is true: its bad example breaks it, its good example breaks none. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { defineRule, runRule } from '../../../src/language/rules/define.ts';
import { checkHints } from '../../../src/language/rules/hints/check.ts';
import { hintRules } from '../../../src/language/rules/hints/table.ts';
import { scan } from '../../../src/language/text/scan.ts';

const check = (text: string) => checkHints(attachHints(scan(text)));

for (const rule of hintRules) {
  test(`${rule.id}: bad and good example`, () => {
    const found = check(rule.bad);
    assert.deepEqual(
      found.map(one => [one.rule, one.severity]),
      [[rule.id, rule.severity]],
    );
    assert.deepEqual(check(rule.good), []);
  });
  test(`${rule.id}: the first fix of the bad example leaves nothing to find`, () => {
    const fix = check(rule.bad)[0]!.fixes?.[0];
    if (!fix) return;
    const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
    const fixed = edits.reduce(
      (text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end),
      rule.bad,
    );
    assert.deepEqual(check(fixed), []);
  });
  test(`${rule.id}: can be silenced where it is found`, () => {
    assert.deepEqual(check(`-- ferris-ignore ${rule.id}\n${rule.bad}`), []);
  });
}

test('rule ids are unique', () => {
  assert.equal(new Set(hintRules.map(rule => rule.id)).size, hintRules.length);
});

test('a rule without a proper id is refused', () => {
  const rule = { ...hintRules[0]!, id: 'Hints/Bad id' };
  assert.throws(() => defineRule(rule), /no rule id/);
});

test('the same finding at the same place is reported once, and may have its own severity', () => {
  const rule = defineRule<string>({
    id: 'test/twice',
    severity: 'error',
    title: '',
    why: '',
    bad: '',
    good: '',
    check: (_subject, report) => {
      report({ start: 1, end: 2 }, 'here');
      report({ span: { start: 1, end: 2 } }, { message: 'here', severity: 'warning' });
      report({ start: 2, end: 3 }, 'here');
    },
  });
  assert.deepEqual(runRule(rule, ''), [
    { rule: 'test/twice', severity: 'warning', message: 'here', span: { start: 1, end: 2 } },
    { rule: 'test/twice', severity: 'error', message: 'here', span: { start: 2, end: 3 } },
  ]);
});
