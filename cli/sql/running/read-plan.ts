/** What `run` is given: SQL that it plans, or a plan that `compile` has written. */
import { PLAN_VERSION, type Plan } from '../../../src/compiler/plan/plan.ts';
import type { RunSettings } from '../../configuration.ts';
import { readText } from '../../files.ts';
import type { Io } from '../../io.ts';
import { functionProblems } from '../function-problems.ts';
import { planOf } from '../planned.ts';

/** Undefined when it cannot be run; why has been told then. Throws FileError. */
export async function readPlan(
  file: string,
  bounded: boolean,
  io: Io,
  settings?: Pick<RunSettings, 'decimals' | 'compression'>,
): Promise<Plan | undefined> {
  const source = await readText(file, io);
  if (!source.text.trimStart().startsWith('{')) return await planOf(source, { bounded, values: false, settings }, io);
  const refuse = async (why: string): Promise<undefined> => {
    await io.stderr.write(`ferris-sql: ${source.name} ${why}\n`);
    return undefined;
  };
  let given: unknown;
  try {
    given = JSON.parse(source.text);
  } catch (error) {
    return await refuse(`is no plan: ${error instanceof Error ? error.message : error}`);
  }
  if (!isPlan(given)) return await refuse("is no plan: 'ferris-sql compile' writes one");
  if (given.version !== PLAN_VERSION)
    return await refuse(
      `is a plan of version ${given.version}, and this program runs version ${PLAN_VERSION}: compile the SQL again with this version of ferris-sql`,
    );
  if (given.bounded !== bounded)
    return await refuse(
      bounded
        ? 'is a plan that runs on: compile the SQL with --bounded, or run it without'
        : 'is a plan of a bounded run, which ends: compile the SQL without --bounded, or run it with --bounded',
    );
  const problems = await functionProblems(given, '');
  if (problems.length > 0) return await refuse(`has a function that cannot be called: ${problems[0]!.message}`);
  return given;
}

const isPlan = (given: unknown): given is Plan =>
  typeof given === 'object' &&
  given !== null &&
  'version' in given &&
  typeof given.version === 'number' &&
  'bounded' in given &&
  'queries' in given &&
  Array.isArray(given.queries);
