/** A deployment strategy is one that there is: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const strategy = describeRule({
  id: 'sql/strategy',
  severity: 'error',
  title: 'A deployment strategy is one that there is',
  why: 'BLUE_GREEN, CANARY(percent), ROLLING and REPLACE say how the new version takes over from the old one. CANARY alone takes a percentage, from 1 to 100.',
  bad: `${TRADES}DEPLOY JOB dear VERSION '2' AS SELECT ticker FROM trades WHERE price > 100 STRATEGY CANARY(200);
`,
  good: `${TRADES}DEPLOY JOB dear VERSION '2' AS SELECT ticker FROM trades WHERE price > 100 STRATEGY CANARY(20);
`,
});
