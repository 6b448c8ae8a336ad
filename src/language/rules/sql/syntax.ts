/** A statement is one of the language: found while reading a statement. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const syntax = describeRule({
  id: 'sql/syntax',
  severity: 'error',
  title: 'A statement is one of the language',
  why: 'The statement stops making sense at this place. What comes behind it in the same statement is not looked at; all other statements of the file are.',
  bad: `${TRADES}SELECT ticker FORM trades;
`,
  good: `${TRADES}SELECT ticker FROM trades;
`,
});
