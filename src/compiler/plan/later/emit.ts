/** Ways of putting out that cannot run yet. */
import { kindOfInput } from '../../../language/rules/sql/result-kind.ts';
import type { LaterCheck } from './check.ts';

/** Of rows that never change it is an error of the language: sql/emit-every. */
export const laterEmit: LaterCheck = ({ emit, aggregation, input }) =>
  emit?.mode === 'EVERY' && !aggregation && kindOfInput(input) === 'changing'
    ? [{ span: emit.span, what: 'EMIT EVERY without GROUP BY or an aggregate', help: 'EMIT CHANGES runs' }]
    : [];
