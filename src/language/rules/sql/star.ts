/** `*` stands for the columns of FROM: found while binding. */
import { describeRule } from '../define.ts';

export const star = describeRule({
  id: 'sql/star',
  severity: 'error',
  title: '`*` stands for the columns of FROM',
  why: 'Without FROM there are no columns that it could stand for.',
  bad: `SELECT *;
`,
  good: `SELECT 1 AS one;
`,
});
