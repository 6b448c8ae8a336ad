/** Alerts on work that piles up. */
import { LAG, PENDING } from '../../scaling.ts';
import type { DeploymentSpec } from '../../spec.ts';
import type { Alert } from '../alert.ts';
import { ours, replicas } from '../series.ts';
import { titleOf } from '../titles.ts';

/** Where no threshold is given. */
const LAG_THRESHOLD = 10_000;
/** The autoscaler holds what it follows near its target: at twice that, it cannot. */
const BEYOND_TARGET = 2;

export const throughputAlerts = (spec: DeploymentSpec): readonly Alert[] => [
  ...promisedRate(spec),
  // A run on a schedule begins with all that came since the last one.
  ...(spec.schedule === undefined ? [consumerLag(spec), ...pendingQueries(spec), ...atMostReplicas(spec)] : []),
];

function promisedRate(spec: DeploymentSpec): Alert[] {
  const { throughputRps } = spec.sla;
  if (throughputRps === undefined) return [];
  const rate = `sum by (namespace) (${ours(spec, 'ferris_query_rate_by_workload')})`;
  const lag = `sum by (namespace) (${ours(spec, 'ferris_consumer_lag_by_workload')})`;
  return [
    {
      name: 'ThroughputSLABreach',
      // Fewer records are no breach while no more than a second's worth of them is waiting.
      expression: `${rate} < ${throughputRps} and ${lag} > ${throughputRps}`,
      forSeconds: 300,
      severity: 'critical',
      summary: `${titleOf(spec)} workload falls behind at less than the ${throughputRps} records/s of its SLA`,
      description: `All pods of ${spec.name} together work off {{ $value | humanize }} records/s while more are waiting; ${throughputRps} are promised. See whether it runs at its upper bound of pods, or has fewer partitions than pods.`,
    },
  ];
}

function consumerLag(spec: DeploymentSpec): Alert {
  const target = targetOf(spec, LAG) ?? spec.scaling.lagThreshold;
  const threshold = target === undefined ? LAG_THRESHOLD : target * BEYOND_TARGET;
  return {
    name: 'ConsumerLag',
    expression: `avg by (namespace) (${ours(spec, 'ferris_consumer_lag_by_workload')}) > ${threshold}`,
    forSeconds: 300,
    severity: 'warning',
    summary: `${titleOf(spec)} workload lags behind by more than ${threshold} messages per pod`,
    description: `The pods of ${spec.name} are {{ $value | humanize }} messages behind on average. If it runs at its upper bound of pods, raise scaling.max_replicas or give a pod more CPU; if the lag is in one partition only, its keys are uneven.`,
  };
}

function pendingQueries(spec: DeploymentSpec): Alert[] {
  const target = targetOf(spec, PENDING);
  if (target === undefined) return [];
  const threshold = target * BEYOND_TARGET;
  return [
    {
      name: 'PendingQueries',
      expression: `avg by (namespace) (${ours(spec, 'ferris_pending_queries_by_workload')}) > ${threshold}`,
      forSeconds: 600,
      severity: 'warning',
      summary: `${titleOf(spec)} workload has more than ${threshold} pieces of work waiting per pod`,
      description: `In each pod of ${spec.name}, {{ $value | humanize }} batches wait for their queries on average; the autoscaler aims at ${target}.`,
    },
  ];
}

function atMostReplicas(spec: DeploymentSpec): Alert[] {
  const { minReplicas, maxReplicas, conditions } = spec.scaling;
  const most = Math.max(maxReplicas, ...conditions.map(condition => condition.maxReplicas ?? 0));
  if (most <= minReplicas) return [];
  return [
    {
      name: 'AtMaxReplicas',
      expression: `max by (namespace) (${replicas(spec, 'there')}) >= ${most}`,
      forSeconds: 900,
      severity: 'warning',
      summary: `${titleOf(spec)} workload runs at its upper bound of ${most} pods`,
      description: `${spec.name} cannot grow any more: what comes on top of the load now becomes lag. Raise scaling.max_replicas, where the topics have partitions for more pods.`,
    },
  ];
}

const targetOf = ({ scaling }: DeploymentSpec, metric: string): number | undefined =>
  scaling.metrics.flatMap(one => (one.kind === 'pods' && one.name === metric ? [one.target] : []))[0];
