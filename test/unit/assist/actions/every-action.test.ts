/** Every action at many places of many texts: it adds no error, and those that keep the meaning do. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type { Analysis } from '../../../../src/language/analyze.ts';
import { actionsAt, offersOf, statementAt } from '../../../../src/language/assist/actions/actions.ts';
import { refactorings } from '../../../../src/language/assist/actions/table.ts';
import { withEdits } from '../../../../src/language/rules/fix-all.ts';
import { rules } from '../../../../src/language/rules/table.ts';
import { Workspace } from '../../../../src/language/workspace/workspace.ts';
import { errorsOf, meaningsOf, outputsOf, subjectAt } from './applying.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

/** Texts with marks of the tests' own are broken as SQL. */
const files = ['test/cases', 'examples'].flatMap(folder =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.sql'))
    .map(name => path.join(folder, name)),
);
const texts: readonly (readonly [name: string, text: string])[] = [
  ...files.map(file => [file, fs.readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/[«»]/g, '')] as const),
  ...rules.flatMap(({ id, bad, good }) => [[`${id}, bad`, bad] as const, [`${id}, good`, good] as const]),
];

/** Some places of a text: every so often (a prime, to fall on all kinds of words), and each star, which is short. */
const placesIn = (text: string): readonly number[] => [
  ...Array.from({ length: Math.ceil((text.length + 1) / 37) }, (_, i) => i * 37),
  ...Array.from(text.matchAll(/\*/g), match => match.index),
];

/** The statements around a place. */
const near = (text: string, at: number): string => text.slice(Math.max(0, at - 200), at + 300);

/** What other texts in place of one mean: only what is different in them is computed. */
function trials(text: string): { readonly analysis: Analysis; of(changed: string): Analysis } {
  const workspace = new Workspace();
  workspace.setFile('', text);
  return {
    analysis: workspace.analysis('')!,
    of(changed) {
      workspace.setFile('', changed);
      const found = workspace.analysis('')!;
      workspace.setFile('', text);
      return found;
    },
  };
}

/** Those that were not there before. */
function newErrors(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter(error => {
    const at = left.indexOf(error);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const unknownIn = ({ diagnostics }: Analysis): number =>
  diagnostics.filter(one => one.rule === 'sql/unknown-relation').length;

test('refactorings add no error, and keep the meaning where they say so', () => {
  const counts = new Map<string, number>();
  for (const [name, text] of texts) {
    const trial = trials(text);
    const { analysis } = trial;
    const errors = errorsOf(analysis);
    const outputs = outputsOf(analysis);
    const meanings = meaningsOf(analysis);
    const seen = new Set<string>();
    for (const start of placesIn(text)) {
      const subject = subjectAt(text, { start, end: start }, analysis);
      const statement = statementAt(analysis.statements, subject.at);
      if (!statement) continue;
      for (const refactoring of refactorings)
        for (const offer of offersOf(refactoring, subject, statement)) {
          const key = JSON.stringify([refactoring.id, offer.title, offer.edits()]);
          if (seen.has(key)) continue;
          seen.add(key);
          counts.set(refactoring.id, (counts.get(refactoring.id) ?? 0) + 1);
          const changed: string = withEdits(text, offer.edits());
          const what: string = `${refactoring.id} at ${start} of ${name}:\n${near(changed, start)}`;
          assert.notEqual(changed, text, what);
          const after = trial.of(changed);
          const declares = refactoring.id === 'declare-relation';
          assert.equal(after.statements.length, analysis.statements.length + (declares ? 1 : 0), what);
          assert.deepEqual(newErrors(errors, errorsOf(after)), [], what);
          if (declares) {
            // Every statement that reads it is mended, and what was hidden may show.
            assert.ok(unknownIn(after) < unknownIn(analysis), what);
          } else if (refactoring.kind === 'quickfix') {
            assert.equal(after.diagnostics.length, analysis.diagnostics.length - offer.findings!.length, what);
          }
          if (refactoring.keepsMeaning) {
            assert.deepEqual(outputsOf(after), outputs, what);
            assert.deepEqual(meaningsOf(after), meanings, what);
          }
        }
    }
  }
  // Otherwise the texts say nothing about it.
  for (const { id, good } of refactorings)
    if (good.length > 0) assert.ok((counts.get(id) ?? 0) > 0, `no text has a place for ${id}`);
});

/** Other cases are full of names that mean nothing: what they resemble is no better. */
const plausible = texts.filter(([name]) => !name.startsWith(path.join('test', 'cases', 'format')));

/** What is grouped by more is grouped otherwise: errors that were hidden may show. */
const MAY_SHOW_OTHERS = /to GROUP BY$/;

test('the fixes of findings add no error', () => {
  for (const [name, text] of plausible) {
    const trial = trials(text);
    const { analysis } = trial;
    const { diagnostics } = analysis;
    const errors = errorsOf(analysis).length;
    for (const { span, rule, fixes } of diagnostics)
      for (const { title } of fixes ?? []) {
        const offers = actionsAt(subjectAt(text, span, analysis), kind => kind === 'quickfix');
        const offer = offers.find(one => one.title === title && one.findings?.some(finding => finding.rule === rule));
        assert.ok(offer, `${rule} of ${name}: '${title}' is not offered`);
        if (MAY_SHOW_OTHERS.test(title)) continue;
        const after = errorsOf(trial.of(withEdits(text, offer.edits())));
        assert.ok(after.length <= errors, `${rule} of ${name}: '${title}' gives ${after.join('\n')}`);
      }
  }
});

test('a silenced rule is silent in its statement, and nothing else changes', () => {
  for (const [name, text] of texts) {
    const trial = trials(text);
    const { analysis } = trial;
    const seen = new Set<string>();
    for (const { span, severity, rule } of analysis.diagnostics) {
      const { start } = span;
      const piece = analysis.pieces.findIndex(one => start >= one.span.start && start < one.span.end);
      const key = `${piece} ${rule}`;
      if (severity === 'error' || rule === 'lint/unused-ignore' || seen.has(key)) continue;
      seen.add(key);
      const offers = actionsAt(subjectAt(text, span, analysis), kind => kind === 'quickfix');
      const offer = offers.find(one => one.title === `Silence ${rule} in this statement`);
      if (!offer) continue;
      const after = trial.of(withEdits(text, offer.edits()));
      const there = (one: Analysis): readonly string[] =>
        one.diagnostics
          .filter(({ span, rule: other }) => {
            const at = one.pieces.findIndex(({ span: whole }) => span.start >= whole.start && span.start < whole.end);
            return other !== rule || at !== piece;
          })
          .map(({ rule, message }) => `${rule} ${message}`);
      assert.equal(
        after.diagnostics.some(
          one =>
            one.rule === rule &&
            one.span.start >= after.pieces[piece]!.span.start &&
            one.span.start < after.pieces[piece]!.span.end,
        ),
        false,
        `${rule} in ${name}:\n${near(withEdits(text, offer.edits()), start)}`,
      );
      assert.deepEqual(
        there(after),
        there(analysis),
        `${rule} in ${name}:\n${near(withEdits(text, offer.edits()), start)}`,
      );
    }
  }
});
