/** Ways of putting out that cannot run yet. */
import type { LaterCheck } from './check.ts';

export const laterEmit: LaterCheck = ({ emit }) =>
  emit?.mode === 'EVERY' ? [{ span: emit.span, what: 'EMIT EVERY', help: 'EMIT CHANGES and EMIT FINAL run' }] : [];
