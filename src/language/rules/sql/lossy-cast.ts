/** A column does not lose digits unasked: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const lossyCast = describeRule({
  id: 'sql/lossy-cast',
  severity: 'warning',
  title: 'A column does not lose digits unasked',
  why: 'The target holds fewer digits than what is inserted: values are rounded, or fail where they are too large. Flink does so silently. A CAST says that it is meant.',
  bad: `${TRADES}CREATE STREAM rounded (ticker STRING, price DECIMAL(6, 2));
INSERT INTO rounded SELECT ticker, price FROM trades;
`,
  good: `${TRADES}CREATE STREAM rounded (ticker STRING, price DECIMAL(6, 2));
INSERT INTO rounded SELECT ticker, CAST(price AS DECIMAL(6, 2)) AS price FROM trades;
`,
});
