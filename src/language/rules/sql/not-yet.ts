/** What a statement asks for can be run: found by the compiler. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const notYet = describeRule({
  id: 'sql/not-yet',
  severity: 'info',
  title: 'What a statement asks for can be run',
  why: 'The language is read, typed and checked as a whole; some of it has no operator in this version. It is an error where the statement is to be run, and news where it is only written: `ferris-sql explain` shows what runs.',
  bad: `${TRADES}SELECT price FROM 'kafka://broker:9092/trades';
`,
  good: `${TRADES}SELECT price FROM trades;
`,
});
