/** Windows that cannot run yet. */
import { contains, type TypedExpression } from '../../../language/names/typed-expression.ts';
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import type { LaterCheck } from './check.ts';

export const laterWindows: LaterCheck = ({ window, aggregation, input, items }) => {
  if (!window) return [];
  const { late } = window.window;
  const { span } = window;
  if (late?.strategy === 'include_in_next_window' && kindOfInput(input) === 'changing')
    return [
      { span, what: 'include_in_next_window for rows that change', help: 'drop, dead_letter and update_previous run' },
    ];
  if (
    late?.strategy === 'update_previous' &&
    !aggregation &&
    items.some(({ expression }) => contains(expression, isOver))
  )
    return [{ span, what: 'update_previous for OVER within a window', help: 'give the window a GRACE' }];
  return [];
};

const isOver = ({ op }: TypedExpression): boolean => op === 'over';
