/** The same of jobs whose rows go through topics of their own to come together. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { lifeOf } from './one-life.ts';
import { seeds } from './settings.ts';
import { tally } from './tally.ts';

test('whatever happens, the output is the one of a run in one task in which nothing did', async t => {
  // Each takes several times as long, and there are fewer kinds: a fifth of all lives are of these.
  const { first, count } = seeds();
  const lives = tally();
  for (let seed = first; seed < first + Math.ceil(count / 5); seed++) {
    const life = await lifeOf(seed, undefined, true);
    assert.equal(life.wrong, undefined);
    lives.add(life);
  }
  t.diagnostic(lives.table());
});
