/** Every refactoring on its own examples: offered where it should be, and what it makes of the text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { offersOf, statementAt } from '../../../../src/language/assist/actions/actions.ts';
import type { Refactoring } from '../../../../src/language/assist/actions/offer.ts';
import { refactorings } from '../../../../src/language/assist/actions/table.ts';
import { withEdits } from '../../../../src/language/rules/fix-all.ts';
import { errorsIn, outputsIn, read, subjectAt } from './applying.ts';

/** What one refactoring offers at the `|`, or for what stands between `«` and `»`. */
function offersIn(marked: string, refactoring: Refactoring) {
  const { text, at } = read(marked);
  const subject = subjectAt(text, at);
  const statement = statementAt(subject.analysis.statements, at);
  return { text, offers: statement ? offersOf(refactoring, subject, statement) : [] };
}

for (const refactoring of refactorings) {
  for (const [i, { before, title, after }] of refactoring.good.entries())
    test(`${refactoring.id}: good case ${i + 1}`, () => {
      const { text, offers } = offersIn(before, refactoring);
      const offer = offers.find(one => one.title === title);
      assert.ok(offer, `'${title}' is not offered, only: ${offers.map(one => one.title).join(', ')}`);
      const changed = withEdits(text, offer.edits());
      assert.equal(changed, after);
      // It may mend what was wrong, and must break nothing.
      const known = refactoring.kind === 'quickfix' ? [] : errorsIn(text);
      assert.deepEqual(
        errorsIn(changed).filter(error => !known.includes(error)),
        [],
      );
      if (refactoring.keepsMeaning) assert.deepEqual(outputsIn(changed), outputsIn(text));
    });
  for (const [i, marked] of refactoring.bad.entries())
    test(`${refactoring.id}: not offered in bad case ${i + 1}`, () => {
      const { offers } = offersIn(marked, refactoring);
      assert.deepEqual(
        offers.map(one => one.title),
        [],
      );
    });
}

test('ids are told apart', () => {
  assert.equal(new Set(refactorings.map(one => one.id)).size, refactorings.length);
});
