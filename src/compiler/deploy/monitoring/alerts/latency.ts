/** Alerts on how long records take, where a service level is promised. */
import type { MetricName } from '../../../plan/metrics.ts';
import type { DeploymentSpec } from '../../spec.ts';
import type { Alert } from '../alert.ts';
import { ours } from '../series.ts';
import { titleOf } from '../titles.ts';

export function latencyAlerts(spec: DeploymentSpec): readonly Alert[] {
  const { latencyP95Ms, latencyP99Ms, maxLatencyMs } = spec.sla;
  const breach = (name: string, metric: MetricName, what: string, promisedMs: number | undefined): Alert[] =>
    promisedMs === undefined
      ? []
      : [
          {
            name,
            expression: `max by (namespace) (${ours(spec, metric)}) > ${promisedMs / 1000}`,
            forSeconds: 120,
            severity: 'critical',
            summary: `${titleOf(spec)} workload ${what} latency exceeds ${promisedMs}ms SLA`,
            description: `From read to written, records of ${spec.name} take {{ $value | humanizeDuration }} in the slowest pod; ${promisedMs} ms are promised. More pods (scaling.max_replicas) or more CPU (resources.cpu_cores) help while there are partitions to spread.`,
          },
        ];
  return [
    ...breach('LatencySLABreach', 'ferris_query_duration_p95_by_workload', 'P95', latencyP95Ms),
    ...breach('LatencyP99SLABreach', 'ferris_query_duration_p99_by_workload', 'P99', latencyP99Ms),
    ...breach('MaxLatencySLABreach', 'ferris_query_duration_max_by_workload', 'maximum', maxLatencyMs),
  ];
}
