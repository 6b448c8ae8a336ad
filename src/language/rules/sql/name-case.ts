/** A name is written as it is declared: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const nameCase = describeRule({
  id: 'sql/name-case',
  severity: 'info',
  title: 'A name is written as it is declared',
  why: 'A name that fits exactly is taken first, then one that differs in case alone. The second stops working as soon as another column of that spelling is added, and the fields of JSON and Avro are not taken for one another by other programs.',
  bad: `${TRADES}SELECT Ticker FROM trades;
`,
  good: `${TRADES}SELECT ticker FROM trades;
`,
});
