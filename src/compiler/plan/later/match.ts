/** MATCH_RECOGNIZE whose matches would only be certain at the end of an input that has none. */
import type { BoundInput, BoundQuery, Later } from '../../../language/names/bound.ts';
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import { innerQuery, isAlongTime } from '../build/inputs/match-order.ts';
import { inputsWithin } from './queries.ts';

type Match = Extract<BoundInput, { readonly kind: 'match' }>;

const matchesOf = ({ input }: BoundQuery): readonly Match[] =>
  inputsWithin(input).filter((one): one is Match => one.kind === 'match');

/** Of queries of statements that run on for ever. */
export const laterMatch = (queries: readonly BoundQuery[]): readonly Later[] =>
  queries.flatMap(query =>
    matchesOf(query).flatMap((one): readonly Later[] => {
      const { span } = one;
      if (kindOfInput(one.input) === 'changing')
        return [
          {
            span,
            what: 'MATCH_RECOGNIZE over rows that later ones replace',
            help: 'read a STREAM, or run it bounded by ferris-sql execute',
          },
        ];
      return isAlongTime(one.match, innerQuery(one, query, one.match.columns), false)
        ? []
        : [
            {
              span,
              what: 'MATCH_RECOGNIZE on an endless input, not along its event time',
              help: 'ORDER BY the event time first, or run it bounded by ferris-sql execute',
            },
          ];
    }),
  );
