/**
 * Every metric there is, one entry each: what the runtime emits, and the only names that autoscalers, alerts and dashboards
 * may use. Names follow Prometheus' conventions.
 */

export interface MetricEntry {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  /** As in the name's ending, or `1` for a count. */
  readonly unit: '1' | 'seconds';
  readonly labels: readonly string[];
  readonly doc: string;
}

const define = <Name extends string>(
  entry: MetricEntry & { readonly name: Name },
): MetricEntry & { readonly name: Name } => entry;

export const metrics = [
  define({
    name: 'ferris_records_in_total',
    type: 'counter',
    unit: '1',
    labels: ['workload'],
    doc: 'Records read from the sources.',
  }),
  define({
    name: 'ferris_rows_out_total',
    type: 'counter',
    unit: '1',
    labels: ['workload'],
    doc: 'Rows put out, deletions included.',
  }),
  define({
    name: 'ferris_late_rows_total',
    type: 'counter',
    unit: '1',
    labels: ['workload'],
    doc: 'Rows that came too late for a window, per row and window.',
  }),
  define({
    name: 'ferris_failed_records_total',
    type: 'counter',
    unit: '1',
    labels: ['workload'],
    doc: 'Records that could not be processed: counted and named in the log.',
  }),
  define({
    name: 'ferris_watermark_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: ['workload'],
    doc: 'The least watermark over the sources, as seconds since the epoch; absent before the first row.',
  }),
  define({
    name: 'ferris_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: ['workload'],
    doc: 'How long the job has run.',
  }),
] as const;

export type MetricName = (typeof metrics)[number]['name'];
