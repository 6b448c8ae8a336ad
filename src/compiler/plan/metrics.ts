/**
 * Every metric there is, one entry each: what the runtime emits, and the only names that autoscalers, alerts and dashboards
 * may use. Names follow Prometheus' conventions, but for those that dashboards of the single-node server already ask for
 * (`ferris_…_by_workload`, `ferris_job_…`, `ferris_kafka_…`).
 */

interface MetricEntry {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  /** `1` for a count; of records a second, of MiB, of seconds. */
  readonly unit: '1' | 'seconds' | 'records/s' | 'MiB';
  readonly labels: readonly string[];
  readonly doc: string;
}

const define = <const Entry extends MetricEntry>(entry: Entry): Entry => entry;

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
    name: 'ferris_circuit_open',
    type: 'gauge',
    unit: '1',
    labels: ['workload'],
    doc: '1 while the circuit breaker is open: after failures in a row nothing is asked of the brokers for a while.',
  }),
  define({
    name: 'ferris_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: ['workload'],
    doc: 'How long the job has run.',
  }),
  define({
    name: 'ferris_consumer_lag_by_workload',
    type: 'gauge',
    unit: '1',
    labels: ['workload'],
    doc: "Offsets between what this pod has worked off and the ends of its partitions, asked for every few seconds; absent while the ends are not known. On Kafka a transaction's marker counts as one.",
  }),
  define({
    name: 'ferris_kafka_consumer_lag',
    type: 'gauge',
    unit: '1',
    labels: ['workload', 'topic', 'partition'],
    doc: 'The lag of each partition that this pod reads; absent while its end is not known.',
  }),
  define({
    name: 'ferris_query_duration_p95_by_workload',
    type: 'gauge',
    unit: 'seconds',
    labels: ['workload'],
    doc: 'Over the last minute, 95 % of the records took at most this long from being read to their results being written and committed, waiting in windows left out. 0 without records.',
  }),
  define({
    name: 'ferris_query_duration_p99_by_workload',
    type: 'gauge',
    unit: 'seconds',
    labels: ['workload'],
    doc: 'The same for 99 % of the records.',
  }),
  define({
    name: 'ferris_query_duration_max_by_workload',
    type: 'gauge',
    unit: 'seconds',
    labels: ['workload'],
    doc: 'The same for all records, to the digit; what is in work counts as soon as it takes longer.',
  }),
  define({
    name: 'ferris_query_rate_by_workload',
    type: 'gauge',
    unit: 'records/s',
    labels: ['workload'],
    doc: 'Records worked off per second, over the last minute.',
  }),
  define({
    name: 'ferris_pending_queries_by_workload',
    type: 'gauge',
    unit: '1',
    labels: ['workload'],
    doc: 'Pieces of work that wait or are in work, one per query and batch that was read for it; their mean over the last minute, since a moment says nothing.',
  }),
  define({
    name: 'ferris_job_status',
    type: 'gauge',
    unit: '1',
    labels: ['workload', 'job_id', 'status'],
    doc: 'Per query of the job 1 for the status it has (running, completed, failed), 0 for the others.',
  }),
  define({
    name: 'ferris_job_memory_usage_mb',
    type: 'gauge',
    unit: 'MiB',
    labels: ['workload'],
    doc: 'Memory that the process holds (resident set).',
  }),
  define({
    name: 'ferris_job_memory_limit_mb',
    type: 'gauge',
    unit: 'MiB',
    labels: ['workload'],
    doc: "Memory that the process may hold: its container's limit, else what the machine has.",
  }),
  define({
    name: 'ferris_job_state_memory_mb',
    type: 'gauge',
    unit: 'MiB',
    labels: ['workload'],
    doc: 'What the operators remember in memory, as the limit of memory counts it; absent without such a limit.',
  }),
  define({
    name: 'ferris_job_state_disk_mb',
    type: 'gauge',
    unit: 'MiB',
    labels: ['workload'],
    doc: 'Disk that state beyond that limit takes, as the limit of disk counts it; absent without a limit of memory.',
  }),
] as const;

export type Metric = (typeof metrics)[number];
export type MetricName = Metric['name'];
/** Names of the labels of a metric. */
export type MetricLabel<Name extends MetricName> = Extract<Metric, { name: Name }>['labels'][number];
