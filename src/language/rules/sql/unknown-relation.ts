/** A stream or table is one that there is: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const unknownRelation = describeRule({
  id: 'sql/unknown-relation',
  severity: 'error',
  title: 'A stream or table is one that there is',
  why: 'In a file that declares its sources, a name behind FROM that none of the workspace declares is a misspelling far more often than a topic. In a file that declares none, it is a schema-less stream of the topic of that name.',
  bad: `${TRADES}SELECT ticker FROM trade;
`,
  good: `${TRADES}SELECT ticker FROM trades;
`,
});
