/** One life of a job, from a seed, held against a run of the same query in which nothing happens. */
import assert from 'node:assert/strict';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import { staged } from '../../src/compiler/plan/stages/staged.ts';
import { analyze } from '../../src/language/analyze.ts';
import { difference } from './check.ts';
import { inputsOf } from './inputs.ts';
import { type Kind, kinds } from './queries.ts';
import { randomOf } from './random.ts';
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

/** What is wrong with the life of this seed; with `repartition` rows go through topics of the job to come together. */
export async function wrongWith(seed: number, mutation?: Mutation, repartition = false): Promise<string | undefined> {
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
