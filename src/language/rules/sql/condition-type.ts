/** A condition is BOOLEAN: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const conditionType = describeRule({
  id: 'sql/condition-type',
  severity: 'error',
  title: 'A condition is BOOLEAN',
  why: 'WHERE, HAVING, ON, FILTER and CASE WHEN keep a row or do not. A number or a text is neither true nor false; MySQL takes any number but 0 for true, which hides slips like `WHERE volume` for `WHERE volume > 0`.',
  bad: `${TRADES}SELECT ticker FROM trades WHERE volume;
`,
  good: `${TRADES}SELECT ticker FROM trades WHERE volume > 0;
`,
});
