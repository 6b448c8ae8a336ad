/** Hints for everything that an instance runs: for each job, or for the instance where its SQL is not known. */
import { hintBlock, hintedSql } from '../../../src/compiler/deploy/current/hinted-sql.ts';
import type { Job } from '../../../src/compiler/deploy/current/jobs.ts';
import { type Proposal, proposeHints } from '../../../src/compiler/deploy/current/propose.ts';
import type { CurrentInstance } from './load.ts';

export interface Proposed {
  readonly job: Job | undefined;
  readonly proposals: readonly Proposal[];
}

export function proposedFor({ settings, sql }: CurrentInstance): readonly Proposed[] {
  const jobs = sql.flatMap(one => one.jobs);
  const instance = { settings, jobs: jobs.length };
  return jobs.length === 0
    ? [{ job: undefined, proposals: proposeHints(instance, undefined) }]
    : jobs.map(job => ({ job, proposals: proposeHints(instance, job) }));
}

/** Its SQL files with the hints above their statements, by name; without SQL the hints alone. */
export function proposedSql({ sql }: CurrentInstance, proposed: readonly Proposed[]): ReadonlyMap<string, string> {
  if (sql.length === 0) return new Map([['hints.sql', proposed.map(one => hintBlock(one.proposals)).join('')]]);
  return new Map(
    sql.map(({ name, text, jobs }) => {
      const own = proposed.filter(({ job }) => job !== undefined && jobs.includes(job));
      return [
        name,
        hintedSql(
          text,
          own.map(({ job, proposals }) => ({ at: job!.span.start, proposals })),
        ),
      ];
    }),
  );
}
