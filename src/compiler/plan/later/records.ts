/** HEADER and its kind where no operator has the record in hand, or where it would not be the same when a row is taken back. */
import type { BoundQuery, Later } from '../../../language/names/bound.ts';
import { operandsOf, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import { isRecordCall } from '../asks-record.ts';
import { isTableCall } from '../build/explode.ts';
import type { LaterCheck } from './check.ts';
import { inputsWithin } from './queries.ts';

export const laterRecords: LaterCheck = query => {
  const [places, others] = [placesOf(query), othersOf(query)];
  const keepsRecord =
    query.aggregation === undefined && query.input.kind !== 'match' && kindOfInput(query.input) !== 'changing';
  return [
    ...places.flatMap(one => callsIn(one, keepsRecord ? 'none' : 'reading')),
    ...others.flatMap(one => callsIn(one, 'all')),
  ];
};

/** Where the row and its record are at hand. */
const placesOf = ({ items, where, input }: BoundQuery): readonly TypedExpression[] => [
  ...items.map(({ expression }) => expression).filter(expression => !isTableCall(expression)),
  ...(where && !isOfSeveral(input.kind) ? [where] : []),
];

const othersOf = (query: BoundQuery): readonly TypedExpression[] => [
  ...inputsWithin(query.input).flatMap(input => (input.kind === 'join' && input.condition ? [input.condition] : [])),
  ...(query.where && isOfSeveral(query.input.kind) ? [query.where] : []),
  ...(query.window?.time ? [query.window.time] : []),
  ...(query.aggregation?.keys ?? []).map(key => key.expression),
  ...(query.aggregation?.calls ?? []).flatMap(call => [
    ...call.args,
    ...(call.filter ? [call.filter] : []),
    ...(call.orderBy ?? []).map(key => key.expression),
  ]),
  ...(query.having ? [query.having] : []),
  ...query.items.map(({ expression }) => expression).filter(isTableCall),
  ...query.orderBy.map(key => key.expression),
];

const isOfSeveral = (kind: BoundQuery['input']['kind']): boolean => kind === 'join' || kind === 'match';

/** What is refused: nothing, what reads headers, or all of them. Over rows that OVER has seen nothing of the record is known. */
function callsIn(expression: TypedExpression, refused: 'none' | 'reading' | 'all'): readonly Later[] {
  const within = expression.op === 'over' ? 'all' : refused;
  const inner = operandsOf(expression).flatMap(operand => callsIn(operand, within));
  if (expression.op !== 'call' || !isRecordCall(expression) || expression.name === 'CURRENT_REGION') return inner;
  if (refused === 'none' || (refused === 'reading' && expression.name === 'SET_HEADER')) return inner;
  const { span, name } = expression;
  return [
    {
      span,
      what:
        refused === 'all'
          ? `${name} outside of the select list and of WHERE over one stream`
          : `${name} of rows that change or are made of several`,
      help: `write it in a query of its own over the stream: FROM (SELECT *, ${name}(…) AS h FROM …)`,
    },
    ...inner,
  ];
}
