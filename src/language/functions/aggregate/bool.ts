/** BOOL_AND and BOOL_OR: whether all, whether any. */
import { defineAggregate } from '../define.ts';

interface Verdict {
  /** NULL before the first row. */
  value: boolean | null;
}

export const boolAnd = defineAggregate<Verdict, readonly [boolean]>('BOOL_AND(condition BOOLEAN) → BOOLEAN', {
  aliases: ['EVERY'],
  doc: 'TRUE when every condition that is not NULL is true, else FALSE; NULL where there are none.',
  examples: [
    ['BOOL_AND(x) over x = TRUE, NULL, TRUE', 'TRUE'],
    ['BOOL_AND(x) over x = TRUE, FALSE', 'FALSE'],
    ['BOOL_AND(x) over x = NULL', 'NULL'],
  ],
  init: () => ({ value: null }),
  add: (state, [condition]) => {
    state.value = condition && state.value !== false;
    return state;
  },
  result: ({ value }) => value,
});

export const boolOr = defineAggregate<Verdict, readonly [boolean]>('BOOL_OR(condition BOOLEAN) → BOOLEAN', {
  doc: 'TRUE when any condition is true, FALSE when all that are not NULL are false; NULL where there are none.',
  examples: [
    ['BOOL_OR(x) over x = FALSE, NULL, TRUE', 'TRUE'],
    ['BOOL_OR(x) over x = FALSE, NULL', 'FALSE'],
    ['BOOL_OR(x) over x = NULL', 'NULL'],
  ],
  init: () => ({ value: null }),
  add: (state, [condition]) => {
    state.value = condition || state.value === true;
    return state;
  },
  result: ({ value }) => value,
});
