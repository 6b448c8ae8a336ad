/** Jobs under everything that can happen to them: what they have written in the end is what they would have written without. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { staged } from '../../src/compiler/plan/stages/staged.ts';
import { analyze } from '../../src/language/analyze.ts';
import { difference } from './check.ts';
import { inputsOf } from './inputs.ts';
import { type Kind, kinds } from './queries.ts';
import { randomOf } from './random.ts';
import { seeds } from './settings.ts';
import { live } from './simulate.ts';
import type { Mutation } from './world.ts';

const planOf = ({ sql }: Kind) => {
  const analysis = analyze(sql);
  assert.deepEqual(
    analysis.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  return buildPlan(analysis, { bounded: false });
};
const plans = new Map(kinds.map(kind => [kind, planOf(kind)]));

/** Those whose rows meet by another key than that of their topics. */
const stagedKinds = kinds.filter(kind => staged(plans.get(kind)!, 'job') !== plans.get(kind));

/** What is wrong with the life of this seed. */
async function wrongWith(seed: number, mutation?: Mutation, repartition = false): Promise<string | undefined> {
  const some = repartition ? stagedKinds : kinds;
  const kind = some[seed % some.length]!;
  const plan = plans.get(kind)!;
  const { topics, fromTheStart = false } = kind;
  const inputs = inputsOf(randomOf(seed + 1), topics);
  const expected = await live({
    plan,
    topics,
    inputs,
    fromTheStart,
    seed,
    faulty: false,
    oneTask: true,
    repartition: false,
    keepsNothing: true,
  });
  // Both ways in which a job comes by its state again.
  const keepsNothing = randomOf(seed + 2).chance(0.25);
  try {
    const found = await live({
      plan,
      topics,
      inputs,
      fromTheStart,
      seed,
      faulty: true,
      oneTask: false,
      repartition,
      keepsNothing,
      ...(mutation ? { mutation } : {}),
    });
    const wrong = difference(kind, found.written, expected.written);
    return wrong && `seed ${seed} (${kind.name}): ${wrong}`;
  } catch (error) {
    return `seed ${seed} (${kind.name}): ${error instanceof Error ? error.message : error}`;
  }
}

test('whatever happens, the output is the one of a run in which nothing did', async () => {
  const { first, count } = seeds();
  for (let seed = first; seed < first + count; seed++) assert.equal(await wrongWith(seed), undefined);
});

test('the same where rows go through topics of the job to come together', async () => {
  // Each takes several times as long, and there are fewer kinds.
  const { first, count } = seeds();
  for (let seed = first; seed < first + Math.ceil(count / 4); seed++)
    assert.equal(await wrongWith(seed, undefined, true), undefined);
});

test('broken on purpose it is noticed: one task of the stage before is enough', async () => {
  for (let seed = 0; seed < NOTICED_WITHIN; seed++)
    if (await wrongWith(seed, 'one task of the stage before is enough', true)) return;
  assert.fail(`not noticed within ${NOTICED_WITHIN} seeds`);
});

/** How many seeds it may take to notice what is broken. */
const NOTICED_WITHIN = 1000;

for (const mutation of [
  'offsets before rows',
  'no generations',
  'no restore',
  'one task to two members',
  'state apart from rows',
  'an entry of the state left out',
] as const satisfies readonly Mutation[])
  test(`broken on purpose it is noticed: ${mutation}`, async () => {
    for (let seed = 0; seed < NOTICED_WITHIN; seed++) if (await wrongWith(seed, mutation)) return;
    assert.fail(`not noticed within ${NOTICED_WITHIN} seeds`);
  });
