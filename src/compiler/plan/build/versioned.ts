/** Which statements write tables that others look at as of the times of a stream's rows. */
import type { BoundInput, BoundQuery, BoundWrite } from '../../../language/names/bound.ts';
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import { joinsOf, queriesOf } from '../../../language/rules/sql/walk.ts';

/** In the order of the file: those before make what those after read. */
export function lookedAtInTime(writes: readonly BoundWrite[]): ReadonlySet<BoundWrite> {
  const names = new Set<string>();
  const found = new Set<BoundWrite>();
  for (const write of writes.toReversed()) {
    if (names.has(write.target)) {
      found.add(write);
      for (const name of tablesIn(write.query)) names.add(name);
    }
    for (const { query } of queriesOf(write))
      for (const { left, right } of joinsOf(query.input)) {
        const [first, second] = [kindOfInput(left), kindOfInput(right)];
        if (first === 'stream' && second === 'changing') for (const name of tablesOf(right)) names.add(name);
        if (second === 'stream' && first === 'changing') for (const name of tablesOf(left)) names.add(name);
      }
  }
  return found;
}

/** The tables that are read here, if statements write them. */
function tablesOf(input: BoundInput): readonly string[] {
  switch (input.kind) {
    case 'relation':
      return input.relation.kind === 'table' ? [input.relation.name] : [];
    case 'query':
      return tablesIn(input.query);
    case 'match':
      return tablesOf(input.input);
    case 'join':
      return [...tablesOf(input.left), ...tablesOf(input.right)];
    default:
      return [];
  }
}

const tablesIn = (query: BoundQuery): readonly string[] =>
  [query, ...query.unions.map(union => union.query)].flatMap(({ input }) => tablesOf(input));
