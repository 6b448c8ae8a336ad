/** A type is one that there is: found while binding. */
import { describeRule } from '../define.ts';

export const unknownType = describeRule({
  id: 'sql/unknown-type',
  severity: 'error',
  title: 'A type is one that there is',
  why: 'BOOLEAN, BIGINT, DOUBLE, DECIMAL, STRING, BYTES, DATE, TIME, TIMESTAMP, INTERVAL, ARRAY, MAP, STRUCT and JSON, and the usual other words for them, are the types.',
  bad: `CREATE STREAM s (a STRNG);
SELECT a FROM s;
`,
  good: `CREATE STREAM s (a STRING);
SELECT a FROM s;
`,
});
