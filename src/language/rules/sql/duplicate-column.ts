/** Columns of one relation have different names: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const duplicateColumn = describeRule({
  id: 'sql/duplicate-column',
  severity: 'error',
  title: 'Columns of one relation have different names',
  why: 'A record is written by the names of its columns, so the second of two would overwrite the first. Under `*` names that collide become `alias_column` by themselves.',
  bad: `${TRADES}SELECT price, volume AS price FROM trades;
`,
  good: `${TRADES}SELECT price, volume FROM trades;
`,
});
