/** An event time is a time: found while binding. */
import { describeRule } from '../define.ts';

export const timeType = describeRule({
  id: 'sql/time-type',
  severity: 'error',
  title: 'An event time is a time',
  why: 'A TIMESTAMP, epoch milliseconds (BIGINT) or a text in ISO 8601 says when something happened; a DOUBLE has lost digits of it, and a BOOLEAN never had any. A number in a TIMESTAMP column is milliseconds: epoch seconds are declared as BIGINT, with `event.time.format`.',
  bad: `CREATE STREAM clicks (page STRING, seen BOOLEAN, WATERMARK FOR seen AS seen);
SELECT page FROM clicks;
`,
  good: `CREATE STREAM clicks (page STRING, seen TIMESTAMP, WATERMARK FOR seen AS seen);
SELECT page FROM clicks;
`,
});
