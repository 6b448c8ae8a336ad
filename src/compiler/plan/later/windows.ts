/** Windows that cannot run yet. */
import type { LaterCheck } from './check.ts';

export const laterWindows: LaterCheck = ({ window, aggregation }) =>
  window?.window.kind === 'session' && !aggregation
    ? [{ span: window.span, what: 'SESSION without any aggregate', help: 'GROUP BY a key and COUNT(*)' }]
    : [];
