/** Runs the checks of a suite one after the other, says how each went, and fails at the end when one did. */
import assert from 'node:assert/strict';
import { say, screenshot } from './window.ts';
import { windowNow } from './window-now.ts';

/** `longest`: how long it may take in milliseconds, when it is work. */
export type Check = readonly [name: string, body: () => Promise<void>, longest?: number];

/** Each check may take this long, in milliseconds. */
const LONGEST = 300_000;

export async function runChecks(checks: readonly Check[]): Promise<void> {
  let failed = 0;
  for (const [name, body, longest = LONGEST] of checks) {
    const started = performance.now();
    try {
      await withinTime(body(), longest);
      await say(`  ✔ ${name} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      failed++;
      await say(`  ✖ ${name}\n${error instanceof Error ? error.stack : error}`);
      // The check has failed: what its picture or its description lacks is said, and the others still run.
      await windowNow().then(say, late => say(`    the window does not say how it is: ${late}`));
      await screenshot(`failed-${name.replace(/\W+/g, '-')}`).catch(late => say(`    no picture: ${late}`));
    }
  }
  if (failed > 0) throw new Error(`${failed} of ${checks.length} checks failed`);
}

async function withinTime(work: Promise<void>, longest: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${longest} ms`)), longest);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** How long facts are waited for, in milliseconds: machines may be busy. */
export const PATIENCE = 60_000;

/** Asks again until the answer is one; its last error when that takes longer than `patience` milliseconds. */
export async function eventually<T>(
  question: () => T | PromiseLike<T>,
  what: string,
  patience = PATIENCE,
): Promise<T & {}> {
  const until = performance.now() + patience;
  let last: unknown;
  while (performance.now() < until) {
    try {
      last = await question();
      if (last !== undefined && last !== null && last !== false) return last as T & {};
    } catch (error) {
      last = error;
    }
    await new Promise(resolve => setTimeout(resolve, 30));
  }
  throw new Error(`${what}: not within ${patience} ms${last instanceof Error ? ` (${last.message})` : ''}`);
}

/** Asks again until the answer is this one; tells what it was instead. */
export const becomes = <T>(question: () => T | PromiseLike<T>, expected: T, what: string): Promise<boolean> =>
  eventually(async () => {
    assert.deepEqual(await question(), expected);
    return true;
  }, what);

/** How long an action may take to show before it is done again, in milliseconds. */
const AGAIN = 10_000;

/**
 * Does something until it shows: what came before the window was ready for it, or hit what was just being drawn anew. Only
 * for what may be done twice; it is not done where the fact is there already.
 */
export const until = <T>(
  fact: () => T | PromiseLike<T>,
  act: () => unknown,
  what: string,
  again = AGAIN,
): Promise<T & {}> =>
  eventually(
    async () => {
      const there = await fact();
      if (there !== undefined && there !== null && there !== false) return there;
      await act();
      return eventually(fact, what, again);
    },
    what,
    2 * PATIENCE,
  );
