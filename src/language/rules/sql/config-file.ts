/** A configuration file can be read and is one: found while binding. */
import { describeRule } from '../define.ts';

export const configFile = describeRule({
  id: 'sql/config-file',
  severity: 'error',
  title: 'A configuration file is there, in the workspace, and can be read',
  why: 'What stands in a configuration file decides which topic is read and how: without it another topic would be read, or the same one by other rules. Files outside of the workspace are not read, so that SQL of others cannot reach what is none of its business.',
  bad: `CREATE STREAM s (a STRING) WITH ('config_file' = '/etc/orders.yaml');
SELECT a FROM s;
`,
  good: `CREATE STREAM s (a STRING) WITH ('config_file' = 'configs/orders.yaml');
SELECT a FROM s;
`,
});
