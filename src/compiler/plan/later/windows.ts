/** Windows that cannot run yet. */
import type { Later } from '../../../language/names/bound.ts';
import type { LaterCheck } from './check.ts';

export const laterWindows: LaterCheck = ({ window, aggregation }) => {
  if (!window) return [];
  const found: Later[] = [];
  const { kind } = window.window;
  if (kind !== 'tumbling') found.push({ span: window.span, what: `a ${kind} window`, help: 'WINDOW TUMBLING(…) runs' });
  else if (window.window.offsetMs) found.push({ span: window.span, what: 'a window with an offset' });
  if (window.time) found.push({ span: window.span, what: 'a window over an expression', help: 'name a column' });
  if (!aggregation) found.push({ span: window.span, what: 'a WINDOW without any aggregate' });
  return found;
};
