/** A property has a value that it can take: found while binding. */
import { describeRule } from '../define.ts';

export const propertyValue = describeRule({
  id: 'sql/property-value',
  severity: 'error',
  title: 'A property has a value that it can take',
  why: 'The value is none of those the property knows, or no number, duration or yes and no where one is wanted. Kafka itself would refuse it when the job starts, or, worse, take its default.',
  bad: `CREATE STREAM s (a STRING) WITH ('topic' = 's', 'value.format' = 'jsn');
SELECT a FROM s;
`,
  good: `CREATE STREAM s (a STRING) WITH ('topic' = 's', 'value.format' = 'json');
SELECT a FROM s;
`,
});
