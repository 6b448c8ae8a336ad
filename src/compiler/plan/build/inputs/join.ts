/** A join: of two relations, or of a relation with the elements of its own collections. */

import type { InputBuilder } from '../input.ts';
import { buildInput } from '../inputs.ts';
import { unnested } from './unnest.ts';

export const join: InputBuilder<'join'> = (input, query, context) => {
  const { left, right, join: kind, condition } = input;
  if (right.kind === 'unnest')
    return unnested(buildInput(left, query, context), right, query, { condition, outer: kind === 'LEFT' });
  throw new Error('a JOIN has no operator');
};
