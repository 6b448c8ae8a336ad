/** From hints to what the autoscaler compares and how fast it may act: the workloads' profiles, and what is asked for beside them. */
import type { HintValues } from './hint-values.ts';
import type { ScalingCondition, ScalingDirection, ScalingMetric, ScalingSpec, WorkloadName } from './spec.ts';

/** A metric by its short name is the workload's: `pending_queries` is `ferris_pending_queries_by_workload`. */
export const metricNamed = (name: string): string =>
  /^(ferris_|.*:)/.test(name) ? name : `ferris_${name}_by_workload`;

export const LAG = metricNamed('consumer_lag');
export const LATENCY = metricNamed('query_duration_p95');
export const PENDING = metricNamed('pending_queries');
export const RATE = metricNamed('query_rate');

/** Messages a pod may lag behind where no hint says how many. */
export const DEFAULT_LAG = 1000;

/** Percent of the limit: pods are added before memory is full. */
const MEMORY_PERCENT = 70;

/** How a workload grows and shrinks where no hint says otherwise. */
const PACE: Readonly<Record<WorkloadName, { readonly up?: ScalingDirection; readonly down?: ScalingDirection }>> = {
  trading: {
    up: { stabilizationSeconds: 60, policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }] },
    down: { stabilizationSeconds: 300, policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
  },
  analytics: { up: { stabilizationSeconds: 180, policies: [{ type: 'Pods', value: 2, periodSeconds: 120 }] } },
  reporting: { up: { stabilizationSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 60 }] } },
  realtime: {
    up: { stabilizationSeconds: 30, policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
    down: { stabilizationSeconds: 300, policies: [{ type: 'Percent', value: 20, periodSeconds: 60 }] },
  },
  custom: {},
};

export function scalingOf(hints: HintValues, workload: WorkloadName): ScalingSpec {
  const bounds = boundsOf(hints);
  const scaleToZero = hints.flag('scaling.scale_to_zero') ?? false;
  return {
    ...bounds,
    strategy: hints.text('scaling.strategy'),
    metrics: metricsOf(hints),
    ...inHaste(paceOf(hints, workload), hints.word('scaling.priority')),
    scaleToZero,
    cooldownSeconds: hints.number('scaling.cooldown_seconds'),
    lagThreshold: hints.number('scaling.lag_threshold'),
    conditions: conditionsOf(hints),
    timezone: hints.text('schedule.timezone') ?? 'UTC',
    priority: hints.word('scaling.priority'),
    crossRegion: hints.flag('scaling.cross_region') ?? false,
    onCircuitOpen: hints.word('scaling.on_circuit_open'),
  };
}

/** A bound that is asked for pushes a default out of the way. */
function boundsOf(hints: HintValues): Pick<ScalingSpec, 'minReplicas' | 'maxReplicas'> {
  const min = hints.number('scaling.min_replicas');
  const max = hints.number('scaling.max_replicas');
  const least = min ?? Math.min(1, max ?? 1);
  const most = max ?? Math.max(1, least);
  if (least <= most) return { minReplicas: least, maxReplicas: most };
  return hints.given('scaling.min_replicas')
    ? { minReplicas: least, maxReplicas: least }
    : { minReplicas: most, maxReplicas: most };
}

/** Each once; of two that ask for the same metric the one asked for by name. */
function metricsOf(hints: HintValues): readonly ScalingMetric[] {
  const found = new Map<string, ScalingMetric>();
  const resource = (name: 'cpu' | 'memory', utilizationPercent: number): void => {
    if (!found.has(name)) found.set(name, { kind: 'resource', resource: name, utilizationPercent });
  };
  const pods = (name: string, target: number | undefined): void => {
    if (target !== undefined && !found.has(name)) found.set(name, { kind: 'pods', name, target });
  };
  const cpuPercent = hints.number('scaling.target_cpu_percent') ?? 70;
  const latencySeconds = () => {
    const promised = hints.number('sla.latency_p95_ms') ?? hints.number('sla.max_latency_ms');
    // Pods are added at half of what is promised: a new one takes its time.
    return promised === undefined ? undefined : promised / 2000;
  };
  const perPod = () => {
    const rate = hints.number('sla.throughput_rps');
    const most = hints.number('scaling.max_replicas');
    return rate === undefined || most === undefined ? undefined : Math.ceil(rate / most);
  };
  const follow = {
    cpu: () => resource('cpu', cpuPercent),
    memory: () => resource('memory', MEMORY_PERCENT),
    latency: () => pods(LATENCY, latencySeconds()),
    throughput: () => pods(RATE, perPod()),
    consumer_lag: () => pods(LAG, hints.number('scaling.lag_threshold') ?? DEFAULT_LAG),
    pending_queries: () => pods(PENDING, hints.number('scaling.threshold') ?? 3),
  };

  const metric = hints.text('scaling.metric');
  const ownMetric = () => metric !== undefined && pods(metricNamed(metric), hints.number('scaling.threshold'));
  const trigger = hints.word<keyof typeof follow>('scaling.trigger');
  switch (hints.text('scaling.strategy')) {
    case 'cpu_based':
      follow.cpu();
      break;
    case 'memory_based':
      follow.memory();
      break;
    case 'latency_based':
      if (trigger) follow[trigger]();
      follow.latency();
      break;
    case 'throughput_based':
      if (trigger) follow[trigger]();
      else follow.throughput();
      break;
    default:
      break;
  }
  ownMetric();
  if (trigger) follow[trigger]();
  // An autoscaler that compares nothing would never act.
  if (hints.given('scaling.target_cpu_percent') || found.size === 0) follow.cpu();
  return [...found.values()];
}

function paceOf(hints: HintValues, workload: WorkloadName): Pick<ScalingSpec, 'up' | 'down'> {
  const { up, down } = PACE[workload];
  return {
    up: percent(up, hints.given('scaling.scale_up_percent') ? hints.number('scaling.scale_up_percent') : undefined),
    down: stabilized(
      percent(down, hints.given('scaling.scale_down_percent') ? hints.number('scaling.scale_down_percent') : undefined),
      hints.given('scaling.cooldown_seconds') ? hints.number('scaling.cooldown_seconds') : undefined,
    ),
  };
}

/** Who puts the service level first waits for nothing when adding pods; who puts the budget first waits as long before adding as before removing. */
function inHaste(
  { up, down }: Pick<ScalingSpec, 'up' | 'down'>,
  priority: ScalingSpec['priority'],
): Pick<ScalingSpec, 'up' | 'down'> {
  if (priority === 'sla_over_cost') return { up: stabilized(up, 0), down };
  if (priority === 'cost_over_sla') return { up: stabilized(up, 300), down: stabilized(down, 60) };
  return { up, down };
}

const percent = (direction: ScalingDirection | undefined, value: number | undefined): ScalingDirection | undefined =>
  value === undefined
    ? direction
    : {
        ...direction,
        policies: [{ type: 'Percent', value, periodSeconds: direction?.policies[0]?.periodSeconds ?? 60 }],
      };

const stabilized = (direction: ScalingDirection | undefined, seconds: number | undefined) =>
  seconds === undefined ? direction : { policies: [], ...direction, stabilizationSeconds: seconds };

function conditionsOf(hints: HintValues): readonly ScalingCondition[] {
  const parts = ['min_replicas', 'max_replicas', 'schedule'].map(part => hints.filled('scaling.', `.${part}`));
  const names = new Set(parts.flat().map(([name]) => name));
  const of = (part: number, name: string) => parts[part]!.find(([one]) => one === name)?.[1];
  const bound = (part: number, name: string) => {
    const value = of(part, name);
    return value === undefined ? undefined : Number(value);
  };
  const first = hints.text('scaling.condition');
  return [...names]
    .map(name => ({ name, minReplicas: bound(0, name), maxReplicas: bound(1, name), cron: of(2, name) }))
    .toSorted((a, b) => Number(b.name === first) - Number(a.name === first));
}
