/** A window has a kind and lengths that fit it: found while binding. */
import { describeRule } from '../define.ts';
import { TRADES } from './examples.ts';

export const window = describeRule({
  id: 'sql/window',
  severity: 'error',
  title: 'A window has a kind and lengths that fit it',
  why: 'TUMBLING takes a size, SLIDING (or HOPPING) a size and an advance, SESSION a gap, CUMULATE a step and a size of whole steps. Lengths are longer than zero, and a query has one window.',
  bad: `${TRADES}SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(0s);
`,
  good: `${TRADES}SELECT COUNT(*) AS n FROM trades WINDOW TUMBLING(1s);
`,
});
