/** The event time that WITH properties declare for a relation. */
import type { EventTime, TimeFormat } from '../names/bound.ts';
import type { Reporter } from '../names/report.ts';
import { durationMs } from '../names/text-of.ts';
import type { PropertyValue } from './read.ts';

export interface TimeProperties {
  readonly field: PropertyValue | undefined;
  readonly format: PropertyValue | undefined;
  readonly strategy: PropertyValue | undefined;
  readonly bound: PropertyValue | undefined;
  readonly idle: PropertyValue | undefined;
  readonly characteristic: PropertyValue | undefined;
}

/** The properties that say it, asked by key. */
export const timeProperties = (property: (key: string) => PropertyValue | undefined): TimeProperties => ({
  field: property('event.time.field'),
  format: property('event.time.format'),
  strategy: property('watermark.strategy'),
  bound: property('watermark.max_out_of_orderness'),
  idle: property('watermark.idle.timeout'),
  characteristic: property('time.characteristic'),
});

/** Undefined when no time property is set. */
export function eventTimeOf(
  { field, format, strategy, bound, idle, characteristic }: TimeProperties,
  otherwise: EventTime,
  reporter: Reporter,
): EventTime | undefined {
  if (!field && !format && !strategy && !bound && !idle && !characteristic) return undefined;
  const kind = characteristic?.text.trim().toLowerCase();
  const strategyName = strategy?.text.trim().toLowerCase();
  if (kind === 'processing')
    return { column: undefined, format: { kind: 'auto' }, boundMs: 0, idleMs: undefined, processing: true };
  const boundMs = bound ? durationMs(bound.text) : strategyName === 'ascending' ? 0 : otherwise.boundMs;
  if (boundMs === undefined)
    reporter.report('sql/property-value', bound!.span, `'${bound!.text}' is no duration`, {
      help: "write one such as '5s' or '10 minutes'",
    });
  const idleMs = idle ? durationMs(idle.text) : otherwise.idleMs;
  if (idle && idleMs === undefined)
    reporter.report('sql/property-value', idle.span, `'${idle.text}' is no duration`, {
      help: "write one such as '30s'",
    });
  const eachRow = strategyName === undefined ? otherwise.eachRow : strategyName === 'punctuated';
  return {
    // Ingestion time is that of the record.
    column: kind === 'ingestion' ? undefined : (field?.text ?? otherwise.column),
    format: format ? formatOf(format.text) : otherwise.format,
    boundMs: boundMs ?? 0,
    idleMs,
    ...(eachRow ? { eachRow } : {}),
  };
}

function formatOf(text: string): TimeFormat {
  const lower = text.toLowerCase();
  if (lower === 'epoch_millis' || lower === 'epoch_seconds' || lower === 'iso8601') return { kind: lower };
  return { kind: 'pattern', pattern: text };
}
