/** Queries that use the row around them in a way that cannot be computed for all rows at once. */
import type { BoundInput, BoundQuery } from '../../../../language/names/bound.ts';
import { inputRefersOut, refersOut, usesOuter } from './refers-out.ts';
import { simplified, type Test } from './simplified.ts';

/** What stands in the way, as in "… cannot run yet"; undefined: nothing. */
export function refusedUse(written: BoundQuery, test: Test | undefined): string | undefined {
  const query = simplified(written, test);
  if (!refersOut(query)) return undefined;
  return refusedIn(query);
}

function refusedIn(query: BoundQuery): string | undefined {
  const { input } = query;
  if (inputRefersOut(input)) {
    if (input.kind !== 'query') return 'a query in a JOIN that uses the row around the query it stands in';
    const inside = simplified(input.query, undefined);
    const names = new Set(inside.items.map(item => (item.spread ? '' : item.name)));
    if (query.columns.some(column => column.leaf === input.leaf && !names.has(column.name)))
      return 'a query after FROM that uses the row around the query it stands in, and whose columns are not all named,';
    const refused = refusedIn(inside);
    if (refused) return refused;
  }
  // The elements of a value of the row around it, alone after FROM, are rows of that value.
  const inFrom = query.input.kind === 'unnest' ? undefined : refusedInput(query.input);
  if (inFrom) return inFrom;
  if (query.distinct && query.limit !== undefined) return 'DISTINCT with LIMIT for each row around a query';
  for (const { query: branch } of query.unions) {
    const refused = refusedIn(branch);
    if (refused) return refused;
  }
  return undefined;
}

/** Where FROM itself is another one for each row around. */
function refusedInput(input: BoundInput): string | undefined {
  switch (input.kind) {
    case 'join':
      if (input.condition && usesOuter(input.condition))
        return `the ON of a ${input.join} JOIN that uses the row around its query`;
      return refusedInput(input.left) ?? refusedInput(input.right);
    case 'unnest':
      return usesOuter(input.collection) ? 'UNNEST of a value of the row around its query' : undefined;
    case 'values':
      return input.rows.some(row => row.some(usesOuter)) ? 'VALUES of the row around their query' : undefined;
    default:
      return undefined;
  }
}
