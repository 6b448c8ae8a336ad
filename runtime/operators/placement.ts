/** By which time a row is placed in windows. */
import type { TypedExpression } from '../../src/compiler/plan/plan.ts';
import { compileAll } from '../expressions/compile.ts';
import { timeReader } from '../time/event-times.ts';
import type { Row, Scope } from './row.ts';

/** Its event time, or the value of an expression; milliseconds. Throws RecordError when that is NULL or no time. */
export function placement(placedBy: TypedExpression | undefined, { clock }: Scope): (row: Row) => number {
  if (!placedBy) return row => row.was ?? row.time;
  const evaluate = compileAll([placedBy], clock);
  const read = timeReader({ kind: 'auto' });
  return row => read(evaluate(row.values)[0] ?? null);
}
