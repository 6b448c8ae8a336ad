/** SHOW asks for what can be shown: found while binding. */
import { describeRule } from '../define.ts';

export const show = describeRule({
  id: 'sql/show',
  severity: 'error',
  title: 'SHOW asks for what can be shown',
  why: 'There are STREAMS, TABLES, TOPICS, FUNCTIONS, JOBS, STATUS, VERSIONS, METRICS, SCHEMA, PROPERTIES and PARTITIONS; some of them need a name.',
  bad: `SHOW STREEMS;
`,
  good: `SHOW STREAMS;
`,
});
