/** A deployment fits its budget: found when it is priced. */
import { describeRule } from '../define.ts';

export const overBudget = describeRule({
  id: 'deploy/over-budget',
  severity: 'error',
  title: 'A deployment fits its budget',
  why: 'Where even the fewest pods cost more than `cost.max_hourly_cost`, the budget cannot be kept. Where only the most pods do, it is a warning: the autoscaler may go beyond the budget under load.',
  bad: `-- @ferris:workload=trading
-- @ferris:cost.max_hourly_cost=0.01
SELECT symbol FROM trades;
`,
  good: `-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=4
-- @ferris:cost.max_hourly_cost=5
SELECT symbol FROM trades;
`,
});
