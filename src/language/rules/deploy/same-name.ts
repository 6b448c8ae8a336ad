/** Deployments of one file have names of their own: found while they are made. */
import { describeRule } from '../define.ts';

export const sameName = describeRule({
  id: 'deploy/same-name',
  severity: 'error',
  title: 'Deployments of one file have names of their own',
  why: 'Statements with different hints are deployed apart, each under the name of its job, else of the file and what it writes. Two bare SELECTs have neither: the second one would overwrite the first one in the cluster.',
  bad: `-- @ferris:workload=trading
SELECT symbol FROM trades;
-- @ferris:workload=analytics
SELECT price FROM trades;
`,
  good: `-- @ferris:workload=trading
-- @ferris:container.name=symbols
SELECT symbol FROM trades;
-- @ferris:workload=analytics
-- @ferris:container.name=prices
SELECT price FROM trades;
`,
});
