/** Relations of one file that cannot be read in it yet, because of who writes them. */
import type { Statement } from '../../../language/analyze.ts';
import type { BoundQuery, Later } from '../../../language/names/bound.ts';
import { inputsWithin } from './queries.ts';

/** How many statements write a relation, by its name in lower case. */
export type Writers = ReadonlyMap<string, number>;

export function writersOf(statements: readonly Statement[]): Writers {
  const writers = new Map<string, number>();
  for (const { bound } of statements)
    if (bound?.kind === 'query') {
      const name = bound.target.toLowerCase();
      writers.set(name, (writers.get(name) ?? 0) + 1);
    }
  return writers;
}

export const laterWriters = ({ input }: BoundQuery, writers: Writers): readonly Later[] =>
  inputsWithin(input).flatMap(one => {
    if (one.kind !== 'relation' || (writers.get(one.relation.name.toLowerCase()) ?? 0) <= 1) return [];
    return [
      {
        span: one.span,
        what: `reading '${one.relation.name}', which several statements write,`,
        help: 'read it in a file of its own, from its topic',
      },
    ];
  });
