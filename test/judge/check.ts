/** Checks a property of random cases and tells of a failing one its smallest form, and how to see it again. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seed } from './settings.ts';

/** Of `runs` cases for which the property could be tried; `skips`: at most so many others for each of them. */
export async function check(
  property: fc.IAsyncProperty<unknown>,
  { runs, skips }: { readonly runs: number; readonly skips: number },
): Promise<void> {
  const outcome = await fc.check(property, { seed: seed(), numRuns: runs, maxSkipsPerRun: skips });
  if (!outcome.failed) return;
  const { numRuns, numShrinks, numSkips, errorInstance } = outcome;
  if (errorInstance === null || errorInstance === undefined)
    assert.fail(`only ${numRuns} of ${runs} cases could be tried, ${numSkips} could not`);
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  assert.fail(
    `seed ${seed()}: failed after ${numRuns} cases, then made smaller ${numShrinks} times ` +
      `(again: npm test -- judge --seed ${seed()}, with the same --cases)\n${reason}`,
  );
}
