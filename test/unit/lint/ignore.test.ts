/** `-- ferris-ignore` lines: how they are read, and those that do nothing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { withEdits } from '../../../src/language/rules/fix-all.ts';
import { afterIgnores } from '../../../src/language/rules/lint/check.ts';
import type { Diagnostic } from '../../../src/language/text/diagnostic.ts';
import { parseIgnoreLine } from '../../../src/language/text/ignore-line.ts';
import { scan } from '../../../src/language/text/scan.ts';

const RULES = ['sql/unused-stream', 'sql/star', 'hints/misplaced'];

/** A finding of `rule` wherever the text says so: `{sql/star}`. */
function lint(text: string): readonly Diagnostic[] {
  const found = [...text.matchAll(/\{([^}]+)\}/g)].map(
    (match): Diagnostic => ({
      rule: match[1]!,
      severity: 'warning',
      message: 'found',
      span: { start: match.index, end: match.index + match[0].length },
    }),
  );
  return afterIgnores(found, scan(text), text, RULES);
}

const fixed = (text: string): string =>
  withEdits(text, lint(text).find(one => one.rule === 'lint/unused-ignore')!.fixes![0]!.edits);

test('rules are read up to the reason for them', () => {
  const read = (comment: string) => {
    const line = parseIgnoreLine(comment, 3);
    for (const [i, span] of (line?.ruleSpans ?? []).entries())
      assert.equal(comment.slice(span.start - 3, span.end - 3), line!.rules[i]);
    return line?.rules;
  };
  assert.deepEqual(read('-- ferris-ignore sql/star'), ['sql/star']);
  assert.deepEqual(read('--ferris-ignore: sql/star,hints/misplaced  sql/a: read by hand'), [
    'sql/star',
    'hints/misplaced',
    'sql/a',
  ]);
  assert.deepEqual(read('-- ferris-ignore unused-stream it is fine'), ['unused-stream']);
  assert.deepEqual(read('-- ferris-ignore'), []);
  assert.equal(read('-- ferris-ignored sql/star'), undefined);
  assert.equal(read('-- see ferris-ignore'), undefined);
});

test('what a line silences is gone, in its statement and nowhere else', () => {
  const left = lint('-- ferris-ignore sql/star\nSELECT {sql/star} {sql/star};\nSELECT {sql/star};');
  assert.deepEqual(
    left.map(one => [one.rule, one.span.start]),
    [['sql/star', 63]],
  );
});

test('a line that silences nothing goes with its line break, and a block of hints stays one', () => {
  const text = '-- @ferris:workload=trading\n-- ferris-ignore sql/star\n-- @ferris:sla.latency_p95_ms=1\nSELECT 1;\n';
  const [finding] = lint(text);
  assert.equal(finding?.rule, 'lint/unused-ignore');
  assert.equal(finding?.severity, 'info');
  assert.equal(text.slice(finding.span.start, finding.span.end), 'sql/star');
  assert.equal(fixed(text), '-- @ferris:workload=trading\n-- @ferris:sla.latency_p95_ms=1\nSELECT 1;\n');
  assert.equal(fixed('SELECT 1 -- ferris-ignore sql/star\r\nFROM a;'), 'SELECT 1\r\nFROM a;');
  assert.equal(fixed('  -- ferris-ignore sql/star\r\nSELECT 1;'), 'SELECT 1;');
});

test('of several rules only the useless one goes', () => {
  assert.equal(
    fixed('-- ferris-ignore sql/star, hints/misplaced\nSELECT {sql/star};'),
    '-- ferris-ignore sql/star\nSELECT {sql/star};',
  );
  assert.equal(
    fixed('-- ferris-ignore hints/misplaced, sql/star reason\nSELECT {sql/star};'),
    '-- ferris-ignore sql/star reason\nSELECT {sql/star};',
  );
});

test('a rule that does not exist: the nearest one, by its name alone too', () => {
  const messages = (text: string) => lint(text).map(one => `${one.message}; ${one.help ?? ''}`);
  assert.deepEqual(messages('-- ferris-ignore sql/unused-streams\nSELECT 1;'), [
    "there is no rule 'sql/unused-streams'; did you mean 'sql/unused-stream'?",
  ]);
  assert.equal(fixed('-- ferris-ignore star\nSELECT {sql/star};'), '-- ferris-ignore sql/star\nSELECT {sql/star};');
  assert.deepEqual(messages('-- ferris-ignore everything\nSELECT 1;'), ["there is no rule 'everything'; "]);
  assert.deepEqual(messages('-- ferris-ignore\nSELECT 1;'), [
    'this ignore line names no rule; write -- ferris-ignore RULE with the rule that the finding names',
  ]);
});

test('the rule about ignore lines can be silenced itself', () =>
  assert.deepEqual(lint('-- ferris-ignore sql/star, lint/unused-ignore\nSELECT 1;'), []));
