/** What is done to whole results and cannot run yet: a UNION whose branches are not known to have the same columns. */
import type { BoundQuery } from '../../../language/names/bound.ts';
import type { LaterCheck } from './check.ts';

export const laterRows: LaterCheck = query => {
  const shape = shapeOf(query);
  return query.unions
    .filter(branch => shapeOf(branch.query) !== shape)
    .map(branch => ({
      span: branch.query.items[0]?.span ?? { start: 0, end: 0 },
      what: 'UNION of all columns of an undeclared stream and of named columns',
      help: 'name the columns in every branch',
    }));
};

/** Which of the columns stand for whole records. */
const shapeOf = ({ items }: BoundQuery): string => items.map(({ spread }) => (spread ? '*' : '.')).join('');
