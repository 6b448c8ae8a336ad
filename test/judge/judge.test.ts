/** Random queries over random data: our rows are DuckDB's rows. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { cases } from './cases.ts';
import { check } from './check.ts';
import { startDuck } from './duck.ts';
import { wanted } from './focus.ts';
import { casesOr, seed } from './settings.ts';
import { judge } from './verdict.ts';

const CASES = casesOr(1500);

test(`${CASES} cases have DuckDB's rows (seed ${seed()})`, async t => {
  const duck = await startDuck();
  t.after(() => duck.close());
  /** How often, by what was not judged. */
  const skipped = new Map<string, number>();
  let unjudged = 0;
  let judged = 0;
  const property = fc.asyncProperty(cases(seed(), wanted()), async given => {
    const verdict = await judge(given, duck);
    if (verdict.kind === 'wrong') throw new Error(verdict.report);
    if (verdict.kind === 'later') skipped.set(verdict.what, (skipped.get(verdict.what) ?? 0) + 1);
    else if (verdict.kind === 'unjudged') {
      unjudged++;
      t.diagnostic(`DuckDB: ${verdict.message}`);
    } else judged++;
    fc.pre(verdict.kind === 'same');
  });
  try {
    await check(property, { runs: CASES, skips: 20 });
  } finally {
    for (const [what, times] of skipped) t.diagnostic(`not run yet: ${what}: ${times}`);
    t.diagnostic(`judged ${judged}, DuckDB could not say ${unjudged}`);
  }
  assert.ok(unjudged <= CASES / 50, `DuckDB answers nearly all: it could not say ${unjudged} times`);
});
