/** Ways of putting out that cannot run yet. */
import type { LaterCheck } from './check.ts';

export const laterEmit: LaterCheck = ({ emit, aggregation }) =>
  emit?.mode === 'EVERY' && !aggregation
    ? [{ span: emit.span, what: 'EMIT EVERY without GROUP BY or an aggregate', help: 'EMIT CHANGES runs' }]
    : [];
