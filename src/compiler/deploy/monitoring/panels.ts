/** What a dashboard shows of a deployment: plain panels, before Grafana's form. */
import type { DeploymentSpec } from '../spec.ts';
import { hourlyCost, type PodPrices } from './hourly-cost.ts';
import { ofCustom, ofPods, ours, replicas } from './series.ts';

/** Grafana's names of units. */
export type PanelUnit = 'short' | 's' | 'percentunit' | 'bytes' | 'mbytes' | 'currencyUSD' | 'cps' | 'none';

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly kind: 'stat' | 'graph';
  readonly unit: PanelUnit;
  /** PromQL, with the name of its line; `{{label}}` in it is the series' label. */
  readonly lines: readonly { readonly name: string; readonly expression: string }[];
  /** What is promised: drawn as a line, above (or below) which it is red. */
  readonly limit?: { readonly value: number; readonly side: 'above' | 'below' } | undefined;
}

export interface PanelRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** @param prices of what pods ask for */
export function panelRows(spec: DeploymentSpec, prices: PodPrices): readonly PanelRow[] {
  const custom = spec.monitoring.customMetrics.map(metric => customPanel(spec, metric));
  return [
    { title: 'Overview', panels: overview(spec, prices) },
    { title: 'Queries', panels: queries(spec, prices) },
    { title: 'Data', panels: data(spec) },
    { title: 'Pods', panels: pods(spec) },
    ...(custom.length > 0 ? [{ title: 'Metrics of the queries', panels: custom }] : []),
  ];
}

const graph = (
  title: string,
  unit: PanelUnit,
  description: string,
  lines: Panel['lines'],
  limit?: Panel['limit'],
): Panel => ({
  title,
  description,
  kind: 'graph',
  unit,
  lines,
  limit,
});

const stat = (
  title: string,
  unit: PanelUnit,
  description: string,
  expression: string,
  limit?: Panel['limit'],
): Panel => ({
  title,
  description,
  kind: 'stat',
  unit,
  lines: [{ name: title, expression }],
  limit,
});

const above = (value: number | undefined): Panel['limit'] =>
  value === undefined ? undefined : { value, side: 'above' };

function overview(spec: DeploymentSpec, prices: PodPrices): Panel[] {
  const { latencyP95Ms, maxLatencyMs } = spec.sla;
  const promised = latencyP95Ms ?? maxLatencyMs;
  const duration =
    latencyP95Ms === undefined ? 'ferris_query_duration_max_by_workload' : 'ferris_query_duration_p95_by_workload';
  return [
    // A CronJob has no replicas: its pods are those that answer.
    stat('Active Pods by Workload', 'none', 'Pods that answer Prometheus.', `sum(${ofPods(spec, 'up')}) or vector(0)`),
    stat(
      'Active SQL Jobs',
      'none',
      'Queries that run, each once, in however many pods.',
      `count(max by (job_id) (${ours(spec, 'ferris_job_status', 'status="running"')}) > 0) or vector(0)`,
    ),
    ...(promised === undefined
      ? []
      : [
          stat(
            'SLA Compliance (last hour)',
            'percentunit',
            `Share of the last hour in which the ${latencyP95Ms === undefined ? 'maximum' : 'P95'} latency was within ${promised} ms.`,
            `avg_over_time((max(${ours(spec, duration)}) <= bool ${promised / 1000})[1h:30s])`,
            spec.sla.availabilityPercent === undefined
              ? undefined
              : { value: spec.sla.availabilityPercent / 100, side: 'below' },
          ),
        ]),
    stat(
      'Estimated Cost ($/hour)',
      'currencyUSD',
      'What the running pods ask for, at list prices of a core and a GiB.',
      `sum(${hourlyCost(spec, prices)}) or vector(0)`,
      above(spec.cost.maxHourly),
    ),
  ];
}

function queries(spec: DeploymentSpec, prices: PodPrices): Panel[] {
  const { latencyP95Ms, maxLatencyMs, throughputRps } = spec.sla;
  const sum = (metric: Parameters<typeof ours>[1]) => `sum(rate(${ours(spec, metric)}[5m]))`;
  const slowest = (metric: Parameters<typeof ours>[1]) => `max(${ours(spec, metric)})`;
  return [
    graph(
      'Query Throughput',
      'cps',
      'Records read, worked off and rows put out per second, by all pods.',
      [
        { name: 'records in', expression: sum('ferris_records_in_total') },
        { name: 'worked off', expression: `sum(${ours(spec, 'ferris_query_rate_by_workload')})` },
        { name: 'rows out', expression: sum('ferris_rows_out_total') },
      ],
      throughputRps === undefined ? undefined : { value: throughputRps, side: 'below' },
    ),
    graph(
      'Latency',
      's',
      'From a record being read to its results being written, in the slowest pod.',
      [
        { name: 'P95', expression: slowest('ferris_query_duration_p95_by_workload') },
        { name: 'P99', expression: slowest('ferris_query_duration_p99_by_workload') },
        { name: 'max', expression: slowest('ferris_query_duration_max_by_workload') },
      ],
      above(latencyP95Ms === undefined ? maxLatencyMs && maxLatencyMs / 1000 : latencyP95Ms / 1000),
    ),
    graph('Pending Queries', 'short', 'Batches that wait for a query or are in work, per pod.', [
      { name: '{{pod}}', expression: ours(spec, 'ferris_pending_queries_by_workload') },
    ]),
    graph('Cost vs Performance', 'short', 'Dollars an hour beside the average P95 latency in seconds.', [
      { name: 'Estimated Cost ($/hour)', expression: `sum(${hourlyCost(spec, prices)})` },
      { name: 'Average P95 Latency (s)', expression: `avg(${ours(spec, 'ferris_query_duration_p95_by_workload')})` },
    ]),
  ];
}

function data(spec: DeploymentSpec): Panel[] {
  const rate = (metric: Parameters<typeof ours>[1]) => `sum(rate(${ours(spec, metric)}[5m]))`;
  const lag = ours(spec, 'ferris_kafka_consumer_lag');
  return [
    graph(
      'Kafka Consumer Lag',
      'short',
      'Messages that wait, per pod.',
      [{ name: '{{pod}}', expression: ours(spec, 'ferris_consumer_lag_by_workload') }],
      above(spec.scaling.lagThreshold),
    ),
    graph('Lag per Partition', 'short', 'Messages that wait in each partition: a single high one has uneven keys.', [
      { name: '{{topic}}-{{partition}}', expression: `max by (topic, partition) (${lag})` },
    ]),
    graph('Partitions per Pod', 'none', 'How many partitions each pod reads.', [
      { name: '{{pod}}', expression: `count by (pod) (${lag})` },
    ]),
    graph(
      'Event Time behind the Clock',
      's',
      'How old the least watermark is; windows that end later are still open.',
      [{ name: '{{pod}}', expression: `time() - ${ours(spec, 'ferris_watermark_timestamp_seconds')}` }],
    ),
    graph('Failed and Late', 'cps', 'Records that could not be processed, and rows that came too late, per second.', [
      { name: 'failed', expression: rate('ferris_failed_records_total') },
      { name: 'late', expression: rate('ferris_late_rows_total') },
    ]),
  ];
}

function pods(spec: DeploymentSpec): Panel[] {
  const container = 'container="ferris-streams"';
  const scaled = spec.schedule === undefined;
  return [
    ...(scaled
      ? [
          graph('Pods', 'none', 'Pods that should run, and that are ready.', [
            { name: 'wanted', expression: replicas(spec, 'wanted') },
            { name: 'available', expression: replicas(spec, 'available') },
          ]),
          stat(
            'Scaling Events (Last 24h)',
            'none',
            'How often the number of pods changed.',
            `sum(changes(${replicas(spec, 'there')}[24h]))`,
          ),
        ]
      : []),
    graph(
      'Memory Usage',
      'mbytes',
      'Memory of the processes, and what they may have; where state is bounded, what of it is there and on disk.',
      [
        { name: '{{pod}}', expression: ours(spec, 'ferris_job_memory_usage_mb') },
        { name: 'limit', expression: `min(${ours(spec, 'ferris_job_memory_limit_mb')})` },
        { name: 'state {{pod}}', expression: ours(spec, 'ferris_job_state_memory_mb') },
        { name: 'state on disk {{pod}}', expression: ours(spec, 'ferris_job_state_disk_mb') },
      ],
    ),
    graph('CPU Usage', 'short', 'Cores in use.', [
      {
        name: '{{pod}}',
        expression: `sum by (pod) (rate(${ofPods(spec, 'container_cpu_usage_seconds_total', container)}[5m]))`,
      },
    ]),
    graph('Restarts', 'none', 'Restarts of containers in the last hour.', [
      {
        name: '{{pod}}',
        expression: `sum by (pod) (increase(${ofPods(spec, 'kube_pod_container_status_restarts_total')}[1h]))`,
      },
    ]),
    graph('Uptime', 's', 'How long each process has run.', [
      { name: '{{pod}}', expression: ours(spec, 'ferris_uptime_seconds') },
    ]),
  ];
}

/** A counter is shown as what it grows by per second. */
function customPanel(spec: DeploymentSpec, metric: string): Panel {
  const counter = metric.endsWith('_total');
  const series = ofCustom(spec, metric);
  return graph(metric, counter ? 'cps' : 'short', 'Asked for by monitoring.custom_metrics.', [
    { name: '{{pod}}', expression: counter ? `sum by (pod) (rate(${series}[5m]))` : series },
  ]);
}
