/** Functions that are not in the table of functions as entries of it: those of the user, and those a program registers. */
import type { AggregateEntry, ScalarEntry } from '../../src/language/functions/define.ts';

const page = (name: string, doc: string) => ({
  name,
  aliases: [],
  signatures: [],
  returns: undefined,
  literals: {},
  doc,
  examples: [],
});

/** NULL when an argument is. @param doc one sentence that says where it comes from */
export const scalarEntry = (name: string, doc: string, evaluate: ScalarEntry['evaluate']): ScalarEntry => ({
  ...page(name, doc),
  kind: 'scalar',
  category: 'conditional',
  nulls: 'propagate',
  volatile: false,
  evaluate,
});

/** Rows with NULL for an argument are left out. @param doc one sentence that says where it comes from */
export const aggregateEntry = (
  name: string,
  doc: string,
  parts: Pick<AggregateEntry, 'init' | 'add' | 'result' | 'remove'>,
): AggregateEntry => ({
  ...page(name, doc),
  kind: 'aggregate',
  category: 'aggregate',
  skipsNulls: true,
  keeps: 'all',
  orderedSet: false,
  ...parts,
});
