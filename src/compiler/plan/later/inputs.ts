/** What may stand after FROM and cannot be read yet. One line a kind of input. */
import type { BoundInput, Later } from '../../../language/names/bound.ts';
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
  relation({ relation, span }) {
    const help = 'declare it by CREATE STREAM and name that';
    return relation.origin.kind === 'uri' && !relation.file ? [{ span, what: 'a URI after FROM', help }] : [];
  },
  query: none,
  values: none,
  unnest: none,
  match: none,
  // What a join cannot be is an error: sql/table-join.
  join: none,
};
