/** The text of a function of your own can be called: parts of an aggregate are found while binding, syntax when it is planned. */
import { describeRule } from '../define.ts';

export const functionBody = describeRule({
  id: 'sql/function-body',
  severity: 'error',
  title: 'The JavaScript of a function can be called',
  why: 'An aggregate is written as functions that begin a state (`init`), take a row into it (`add`) and tell its `result`; without one of them, or with JavaScript that cannot be read, no row could ever be computed.',
  bad: `CREATE AGGREGATE FUNCTION longest(x STRING) RETURNS STRING LANGUAGE javascript AS $$
  function init() { return ''; }
  function add(state, x) { return x.length > state.length ? x : state; }
$$;
`,
  good: `CREATE AGGREGATE FUNCTION longest(x STRING) RETURNS STRING LANGUAGE javascript AS $$
  function init() { return ''; }
  function add(state, x) { return x.length > state.length ? x : state; }
  function result(state) { return state; }
$$;
`,
});
