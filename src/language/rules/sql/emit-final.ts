/** EMIT FINAL has an end to wait for: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const emitFinal = describeRule({
  id: 'sql/emit-final',
  severity: 'error',
  title: 'EMIT FINAL has an end to wait for',
  why: 'FINAL puts out a group once nothing can change it any more. With a WINDOW that is when the watermark has passed its end; without one, a stream never comes to that point and nothing would ever be written. ksqlDB refuses it as well; Flink writes changes instead.',
  bad: `${TRADES}CREATE TABLE counts AS SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker EMIT FINAL WITH ('state.ttl' = '1d');
`,
  good: `${TRADES}CREATE TABLE counts AS SELECT ticker, COUNT(*) AS n FROM trades GROUP BY ticker EMIT CHANGES WITH ('state.ttl' = '1d');
`,
});
