/** Windows, times, frames and state in words, for hover and EXPLAIN alike. */
import { functionTable } from '../functions/table.ts';
import type { AggregateCall, BoundWindow, Emit, EventTime } from '../names/bound.ts';
import type { TypedExpression } from '../names/typed-expression.ts';

const UNITS = [
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `5 min`, `1 day`, `250 ms`: the largest unit that it is whole in. */
export function duration(ms: number): string {
  for (const [unit, size] of UNITS)
    if (ms >= size && ms % size === 0) {
      const count = ms / size;
      return `${count} ${unit}${count !== 1 && (unit === 'day' || unit === 'week') ? 's' : ''}`;
    }
  return `${ms} ms`;
}

export function windowText(window: BoundWindow): string {
  const grace = window.graceMs > 0 ? `, grace ${duration(window.graceMs)}` : '';
  switch (window.kind) {
    case 'tumbling':
      return `tumbling windows of ${duration(window.sizeMs)}${grace}`;
    case 'sliding':
      return `windows of ${duration(window.sizeMs)} every ${duration(window.advanceMs)}${grace}`;
    case 'session':
      return `sessions that end after a gap of ${duration(window.gapMs)}${grace}`;
    case 'cumulate':
      return `windows that grow by ${duration(window.stepMs)} up to ${duration(window.sizeMs)}${grace}`;
  }
}

export function eventTimeText({ column, boundMs, format }: EventTime): string {
  const from = column === undefined ? "the record's time" : `time from ${column}`;
  const as = format.kind === 'auto' ? '' : format.kind === 'pattern' ? ` as '${format.pattern}'` : ` as ${format.kind}`;
  return `${from}${as}, ${boundMs === 0 ? 'in order' : `up to ${duration(boundMs)} out of order`}`;
}

export function emitText(emit: Emit | undefined, windowed: boolean): string {
  if (emit?.mode === 'EVERY') return `at most one update per key every ${duration(emit.everyMs)}`;
  return (emit?.mode ?? (windowed ? 'FINAL' : 'CHANGES')) === 'FINAL'
    ? 'one row per window and key, when it closes'
    : 'the updated row for each input row';
}

/** What an aggregate keeps, and what frees it. */
export function stateOfAggregate(calls: readonly AggregateCall[], window: BoundWindow | undefined): string {
  const keepsRows = calls.some(({ name }) => {
    const entry = functionTable.get(name);
    return entry?.kind === 'aggregate' && entry.keeps === 'all';
  });
  const what = keepsRows ? 'all values' : 'one entry';
  return window
    ? `${what} per key and open window, freed when the watermark passes its end`
    : `${what} per key, bounded by nothing`;
}

export function frameText({ name, frame, buffer }: Extract<TypedExpression, { readonly op: 'over' }>): string {
  if (buffer !== undefined) return `the last ${buffer} rows per partition`;
  const start = frame?.start;
  if (start && 'rows' in start) return `${start.rows} rows per partition`;
  if (start && 'ms' in start) return `rows of the last ${duration(start.ms)} per partition`;
  if (functionTable.get(name)?.kind !== 'aggregate') return 'the rows around it per partition';
  return start?.at === 'start' || !frame ? 'the running value per partition' : 'the rows of the frame per partition';
}
