/** Every refactoring on its own examples: offered where it should be, and what it makes of the text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { actionsAt } from '../../../../src/language/assist/actions/actions.ts';
import type { Refactoring } from '../../../../src/language/assist/actions/offer.ts';
import { refactorings } from '../../../../src/language/assist/actions/table.ts';
import { withEdits } from '../../../../src/language/rules/fix-all.ts';
import { errorsIn, outputsIn, read, subjectAt } from './applying.ts';

/** Offers of one refactoring at the `|`, or for what stands between `«` and `»`. */
function offersIn(marked: string, { id, kind }: Refactoring) {
  const { text, at } = read(marked);
  const [one] = refactorings.filter(refactoring => refactoring.id === id);
  const titles = new Set(one!.good.map(({ title }) => title));
  return {
    text,
    offers: actionsAt(subjectAt(text, at), wanted => wanted === kind).filter(
      offer => offer.kind === kind && [...titles].some(title => alike(title, offer.title)),
    ),
  };
}

/** Titles name what they are about: 'Expand *' and 'Expand t.*' are of one refactoring. */
const alike = (a: string, b: string): boolean => a.split(' ')[0] === b.split(' ')[0];

for (const refactoring of refactorings) {
  for (const [i, { before, title, after }] of refactoring.good.entries())
    test(`${refactoring.id}: good case ${i + 1}`, () => {
      const { text, offers } = offersIn(before, refactoring);
      const offer = offers.find(one => one.title === title);
      assert.ok(offer, `'${title}' is not offered, only: ${offers.map(one => one.title).join(', ')}`);
      const changed = withEdits(text, offer.edits());
      assert.equal(changed, after);
      assert.deepEqual(errorsIn(changed), refactoring.kind === 'quickfix' ? [] : errorsIn(text));
      if (refactoring.keepsMeaning) assert.deepEqual(outputsIn(changed), outputsIn(text));
    });
  for (const [i, marked] of refactoring.bad.entries())
    test(`${refactoring.id}: not offered in bad case ${i + 1}`, () => {
      const { at, text } = read(marked);
      const { analysis, ...rest } = subjectAt(text, at);
      const statement = analysis.statements.find(
        ({ piece }) => at.start >= piece.span.start && at.start <= piece.span.end,
      );
      if (!statement) return;
      const offers = refactoring.offers({
        text: rest.text,
        statement,
        at: { start: at.start - statement.offset, end: at.end - statement.offset },
        findings: analysis.diagnostics,
      });
      assert.deepEqual(
        offers.map(one => one.title),
        [],
      );
    });
}

test('ids are told apart', () => {
  assert.equal(new Set(refactorings.map(one => one.id)).size, refactorings.length);
});
