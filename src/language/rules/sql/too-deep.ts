/** An expression is not nested without end: found while reading a statement and while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

/** More operators in one chain than are followed. */
const chain = `${'price + '.repeat(1001)}price`;

export const tooDeep = describeRule({
  id: 'sql/too-deep',
  severity: 'error',
  title: 'An expression is not nested without end',
  why: 'Brackets, CASE and queries in one another, and chains of operators, are followed step by step. Past a depth that no one writes by hand, following them would need more memory than a program has. A CTE takes an inner part out.',
  bad: `${TRADES}SELECT ${chain} AS much FROM trades;\n`,
  good: `${TRADES}SELECT price * 1002 AS much FROM trades;\n`,
});
