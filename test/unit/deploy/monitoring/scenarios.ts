/** For each alert what a cluster looks like in which it must fire, and a healthy one in which it must not. */

/** Values of a series, as promtool's tests write them: `1+2x30` is 1, 3, 5 … for 30 minutes more. */
export type Series = Readonly<Record<string, string>>;

export interface Scenario {
  readonly fires: Series;
  readonly silent: Series;
  /** In minutes: long enough for what the alert waits for. */
  readonly at: number;
  /** How many series of it fire. */
  readonly count?: number;
}

export interface Pods {
  readonly namespace: string;
  readonly workload: string;
  /** Of the deployment. */
  readonly name: string;
  readonly pods: readonly [string, string];
}

/** Of a deployment that runs on with everything that can be alerted on; by name of the alert without the workload. */
export function scenarios({ namespace, workload, name, pods }: Pods): Readonly<Record<string, Scenario>> {
  const [a, b] = pods;
  const labels = (pod: string, more = '') => `{namespace="${namespace}",pod="${pod}"${more}}`;
  const ours = (metric: string, pod: string, more = '') => `${metric}${labels(pod, `,workload="${workload}"${more}`)}`;
  const deployment = (metric: string) => `${metric}{namespace="${namespace}",deployment="${name}"}`;
  const wanted = deployment('kube_deployment_spec_replicas');
  const available = deployment('kube_deployment_status_replicas_available');
  const there = deployment('kube_deployment_status_replicas');
  const inWork = ours('ferris_records_in_total', a);
  const uptime = ours('ferris_uptime_seconds', a);
  const of = (resource: string, pod: string) =>
    `kube_pod_container_resource_requests${labels(pod, `,container="ferris-streams",resource="${resource}"`)}`;
  const running = (pod: string, phase = 'Running') => `kube_pod_status_phase${labels(pod, `,phase="${phase}"`)}`;
  const gibibytes = (count: number) => String(count * 2 ** 30);
  const latency = (metric: string, over: string, within: string): Scenario => ({
    fires: { [ours(metric, a)]: `${within}x20`, [ours(metric, b)]: `${over}x20` },
    // The other deployment of this workload may have promised less.
    silent: { [ours(metric, a)]: `${within}x20`, [ours(metric, `${name}-eu-6c9f7d8b5-zzzzz`)]: `${over}x20` },
    at: 10,
  });
  const memory = (pod: string, used: string): Series => ({
    [`container_memory_working_set_bytes${labels(pod, ',container="ferris-streams"')}`]: `${used}x30`,
    [`container_spec_memory_limit_bytes${labels(pod, ',container="ferris-streams"')}`]: '1000x30',
  });
  return {
    LatencySLABreach: latency('ferris_query_duration_p95_by_workload', '0.101', '0.1'),
    LatencyP99SLABreach: latency('ferris_query_duration_p99_by_workload', '0.6', '0.4'),
    MaxLatencySLABreach: latency('ferris_query_duration_max_by_workload', '1.2', '0.8'),
    ThroughputSLABreach: {
      fires: {
        [ours('ferris_query_rate_by_workload', a)]: '400x20',
        [ours('ferris_query_rate_by_workload', b)]: '500x20',
        [ours('ferris_consumer_lag_by_workload', a)]: '100+100x20',
      },
      // Little comes, and all of it is worked off.
      silent: {
        [ours('ferris_query_rate_by_workload', a)]: '4x20',
        [ours('ferris_consumer_lag_by_workload', a)]: '10x20',
      },
      at: 19,
    },
    ConsumerLag: {
      fires: {
        [ours('ferris_consumer_lag_by_workload', a)]: '0x20',
        [ours('ferris_consumer_lag_by_workload', b)]: '2500x20',
      },
      silent: {
        [ours('ferris_consumer_lag_by_workload', a)]: '0x20',
        [ours('ferris_consumer_lag_by_workload', b)]: '1900x20',
      },
      at: 10,
    },
    PendingQueries: {
      fires: { [ours('ferris_pending_queries_by_workload', a)]: '7x20' },
      silent: { [ours('ferris_pending_queries_by_workload', a)]: '3x20' },
      at: 15,
    },
    AtMaxReplicas: { fires: { [there]: '20x30' }, silent: { [there]: '19x30' }, at: 20 },
    FailedRecords: {
      fires: { [ours('ferris_failed_records_total', a)]: '0x10 1x10' },
      silent: { [ours('ferris_failed_records_total', a)]: '7x20' },
      at: 13,
    },
    ErrorRate: {
      fires: { [ours('ferris_failed_records_total', a)]: '0+10x30', [inWork]: '0+100x30' },
      silent: { [ours('ferris_failed_records_total', a)]: '0+1x30', [inWork]: '0+100x30' },
      at: 20,
    },
    LateRows: {
      fires: { [ours('ferris_late_rows_total', a)]: '0+2x40', [inWork]: '0+100x40' },
      silent: { [ours('ferris_late_rows_total', a)]: '0+1x40', [inWork]: '0+1000x40' },
      at: 30,
    },
    NoRowsOut: {
      fires: { [inWork]: '0+10x120', [ours('ferris_rows_out_total', a)]: '5x120', [uptime]: '0+60x120' },
      silent: { [inWork]: '0+10x120', [ours('ferris_rows_out_total', b)]: '0x60 1x60', [uptime]: '0+60x120' },
      at: 90,
    },
    WatermarkStalled: {
      fires: { [inWork]: '0+10x60', [ours('ferris_watermark_timestamp_seconds', a)]: '1700000000x60' },
      silent: { [inWork]: '0+10x60', [ours('ferris_watermark_timestamp_seconds', a)]: '1700000000+60x60' },
      at: 30,
    },
    JobFailed: {
      fires: { [ours('ferris_job_status', a, ',job_id="vwap",status="failed"')]: '0x5 1x10' },
      silent: {
        [ours('ferris_job_status', a, ',job_id="vwap",status="failed"')]: '0x15',
        [ours('ferris_job_status', a, ',job_id="vwap",status="completed"')]: '1x15',
      },
      at: 10,
    },
    Restarts: {
      fires: {
        [`kube_pod_container_status_restarts_total${labels(a, ',container="ferris-streams"')}`]: '0x5 1 2 3 4x10',
      },
      silent: { [`kube_pod_container_status_restarts_total${labels(a, ',container="ferris-streams"')}`]: '4x10 5x10' },
      at: 12,
    },
    CircuitOpen: {
      fires: { [ours('ferris_circuit_open', a)]: '0x5 1x10', [ours('ferris_circuit_open', b)]: '0x15' },
      // It closes again before anybody has to come.
      silent: { [ours('ferris_circuit_open', a)]: '0x5 1 0x10' },
      at: 10,
    },
    Down: {
      // One pod is gone, the other does not answer.
      fires: { [wanted]: '2x20', [`up${labels(a)}`]: '1x5 _x15', [`up${labels(b)}`]: '1x5 0x15' },
      silent: { [wanted]: '2x20', [`up${labels(a)}`]: '0x20', [`up${labels(b)}`]: '1x20' },
      at: 15,
    },
    AvailabilitySLABreach: {
      fires: { [wanted]: '2x60', [available]: '2x20 0x5 2x35' },
      // One pod of two is enough; scaled to zero by hand is no outage.
      silent: { [wanted]: '2x20 0x40', [available]: '1x20 0x40' },
      at: 60,
    },
    MemoryPressure: {
      fires: { ...memory(a, '400'), ...memory(b, '900') },
      silent: { ...memory(a, '840'), ...memory('somebody-else', '990') },
      at: 10,
    },
    BudgetAlert: {
      // 60 × 0.03 + 40 × 0.004 = 1.96 of 1.92
      fires: {
        [of('cpu', a)]: '30x30',
        [of('cpu', b)]: '30x30',
        [of('memory', a)]: `${gibibytes(40)}x30`,
        [running(a)]: '1x30',
        [running(b)]: '1x30',
      },
      // The second pod has ended: what it asked for is free again.
      silent: {
        [of('cpu', a)]: '30x30',
        [of('cpu', b)]: '30x30',
        [of('memory', a)]: `${gibibytes(40)}x30`,
        [running(a)]: '1x30',
        [running(b)]: '0x30',
        [running(b, 'Succeeded')]: '1x30',
      },
      at: 20,
    },
    ClusterCostSpike: {
      fires: { [of('cpu', a)]: '4x120', [of('cpu', 'another-deployment')]: '0x80 8x40', [of('cpu', b)]: '0x80 4x40' },
      silent: { [of('cpu', a)]: '40x120', [of('cpu', b)]: '0x80 8x40' },
      at: 100,
    },
  };
}

/** Of a deployment on a schedule. */
export const scheduleScenarios = ({ namespace, name }: Pods): Readonly<Record<string, Scenario>> => ({
  RunFailed: {
    fires: {
      [`kube_job_failed{namespace="${namespace}",job_name="${name}-28391040",condition="true"}`]: '1x20',
      [`kube_job_failed{namespace="${namespace}",job_name="${name}-28391041",condition="true"}`]: '1x20',
    },
    silent: {
      [`kube_job_failed{namespace="${namespace}",job_name="${name}-28391040",condition="true"}`]: '0x20',
      [`kube_job_failed{namespace="${namespace}",job_name="${name}-eu-28391040",condition="true"}`]: '1x20',
    },
    at: 10,
    count: 2,
  },
});
