/** What a query keeps fits into its pods: found where the rate is promised and the query says for how long rows are kept. */
import { describeRule } from '../define.ts';

export const stateMemory = describeRule({
  id: 'deploy/state-memory',
  severity: 'warning',
  title: 'Rows that are kept fit into the memory of the pods',
  why: 'A join keeps the rows of its bound, a frame or an ARRAY_AGG those of its window: records per second × seconds × some 200 bytes, spread over the pods. What does not fit into half of their memory is read from disk, many times slower.',
  bad: `-- @ferris:workload=realtime
-- @ferris:sla.throughput_rps=50000
-- @ferris:scaling.max_replicas=2
-- @ferris:resources.memory_gb=2
SELECT user_id, ARRAY_AGG(page) AS pages FROM visits GROUP BY user_id WINDOW TUMBLING(1h);
`,
  good: `-- @ferris:workload=realtime
-- @ferris:sla.throughput_rps=50000
-- @ferris:scaling.max_replicas=2
-- @ferris:resources.memory_gb=2
SELECT user_id, ARRAY_AGG(page) AS pages FROM visits GROUP BY user_id WINDOW TUMBLING(10s);
`,
});
