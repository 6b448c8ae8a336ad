/** Hints that a form sets and takes away: every key of the catalogue, there and back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { analyze } from '../../../src/language/analyze.ts';
import { editHints, type HintChange, valueProblem } from '../../../src/language/assist/hint-form/edits.ts';
import { hintForm } from '../../../src/language/assist/hint-form/form.ts';
import { attachHints } from '../../../src/language/hints/attach.ts';
import { hintCatalogue } from '../../../src/language/hints/catalogue.ts';

const TEXT = `CREATE STREAM trades (ticker STRING) WITH ('topic' = 'trades');
-- @ferris:workload=trading
CREATE STREAM few AS SELECT * FROM trades WHERE ticker = 'A';
CREATE STREAM more AS SELECT * FROM trades WHERE ticker = 'B';
`;

function changed(text: string, statement: number, change: HintChange): string {
  const { place } = hintForm(text, analyze(text), statement, {});
  return editHints(text, place, [change])
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((done, { span, text: to }) => done.slice(0, span.start) + to + done.slice(span.end), text);
}

for (const { key, example, placeholder } of hintCatalogue.filter(one => one.key !== 'workload'))
  test(`${key} is set for one statement alone and taken away again`, () => {
    const filled = placeholder ? key.replace(/<.*>/, placeholder.example) : key;
    assert.equal(valueProblem({ key: filled, value: example }), undefined);
    for (const statement of [1, 2]) {
      const done = changed(TEXT, statement, { key: filled, value: example });
      const held = attachHints(analyze(done).pieces).scopes.map(({ effective }) => effective.get(filled)?.value);
      assert.deepEqual(held, statement === 1 ? [example, undefined] : [undefined, example], done);
      const field = hintForm(done, analyze(done), statement, {})
        .categories.flatMap(({ fields }) => fields)
        .find(one => one.key === filled);
      assert.equal(field?.value, example);
      assert.equal(changed(done, statement, { key: filled, value: undefined }), TEXT);
    }
  });
