/** A job's figures in Prometheus' text format, by the metrics table. */
import { type MetricName, metrics } from '../../src/compiler/plan/metrics.ts';
import type { Counts } from '../jobs/job.ts';

/** @param uptimeSeconds since the job started */
export function metricsText(counts: Readonly<Counts>, uptimeSeconds: number, workload: string): string {
  const values: Readonly<Record<MetricName, number | undefined>> = {
    ferris_records_in_total: counts.in,
    ferris_rows_out_total: counts.out,
    ferris_late_rows_total: counts.late,
    ferris_failed_records_total: counts.failed,
    ferris_watermark_timestamp_seconds: counts.watermark === null ? undefined : counts.watermark / 1000,
    ferris_uptime_seconds: uptimeSeconds,
  };
  const label = workload.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return metrics
    .filter(metric => values[metric.name] !== undefined)
    .map(
      ({ name, type, doc }) =>
        `# HELP ${name} ${doc}\n# TYPE ${name} ${type}\n${name}{workload="${label}"} ${values[name]}\n`,
    )
    .join('');
}
