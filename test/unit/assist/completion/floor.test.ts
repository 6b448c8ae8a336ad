/**
 * Words hidden in the committed files are found again as often as they were when this was written, less some. These files
 * are among those the priors were learnt from, so this guards and proves nothing; figures of files that were not are in
 * test/completion/README.md.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { measure, merged, type Tally, textsIn } from '../../../completion/measure.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const files = ['examples', 'test/cases/meaning', 'test/cases/format'].map(one => path.join(root, one));

test('hidden words are among the first proposals', () => {
  const tallies = merged([measure(textsIn(files), { typed: 0, cut: false, every: 23 })]);
  const sum: Tally = { asked: 0, first: 0, three: 0, ten: 0, never: 0 };
  for (const one of tallies.values()) for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += one[key];
  assert.ok(sum.asked > 250, `${sum.asked} words`);
  const share = (n: number): number => (100 * n) / sum.asked;
  const said = `${share(sum.first).toFixed(1)} / ${share(sum.three).toFixed(1)} / ${share(sum.ten).toFixed(1)} %`;
  assert.ok(share(sum.first) >= 68 && share(sum.three) >= 82 && share(sum.ten) >= 90, said);
});
