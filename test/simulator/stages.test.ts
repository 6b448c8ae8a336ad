/** The same of jobs whose rows go through topics of their own to come together. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { wrongWith } from './one-life.ts';
import { seeds } from './settings.ts';

test('whatever happens, the output is the one of a run in one task in which nothing did', async () => {
  // Each takes several times as long, and there are fewer kinds.
  const { first, count } = seeds();
  for (let seed = first; seed < first + Math.ceil(count / 4); seed++)
    assert.equal(await wrongWith(seed, undefined, true), undefined);
});
