/** Fixes are applied until nothing is left, and never when they do harm. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { type CheckFiles, fixAll } from '../../../src/language/rules/fix-all.ts';
import type { Diagnostic, Fix, Severity } from '../../../src/language/text/diagnostic.ts';

/** Finds each match of a pattern; `by` is what the fixes put in its place. */
interface Word {
  readonly word: RegExp;
  readonly by: readonly string[];
  readonly severity?: Severity;
}

const checker =
  (words: readonly Word[], reach = (_all: string, text: string) => text): CheckFiles =>
  files =>
    files.map(({ text }) => {
      const all = files.map(file => file.text).join('');
      return words.flatMap(({ word, by, severity = 'error' }) =>
        [...reach(all, text).matchAll(word)].map((match): Diagnostic => {
          const span = { start: match.index, end: match.index + match[0].length };
          const fixes = by.map((one): Fix => ({ title: `Use '${one}'`, edits: [{ span, text: one }] }));
          return { rule: `test/${word.source}`, severity, message: match[0], span, fixes };
        }),
      );
    });

const textsOf = (texts: readonly string[], check: CheckFiles) =>
  fixAll(
    texts.map((text, i) => ({ path: String(i), text })),
    check,
  ).map(file => file.text);

test('round after round, in all files', () => {
  const check = checker([
    { word: /aa/g, by: ['b'] },
    { word: /bb/g, by: ['c'], severity: 'info' },
  ]);
  assert.deepEqual(textsOf(['aaaa aa', 'bb', 'x'], check), ['c b', 'c', 'x']);
});

test('what was done is told, and what is left', () => {
  const [file] = fixAll(
    [{ path: 'f', text: 'a b a' }],
    checker([
      { word: /a/g, by: ['x'] },
      { word: /b/g, by: [] },
    ]),
  );
  assert.deepEqual(file!.applied, [
    { rule: 'test/a', title: "Use 'x'" },
    { rule: 'test/a', title: "Use 'x'" },
  ]);
  assert.deepEqual(
    file!.diagnostics.map(one => one.message),
    ['b'],
  );
});

test('of several fixes a person chooses', () =>
  assert.deepEqual(textsOf(['a'], checker([{ word: /a/g, by: ['x', 'y'] }])), ['a']));

test('a fix that adds errors is left out, the others are not', () => {
  const check = checker([
    { word: /bad/g, by: ['worse worse'] },
    { word: /worse/g, by: [] },
    { word: /typo/g, by: ['right'] },
  ]);
  assert.deepEqual(textsOf(['bad typo', 'typo bad typo'], check), ['bad right', 'right bad right']);
});

test('two that do harm only together: one of them is applied', () => {
  const check = checker([
    { word: /a/g, by: ['x'], severity: 'info' },
    { word: /b/g, by: ['y'], severity: 'info' },
    { word: /xy/g, by: [] },
  ]);
  assert.deepEqual(textsOf(['ab'], check), ['xb']);
});

test('rules that undo each other end', () => {
  const check = checker([
    { word: /a/g, by: ['b'], severity: 'info' },
    { word: /b/g, by: ['a'], severity: 'info' },
  ]);
  assert.deepEqual(textsOf(['a'], check), ['b']);
});

test('edits that touch wait for the next round', () => {
  const insert = (at: number, text: string): Fix => ({ title: text, edits: [{ span: { start: at, end: at }, text }] });
  const check: CheckFiles = files =>
    files.map(({ text }): Diagnostic[] => {
      const missing = ['<', '>'].filter(mark => !text.includes(mark));
      return missing.map(mark => ({
        rule: `test/${mark}`,
        severity: 'warning',
        message: mark,
        span: { start: 0, end: 0 },
        fixes: [insert(mark === '<' ? 0 : text.length, mark)],
      }));
    });
  assert.deepEqual(textsOf(['', 'ab'], check), ['<>', '<ab>']);
});
