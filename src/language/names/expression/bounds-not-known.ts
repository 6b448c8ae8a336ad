/** A window's bound where there is none yet, or no more than one: in WHERE, inside an aggregate, in a group key. */

import type { Span } from '../../text/span.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { fail } from './basics.ts';
import type { ExpressionContext } from './context.ts';

const REASONS = {
  'in WHERE': ['rows are put into windows after that', 'use HAVING'],
  'inside an aggregate': [
    'they are those of the whole group',
    'leave the aggregate out: the bounds are the same for every row of the group',
  ],
  'beside columns in GROUP BY': [
    'a row may be in several windows',
    'group by the columns alone: the bounds are part of every group, and what is selected may use both',
  ],
} as const;

export type BoundlessPlace = keyof typeof REASONS;

export function boundsNotKnown(where: BoundlessPlace, span: Span, context: ExpressionContext): TypedExpression {
  const [why, help] = REASONS[where];
  return fail(context, 'sql/window-bound', span, `the window's bounds are not known ${where}: ${why}`, help);
}
