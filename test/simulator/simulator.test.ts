/** Jobs under everything that can happen to them: what they have written in the end is what they would have written without. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { wrongWith } from './one-life.ts';
import { seeds } from './settings.ts';

test('whatever happens, the output is the one of a run in which nothing did', async () => {
  const { first, count } = seeds();
  for (let seed = first; seed < first + count; seed++) assert.equal(await wrongWith(seed), undefined);
});
