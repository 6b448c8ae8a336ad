/** Pods have a disk of their own: files that a query reads or writes are not those of the machine that deploys it. */
import { describeRule } from '../define.ts';

export const localFiles = describeRule({
  id: 'deploy/local-files',
  severity: 'warning',
  title: 'Files of a query are where its pods are',
  why: 'A path is one on the disk of the pod that runs the query: files of the machine that deploys it are not there, and what is written to the disk of a pod is gone with the pod. A volume can be mounted that has them; rows between jobs belong into topics.',
  bad: `-- @ferris:workload=trading

CREATE STREAM trades (symbol STRING) WITH ('type' = 'file_source', 'path' = 'data/trades.csv');
CREATE STREAM symbols AS SELECT symbol FROM trades;
`,
  good: `-- @ferris:workload=trading

CREATE STREAM trades (symbol STRING) WITH ('topic' = 'trades');
CREATE STREAM symbols AS SELECT symbol FROM trades;
`,
});
