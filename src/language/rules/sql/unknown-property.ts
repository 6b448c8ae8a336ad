/** A property is one that there is: found while binding. */
import { describeRule } from '../define.ts';

export const unknownProperty = describeRule({
  id: 'sql/unknown-property',
  severity: 'warning',
  title: 'A property is one that there is',
  why: 'An unknown key is passed over, so what it was meant to set keeps its default: a slip in `topic` reads another topic. Where the key belongs to Flink, ksqlDB or Spark, the message says what does the same here.',
  bad: `CREATE STREAM s (a STRING) WITH ('topik' = 'x');
SELECT a FROM s;
`,
  good: `CREATE STREAM s (a STRING) WITH ('topic' = 'x');
SELECT a FROM s;
`,
});
