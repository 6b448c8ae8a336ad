/** What DROP names exists as a kind of thing: found while binding. */
import { describeRule } from '../define.ts';

export const drop = describeRule({
  id: 'sql/drop',
  severity: 'error',
  title: 'What DROP names exists as a kind of thing',
  why: 'DROP takes away streams, tables, views, functions and jobs. A slip in that word would leave everything as it is.',
  bad: `DROP STEAM trades;
`,
  good: `DROP STREAM trades;
`,
});
