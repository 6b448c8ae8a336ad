/** No more pods than partitions: found where a source says how many its topic has. */
import { describeRule } from '../define.ts';

export const idleReplicas = describeRule({
  id: 'deploy/idle-replicas',
  severity: 'warning',
  title: 'There are no more pods than partitions',
  why: 'A partition is read by one pod of the consumer group. More pods than the topic has partitions stand idle and cost as much as the others.',
  bad: `-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=12

CREATE STREAM trades (symbol STRING) WITH ('topic' = 'trades', 'partitions' = '6');
SELECT symbol FROM trades;
`,
  good: `-- @ferris:workload=trading
-- @ferris:scaling.max_replicas=6

CREATE STREAM trades (symbol STRING) WITH ('topic' = 'trades', 'partitions' = '6');
SELECT symbol FROM trades;
`,
});
