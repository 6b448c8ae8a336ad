/** A function of your own is written in JavaScript: found while binding. */
import { describeRule } from '../define.ts';

export const functionLanguage = describeRule({
  id: 'sql/function-language',
  severity: 'error',
  title: 'A function of your own is written in JavaScript',
  why: 'Its body runs in the process of the operators: JavaScript is the one language that can be read and isolated there.',
  bad: `CREATE FUNCTION twice(x DOUBLE) RETURNS DOUBLE LANGUAGE python AS $$ return x * 2 $$;
`,
  good: `CREATE FUNCTION twice(x DOUBLE) RETURNS DOUBLE LANGUAGE javascript AS $$ return x * 2; $$;
`,
});
