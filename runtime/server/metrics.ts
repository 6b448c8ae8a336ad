/** A job's figures in Prometheus' text format, by the metrics table. */
import { type MetricLabel, type MetricName, metrics } from '../../src/compiler/plan/metrics.ts';
import type { Figures, QueryStatus } from '../jobs/measures.ts';
import type { ProcessMemory } from './process-memory.ts';

export interface Scrape {
  readonly figures: Figures;
  readonly memory: ProcessMemory;
  /** Since the job started. */
  readonly uptimeSeconds: number;
  readonly workload: string;
  /** After too many failures nothing is asked of the place for a while. */
  readonly circuitOpen: boolean;
}

/** One line: a value with its labels beside `workload`. */
type Samples<Name extends MetricName> = readonly {
  readonly labels: Readonly<Record<Exclude<MetricLabel<Name>, 'workload'>, string>>;
  readonly value: number;
}[];

const MIB = 1 << 20;
const STATUSES: readonly QueryStatus[] = ['running', 'completed', 'failed'];

export function metricsText({ figures, memory, uptimeSeconds, workload, circuitOpen }: Scrape): string {
  const { counts, lag, durations, rate, pending, queries, state } = figures;
  const samples: { readonly [Name in MetricName]: Samples<Name> } = {
    ferris_records_in_total: one(counts.in),
    ferris_rows_out_total: one(counts.out),
    ferris_late_rows_total: one(counts.late),
    ferris_failed_records_total: one(counts.failed),
    ferris_watermark_timestamp_seconds: counts.watermark === null ? [] : one(counts.watermark / 1000),
    ferris_uptime_seconds: one(uptimeSeconds),
    ferris_consumer_lag_by_workload: lag ? one(lag.reduce((sum, { offsets }) => sum + offsets, 0)) : [],
    ferris_kafka_consumer_lag: (lag ?? []).map(({ topic, partition, offsets }) => ({
      labels: { topic, partition: String(partition) },
      value: offsets,
    })),
    ferris_query_duration_p95_by_workload: one(durations.p95 / 1000),
    ferris_query_duration_p99_by_workload: one(durations.p99 / 1000),
    ferris_query_duration_max_by_workload: one(durations.max / 1000),
    ferris_query_rate_by_workload: one(rate),
    ferris_pending_queries_by_workload: one(pending),
    ferris_job_status: queries.flatMap(([query, now]) =>
      STATUSES.map(status => ({ labels: { job_id: query, status }, value: Number(status === now) })),
    ),
    ferris_circuit_open: one(Number(circuitOpen)),
    ferris_job_memory_usage_mb: one(memory.usage),
    ferris_job_memory_limit_mb: one(memory.limit),
    ferris_job_state_memory_mb: state ? one(state.bytes / MIB) : [],
    ferris_job_state_disk_mb: state ? one(state.diskBytes / MIB) : [],
  };
  return metrics.map(({ name, type, doc }) => lines(name, type, doc, samples[name], workload)).join('');
}

const one = (value: number) => [{ labels: {}, value }];

function lines(name: MetricName, type: string, doc: string, samples: Samples<never>, workload: string): string {
  if (samples.length === 0) return '';
  const head = `# HELP ${name} ${doc.replaceAll('\\', '\\\\')}\n# TYPE ${name} ${type}\n`;
  return samples.reduce((text, { labels, value }) => {
    const pairs = Object.entries<string>({ workload, ...labels }).map(([label, said]) => `${label}="${quoted(said)}"`);
    return `${text}${name}{${pairs.join(',')}} ${value}\n`;
  }, head);
}

const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
