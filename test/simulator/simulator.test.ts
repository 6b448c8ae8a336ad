/** Jobs under everything that can happen to them: what they have written in the end is what they would have written without. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { lifeOf } from './one-life.ts';
import { seeds } from './settings.ts';
import { tally } from './tally.ts';

test('whatever happens, the output is the one of a run in which nothing did', async t => {
  const { first, count } = seeds();
  const lives = tally();
  for (let seed = first; seed < first + Math.ceil(count * 0.8); seed++) {
    const life = await lifeOf(seed);
    assert.equal(life.wrong, undefined);
    lives.add(life);
  }
  t.diagnostic(lives.table());
});
