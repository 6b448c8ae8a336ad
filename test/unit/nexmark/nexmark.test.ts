/** The queries of examples/nexmark: whatever the batches, partitions and kind of run, the rows of an independent computation. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { answers } from './answers.ts';
import { check, FOLDER, given, IN_ORDER, OUT_OF_ORDER, queryText } from './check.ts';
import { otherForms } from './other-forms.ts';

const inOrder = await given('in order', IN_ORDER);
const outOfOrder = await given('out of order', OUT_OF_ORDER);
after(() => {
  inOrder.duck.close();
  outOfOrder.duck.close();
});

test('every query has an answer to be held against', () => {
  const files = fs.readdirSync(FOLDER).filter(name => name.endsWith('.sql'));
  assert.deepEqual(files.map(name => path.basename(name, '.sql')).sort(), Object.keys(answers).sort());
});

for (const [query, answer] of Object.entries(answers))
  for (const events of [inOrder, outOfOrder])
    test(`${query}, events ${events.name}`, () => check(queryText(query), answer, events));

// The streams of the three topics, as the files declare them.
const streams = ['q4', 'q8'].map(query => queryText(query).split('-- @ferris')[0]).join('');

for (const { of, how, sql, changing } of otherForms)
  test(`${of} by ${how}`, () =>
    check(streams + sql, { ...answers[of]!, ...(changing ? { changing } : {}) }, outOfOrder));
