/** The simulator can fail: what is broken on purpose is noticed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { wrongWith } from './one-life.ts';
import type { Mutation } from './world.ts';

/** How many seeds it may take to notice what is broken. */
const NOTICED_WITHIN = 1000;

for (const mutation of [
  'one task of the stage before is enough',
  'records deleted that are not worked off',
] as const satisfies readonly Mutation[])
  test(`broken on purpose it is noticed, between stages: ${mutation}`, async () => {
    for (let seed = 0; seed < NOTICED_WITHIN; seed++) if (await wrongWith(seed, mutation, true)) return;
    assert.fail(`not noticed within ${NOTICED_WITHIN} seeds`);
  });

for (const mutation of [
  'offsets before rows',
  'nobody is fenced',
  'no restore',
  'one task to two members',
  'state apart from rows',
  'an entry of the state left out',
  'offsets of the state left out',
  'a snapshot however old',
] as const satisfies readonly Mutation[])
  test(`broken on purpose it is noticed: ${mutation}`, async () => {
    for (let seed = 0; seed < NOTICED_WITHIN; seed++) if (await wrongWith(seed, mutation)) return;
    assert.fail(`not noticed within ${NOTICED_WITHIN} seeds`);
  });
