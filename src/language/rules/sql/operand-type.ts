/** Operands fit their operator: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const operandType = describeRule({
  id: 'sql/operand-type',
  severity: 'error',
  title: 'Operands fit their operator',
  why: "What stands beside the operator has no such operation: a text and a number cannot be added or compared. `||` joins texts, CAST makes a number of one. MySQL would read `'abc' + 1` as 1, which hides the slip.",
  bad: `${TRADES}SELECT ticker + volume AS label FROM trades;
`,
  good: `${TRADES}SELECT ticker || volume AS label FROM trades;
`,
});
