/** Values that stand for one another have one type: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const caseTypes = describeRule({
  id: 'sql/case-types',
  severity: 'error',
  title: 'Values that stand for one another have one type',
  why: 'The branches of a CASE, the elements of an ARRAY and the rows of VALUES give one column, which has one type. Numbers meet in the wider type; a number and a text do not meet. Flink refuses it too, MySQL makes a text of both.',
  bad: `${TRADES}SELECT CASE WHEN volume > 100 THEN volume ELSE ticker END AS size FROM trades;
`,
  good: `${TRADES}SELECT CASE WHEN volume > 100 THEN CAST(volume AS STRING) ELSE ticker END AS size FROM trades;
`,
});
