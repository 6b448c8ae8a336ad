/** Gives values that stand for one another (branches of CASE, elements, rows of VALUES) one type. */

import { commonType } from '../../types/coerce.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { ANY, NULL_TYPE, typeText } from '../../types/sql-type.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { coerced, fail, isUnknown } from './basics.ts';
import type { ExpressionContext } from './context.ts';
import { isText, readAs } from './neighbour.ts';

export interface InCommon {
  readonly type: SqlType;
  /** The values, cast to it. */
  readonly values: readonly TypedExpression[];
}

/**
 * String literals are read as the others; reports the first value that has no type in common with those before it.
 * @param what as in `branch`
 */
export function inCommon(values: readonly TypedExpression[], what: string, context: ExpressionContext): InCommon {
  let typed: SqlType | undefined = NULL_TYPE;
  for (const value of values) if (!isText(value)) typed = typed && commonType(typed, value.type);
  const read = typed === undefined ? values : values.map(value => readAs(value, typed) ?? value);
  let type: SqlType = NULL_TYPE;
  for (const value of read) {
    const next = commonType(type, value.type);
    if (!next) {
      if (!read.some(isUnknown))
        fail(
          context,
          'sql/case-types',
          value.span,
          `this ${what} is ${typeText(value.type)}, the others are ${typeText(type)}`,
          'CAST them to one type',
        );
      return { type: ANY, values: read };
    }
    type = next;
  }
  return { type, values: read.map(value => coerced(value, type)) };
}
