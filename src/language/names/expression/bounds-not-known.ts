/** A window's bound where there is none yet, or no more than one: in WHERE, inside an aggregate. */

import type { Span } from '../../text/span.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail } from './basics.ts';
import type { ExpressionContext } from './context.ts';

/** `where`: as in `in WHERE`. */
export const boundsNotKnown = (where: string, span: Span, context: ExpressionContext): TypedExpression =>
  where === 'in WHERE'
    ? fail(
        context,
        'sql/window-bound',
        span,
        `the window's bounds are not known ${where}: rows are put into windows after that`,
        'use HAVING',
      )
    : fail(
        context,
        'sql/window-bound',
        span,
        `the window's bounds are not known ${where}: they are those of the whole group`,
        'leave the aggregate out: the bounds are the same for every row of the group',
      );
