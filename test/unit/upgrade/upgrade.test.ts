/**
 * A job that was stopped under a version before goes on under this one as if it had always been this one, or says why not. What
 * those versions left is in `kept`, one file each, made by `keep.ts`.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { VERSION } from '../../../runtime/state/entries/tags.ts';
import { layoutLines } from '../../../src/compiler/plan/layout.ts';
import { jobs, type UpgradedJob } from './jobs.ts';
import { goneOnFrom, type LeftBehind, leftBehindBy, planOf } from './stopped.ts';

const folder = path.join(import.meta.dirname, 'kept');

/** Jobs whose state of a version cannot be gone on with, by the name of its file: how that is said. */
const REFUSED: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  // Of the hour before groups became entries of their own; nothing was published with it.
  'f547f1a.jsonl': Object.fromEntries(
    ['sums', 'decimals', 'tumbling', 'hopping'].map(name => [
      name,
      /the state has an entry of operator 0\.2, which the plan has not: it was kept by another version .* --group-id/,
    ]),
  ),
};

const ofThisVersion = new Map<UpgradedJob, Promise<readonly string[]>>();
function expected(job: UpgradedJob): Promise<readonly string[]> {
  const found = ofThisVersion.get(job) ?? leftBehindBy(job).then(left => goneOnFrom(job, left));
  ofThisVersion.set(job, found);
  return found;
}

for (const file of fs.readdirSync(folder).sort())
  test(`what ${file} has left is gone on with, or refused in words`, async () => {
    const lines = fs.readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
    const all = lines.map(line => JSON.parse(line) as LeftBehind);
    assert.deepEqual(
      all.map(({ name }) => name),
      jobs.map(({ name }) => name),
    );
    for (const left of all) {
      const job = jobs.find(({ name }) => name === left.name)!;
      assert.ok(Object.keys(left.changelogs).length > 0, job.name);
      // Else the state would be called that of another query.
      assert.deepEqual(layoutLines(planOf(job)), layoutLines(left.plan), job.name);
      const refused = REFUSED[file]?.[job.name];
      // By its SQL, which this version plans, and by the plan that the version before has written.
      for (const plan of [planOf(job), left.plan])
        if (refused) await assert.rejects(goneOnFrom(job, left, { plan }), refused, job.name);
        else assert.deepEqual(await goneOnFrom(job, left, { plan }), await expected(job), job.name);
    }
  });

test('what goes on is not what would begin anew', async () => {
  for (const job of jobs) {
    const left = await leftBehindBy(job);
    const anew = await goneOnFrom(job, { ...left, changelogs: {}, offsets: { job: left.offsets.job! } });
    // Rows of a table that nothing was written to since say nothing.
    if (job.name !== 'distinct') assert.notDeepEqual(anew, await expected(job), job.name);
  }
});

test('state of a form to come is refused, and dropped where that is asked for', async () => {
  const job = jobs.find(({ name }) => name === 'sums')!;
  const left = await leftBehindBy(job);
  const raised = (value: string | null): string | null => {
    const bytes = Buffer.from(value ?? '', 'base64');
    if (bytes[0] === VERSION) bytes[0] = VERSION + 1;
    return value === null ? null : bytes.toString('base64');
  };
  const changelogs = Object.fromEntries(
    Object.entries(left.changelogs).map(([topic, records]) => [
      topic,
      records.map(([key, value]) => [key, raised(value)] as const),
    ]),
  );
  await assert.rejects(
    goneOnFrom(job, { ...left, changelogs }),
    /the state is of form 2, and this version of ferris-sql reads form 1: .* --group-id, or with --reset-state/,
  );
  const rows = await goneOnFrom(job, { ...left, changelogs }, { resetState: true });
  assert.equal(rows.length, (await expected(job)).length);
  assert.notDeepEqual(rows, await expected(job));
});
