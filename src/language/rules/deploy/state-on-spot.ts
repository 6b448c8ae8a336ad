/** State survives the loss of its node: found while a deployment is made. */
import { describeRule } from '../define.ts';

export const stateOnSpot = describeRule({
  id: 'deploy/state-on-spot',
  severity: 'error',
  title: 'State on spot nodes has a changelog',
  why: 'Spot nodes are taken away at short notice. Groups, windows and joins that are kept nowhere else go with them, and results are wrong from then on. With a changelog (`state.changelog`, on unless it is switched off) the next pod restores them.',
  bad: `-- @ferris:workload=reporting
-- @ferris:cost.spot_instances=enabled
CREATE TABLE totals WITH ('state.changelog' = 'false') AS SELECT symbol, COUNT(*) AS trades FROM trades GROUP BY symbol;
`,
  good: `-- @ferris:workload=reporting
-- @ferris:cost.spot_instances=enabled
CREATE TABLE totals AS SELECT symbol, COUNT(*) AS trades FROM trades GROUP BY symbol;
`,
});
