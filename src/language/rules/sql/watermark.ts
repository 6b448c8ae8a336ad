/** A watermark is a column less a bound: found while binding. */
import { describeRule } from '../define.ts';

export const watermark = describeRule({
  id: 'sql/watermark',
  severity: 'error',
  title: 'A watermark is a column less a bound',
  why: "`WATERMARK FOR ts AS ts - INTERVAL '5' SECOND` names the event time and how far rows may be out of order. A relation has one event time, and its watermark never runs ahead of it.",
  bad: `CREATE STREAM s (ts TIMESTAMP, WATERMARK FOR ts AS ts + INTERVAL '5' SECOND);
SELECT ts FROM s;
`,
  good: `CREATE STREAM s (ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
SELECT ts FROM s;
`,
});
