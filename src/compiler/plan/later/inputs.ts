/** What may stand after FROM and cannot be read yet. One line a kind of input. */
import type { BoundInput, Later } from '../../../language/names/bound.ts';
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import type { LaterCheck } from './check.ts';
import { inputsWithin } from './queries.ts';

export const laterInputs: LaterCheck = ({ input }) =>
  inputsWithin(input).flatMap(one => (table[one.kind] as (input: BoundInput) => readonly Later[])(one));

const none = (): readonly Later[] => [];

type Table = {
  readonly [Kind in BoundInput['kind']]: (input: Extract<BoundInput, { kind: Kind }>) => readonly Later[];
};

const table: Table = {
  'one-row': none,
  relation({ relation, asOf, span }) {
    const help = 'declare it by CREATE STREAM and name that';
    if (relation.origin.kind === 'uri') return [{ span, what: 'a URI after FROM', help }];
    return asOf ? [{ span, what: 'FOR SYSTEM_TIME AS OF' }] : [];
  },
  query: none,
  values: none,
  unnest: none,
  match: none,
  join({ span, join, left, right }) {
    if (right.kind === 'unnest')
      return join === 'RIGHT' || join === 'FULL' ? [{ span, what: `${join} JOIN UNNEST` }] : [];
    // See queries-in-from.ts.
    if (right.kind === 'query' && right.captured) return [];
    if ([left, right].every(side => kindOfInput(side) !== 'changing')) return [];
    return [{ span, what: 'a JOIN with a table', help: 'joins of streams run' }];
  },
};
