/** One life of a job, from a seed, held against a run of the same query in which nothing happens. */
import assert from 'node:assert/strict';
import { stagedPlan } from '../../runtime/jobs/staged-plan.ts';
import { buildPlan } from '../../src/compiler/plan/build.ts';
import type { Plan } from '../../src/compiler/plan/plan.ts';
import { staged } from '../../src/compiler/plan/stages/staged.ts';
import { keepsState } from '../../src/compiler/plan/state.ts';
import { unitsOf } from '../../src/compiler/plan/tasks/units.ts';
import { analyze } from '../../src/language/analyze.ts';
import { difference } from './check.ts';
import { inputsOf } from './inputs.ts';
import type { Kind } from './kind.ts';
import { kinds } from './queries.ts';
import { randomOf } from './random.ts';
import { live } from './simulate.ts';
import type { Fault, Mutation } from './world.ts';

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
export const stagedKinds = kinds.filter(kind => staged(plans.get(kind)!, 'job') !== plans.get(kind));

/** How it went. */
export interface Lived {
  readonly kind: string;
  readonly survived: ReadonlyMap<Fault, number>;
  /** What differs from the run without faults, in words with the seed. */
  readonly wrong?: string;
  /** It ended with a reason, as it should: keys would have moved. */
  readonly refused?: boolean;
}

/** In turn; a slow one in each twelfth round alone. */
function kindOf(seed: number, some: readonly Kind[]): Kind {
  const kind = some[seed % some.length]!;
  return kind.slow && Math.floor(seed / some.length) % 12 !== 0 ? some[0]! : kind;
}

/** The life of this seed; with `repartition` rows go through topics of the job to come together. */
export async function lifeOf(seed: number, mutation?: Mutation, repartition = false): Promise<Lived> {
  const some = repartition ? stagedKinds : kinds;
  const kind = kindOf(seed, some);
  const plan = plans.get(kind)!;
  const { topics, fromTheStart = false } = kind;
  // Another chance than that which the life itself goes by.
  const chances = randomOf(seed + 2);
  // Both ways in which a job comes by its state again.
  const keepsNothing = chances.chance(0.25);
  // Rows of a table's key in two partitions would be in no order.
  const growing = fromTheStart
    ? []
    : Object.keys(topics).filter(name => topics[name]! > 1 && !name.startsWith('table'));
  const grows = growing.length > 0 && chances.chance(0.1) ? chances.pick(growing) : undefined;
  const otherwise = !fromTheStart && chances.chance(0.2) ? 'latest' : 'earliest';
  const inputs = inputsOf(randomOf(seed + 1), topics, grows);
  const common = { plan, topics, inputs, fromTheStart, seed };
  let survived: Lived['survived'] = new Map();
  const ended = (wrong: string | undefined, refused = false): Lived => ({
    kind: kind.name,
    survived,
    ...(wrong === undefined ? {} : { wrong: `seed ${seed} (${kind.name}): ${wrong}` }),
    ...(refused ? { refused } : {}),
  });
  try {
    const expected = await live({
      ...common,
      faulty: false,
      oneTask: true,
      repartition: false,
      keepsNothing: true,
      otherwise: 'earliest',
    });
    const found = await live({
      ...common,
      faulty: true,
      oneTask: false,
      repartition,
      keepsNothing,
      otherwise,
      grows,
      snapshotsEveryMs: keepsNothing ? undefined : chances.pick([undefined, 0, 0, 10]),
      ...(mutation ? { mutation } : {}),
    });
    ({ survived } = found);
    if (found.refused) {
      const moves = survived.has('partition added') && movesKeys(plan, repartition, keepsNothing, grows!);
      return moves ? ended(undefined, true) : ended(`refused: ${found.refused.message}`);
    }
    return ended(difference(kind, found.written, expected.written));
  } catch (error) {
    return ended(error instanceof Error ? error.message : String(error));
  }
}

export const wrongWith = async (...life: Parameters<typeof lifeOf>): Promise<string | undefined> =>
  (await lifeOf(...life)).wrong;

/** Whether a job may not go on with more partitions of a topic. */
function movesKeys(plan: Plan, repartition: boolean, keepsNothing: boolean, topic: string): boolean {
  const working = stagedPlan({ plan, group: 'job', repartition });
  const unit = unitsOf(working).find(({ topics }) => topics.includes(topic))!;
  const queries = working.queries.filter(({ name }) => unit.queries.includes(name));
  return keepsState({ ...working, queries }) && (unit.each === 'partition' || keepsNothing);
}
