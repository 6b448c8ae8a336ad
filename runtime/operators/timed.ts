/** Where rows get their event time: from a column, or as they were handed on by the query that is read. */
import type { EventTime, NodeOf, PlanColumn } from '../../src/compiler/plan/plan.ts';
import { boundOf, readBy, setsTime } from '../tasks/leaves.ts';
import type { Site } from './construct.ts';
import { eventTime, handedOnTime } from './event-time.ts';
import { processingTime } from './processing-time.ts';
import type { Operator } from './row.ts';

export function timed({ input, column, time }: NodeOf<'event-time'>, site: Site): Operator {
  const { scope, next, queries } = site;
  const known = !time.processing && input.node === 'reference' && !setsTime(readBy(input, queries).root);
  if (column === undefined && known) return handedOnTime(Math.max(0, time.boundMs - boundOf(input, queries)), next);
  const columns = input.node === 'scan' || input.node === 'reference' ? input.columns : [];
  const systemTimes = systemTimesOf(columns);
  const operator = time.processing
    ? processingTime(systemTimes, scope, next)
    : eventTime({ column, time, systemTimes, scope, next });
  if (input.node === 'scan') site.timed(operator);
  return operator;
}

/** The watermark that comes with rows of their own time is of another time: this one is theirs, with their source's bound. */
export function retimed(
  { columns }: NodeOf<'reference'>,
  { boundMs, idleMs }: Pick<EventTime, 'boundMs' | 'idleMs'>,
  { scope, next }: Site,
): Operator {
  const time: EventTime = { column: undefined, format: { kind: 'auto' }, boundMs, idleMs };
  return eventTime({ column: undefined, time, systemTimes: systemTimesOf(columns), scope, next });
}

/** Positions of `_event_time`. */
export const systemTimesOf = (columns: readonly PlanColumn[]): readonly number[] =>
  columns.flatMap(({ name, origin }, i) => (origin.kind === 'system' && name === '_event_time' ? [i] : []));
