/** Runs the checks of a suite one after the other, says how each went, and fails at the end when one did. */
import { say, screenshot } from './window.ts';

/** `longest`: how long it may take in milliseconds, when it is work. */
export type Check = readonly [name: string, body: () => Promise<void>, longest?: number];

/** Each check may take this long, in milliseconds. */
const LONGEST = 150_000;

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
      await screenshot(`failed-${name.replace(/\W+/g, '-')}`);
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

/** Asks again until the answer is one; its last error when that takes longer than `patience` milliseconds. */
export async function eventually<T>(question: () => T | Promise<T>, what: string, patience = 60_000): Promise<T & {}> {
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
