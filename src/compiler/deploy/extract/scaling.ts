/** How many pods run, and what changes their number, as hints. */
import { effectiveHints } from '../effective-hints.ts';
import { hintValues } from '../hint-values.ts';
import { LAG, LATENCY, metricNamed, PENDING, RATE, scalingOf } from '../scaling.ts';
import type { ScalingDirection, ScalingMetric, WorkloadName } from '../spec.ts';
import { type AutoscalerReading, nameOf, readAutoscaler, type TimeWindow } from './autoscaler-reading.ts';
import { numberAt } from './json.ts';
import { allOf, hintOf, type ReadHint, type Said, type Unsaid } from './said.ts';
import type { FoundWorkload } from './workloads.ts';

export function scalingHints(found: FoundWorkload, workload: WorkloadName): Said {
  if (found.object.kind === 'CronJob') return { hints: [], unsaid: [] };
  if (!found.autoscaler) {
    const replicas = numberAt(found.object.value, 'spec', 'replicas') ?? 1;
    // No pods at all are pods that somebody stopped.
    const pods = Math.max(1, replicas);
    return {
      hints: [...hintOf('scaling.min_replicas', pods), ...hintOf('scaling.max_replicas', pods)],
      unsaid: replicas === 0 ? ['replicas 0: it stands still'] : [],
    };
  }
  const reading = readAutoscaler(found.autoscaler);
  const said = allOf([boundsOf(reading), metricsOf(reading), windowsOf(reading.windows), paceOf(reading)]);
  return allOf([said, { hints: [], unsaid: [...reading.unsaid, ...differences(reading, said.hints, workload)] }]);
}

const boundsOf = ({ min, max, scaleToZero, cooldownSeconds }: AutoscalerReading): Said => ({
  hints: [
    ...hintOf('scaling.min_replicas', min),
    ...hintOf('scaling.max_replicas', max),
    ...hintOf('scaling.scale_to_zero', scaleToZero ? 'enabled' : undefined),
    ...hintOf('scaling.cooldown_seconds', scaleToZero ? cooldownSeconds : undefined),
  ],
  unsaid: [],
});

/** The strategy that looks at nothing but the trigger, where there is one. */
const ONLY_BY_TRIGGER = 'throughput_based';

/** The words of `scaling.trigger` and `scaling.strategy` for a metric. */
const WORDS: Readonly<Record<string, { readonly trigger: string; readonly strategy: string }>> = {
  [LAG]: { trigger: 'consumer_lag', strategy: ONLY_BY_TRIGGER },
  [RATE]: { trigger: 'throughput', strategy: ONLY_BY_TRIGGER },
  [LATENCY]: { trigger: 'latency', strategy: 'latency_based' },
  memory: { trigger: 'memory', strategy: 'memory_based' },
  cpu: { trigger: 'cpu', strategy: 'cpu_based' },
};

/** One metric can be the trigger, one the strategy's, one is named; CPU is followed wherever its target is given. */
function metricsOf({ metrics, max }: AutoscalerReading): Said {
  const amounts = metrics.flatMap(metric => amountOf(metric, max));
  const known = metrics.filter(metric => nameOf(metric) in WORDS);
  const strategyOf = (metric: ScalingMetric | undefined) => metric && WORDS[nameOf(metric)]?.strategy;
  const byTrigger = known.find(metric => strategyOf(metric) === ONLY_BY_TRIGGER) ?? known.at(-1);
  const byStrategy = known.find(metric => metric !== byTrigger && strategyOf(metric) !== ONLY_BY_TRIGGER);
  const own = metrics.find(metric => metric.kind === 'pods' && !(metric.name in WORDS));
  return {
    hints: [
      ...hintOf('scaling.strategy', strategyOf(byStrategy) ?? strategyOf(byTrigger) ?? (own && 'custom')),
      // A trigger that a workload has by default would be compared, too.
      ...hintOf('scaling.trigger', triggerOf(byTrigger ?? own)),
      ...(own?.kind === 'pods' ? named(own.name, own.target) : []),
      ...amounts,
    ],
    unsaid: [],
  };
}

const triggerOf = (metric: ScalingMetric | undefined): string | undefined =>
  metric && (nameOf(metric) === PENDING ? 'pending_queries' : WORDS[nameOf(metric)]?.trigger);

const named = (name: string, target: number): readonly ReadHint[] => [
  ...hintOf('scaling.metric', name === PENDING ? 'pending_queries' : name),
  ...hintOf('scaling.threshold', decimal(target)),
];

/** A hint's number has no exponent. */
const decimal = (value: number): string => String(Number(value.toFixed(6)));

function amountOf(metric: ScalingMetric, max: number): readonly ReadHint[] {
  if (metric.kind === 'resource')
    return metric.resource === 'cpu' ? hintOf('scaling.target_cpu_percent', metric.utilizationPercent) : [];
  if (metric.name === LAG) return hintOf('scaling.lag_threshold', Math.max(1, Math.round(metric.target)));
  // Pods are added at half of what is promised.
  if (metric.name === LATENCY) return hintOf('sla.latency_p95_ms', Math.max(1, Math.round(metric.target * 2000)));
  if (metric.name === RATE) return hintOf('sla.throughput_rps', Math.max(1, Math.round(metric.target * max)));
  return [];
}

function paceOf({ up, down }: AutoscalerReading): Said {
  const percent = (direction: ScalingDirection | undefined): number | undefined => {
    const [first] = direction?.policies ?? [];
    return first?.type === 'Percent' ? first.value : undefined;
  };
  return {
    hints: [
      ...hintOf('scaling.scale_up_percent', percent(up)),
      ...hintOf('scaling.scale_down_percent', percent(down)),
      ...hintOf('scaling.cooldown_seconds', down?.stabilizationSeconds),
    ],
    unsaid: [],
  };
}

/** Conditions by the number of their window: KEDA gives them no names. */
function windowsOf(windows: readonly TimeWindow[]): Said {
  const read = windows.map((window, i) => ({ window, name: `window_${i + 1}`, cron: hoursOf(window) }));
  const said = read.filter(({ cron }) => cron !== undefined);
  return {
    hints: [
      ...hintOf('scaling.condition', said[0]?.name),
      ...hintOf('schedule.timezone', said[0]?.window.timezone),
      ...said.flatMap(({ window, name, cron }) => [
        ...hintOf(`scaling.${name}.min_replicas`, window.replicas),
        ...hintOf(`scaling.${name}.schedule`, cron),
      ]),
    ],
    unsaid: read
      .filter(({ cron }) => cron === undefined)
      .map(
        ({ window: { start, end, replicas } }) =>
          `${replicas} pods from '${start}' to '${end}': a condition holds for whole hours of a day`,
      ),
  };
}

/** `0 9 * * 1-5` to `0 17 * * 1-5` → `0 9-16 * * 1-5`; undefined for what are not whole hours of the same days. */
function hoursOf({ start, end }: TimeWindow): string | undefined {
  const [fromMinute, from, ...fromDays] = start.split(/\s+/);
  const [toMinute, to, ...toDays] = end.split(/\s+/);
  const days = fromDays.join(' ');
  const last = toMinute === '59' ? Number(to) : Number(to) - 1;
  const whole = fromMinute === '0' && (toMinute === '0' || toMinute === '59') && days === toDays.join(' ');
  if (!whole || !(Number(from) <= last)) return undefined;
  return `0 ${Number(from) === last ? from : `${from}-${last}`} ${days}`;
}

/** What the hints would make otherwise: they are turned into scaling again, and compared. */
function differences(reading: AutoscalerReading, hints: readonly ReadHint[], workload: WorkloadName): Unsaid[] {
  const given = Object.fromEntries(hints.toReversed().map(({ key, value }) => [key, value]));
  const nothingWritten = { piece: undefined, own: [], effective: new Map() };
  const made = scalingOf(hintValues(effectiveHints(nothingWritten, { flags: { ...given, workload } })), workload);
  const same = (one: ScalingMetric, other: ScalingMetric): boolean => metricText(one) === metricText(other);
  const lacking = reading.metrics.filter(one => !made.metrics.some(other => same(one, other)));
  const added = made.metrics.filter(one => !reading.metrics.some(other => same(one, other)));
  const pace = (what: string, before: ScalingDirection | undefined, now: ScalingDirection | undefined): Unsaid[] =>
    paceText(before) === paceText(now)
      ? []
      : [`pace of scaling ${what}: ${paceText(before)}; with the hints ${paceText(now)}`];
  return [
    ...lacking.map(metric => `scaling on ${metricText(metric)}`),
    ...added.map(metric => `scaling on ${metricText(metric)} comes with the hints, and is not in the manifest`),
    ...pace('up', reading.up, made.up),
    ...pace('down', reading.down, made.down),
  ];
}

const metricText = (metric: ScalingMetric): string =>
  metric.kind === 'resource'
    ? `${metric.resource} at ${metric.utilizationPercent} %`
    : `${metricNamed(metric.name)} at ${decimal(metric.target)} per pod`;

function paceText(direction: ScalingDirection | undefined): string {
  const policies = direction?.policies.map(
    ({ type, value, periodSeconds }) => `${value}${type === 'Percent' ? ' %' : ' pods'} in ${periodSeconds} s`,
  );
  const parts = [
    ...(policies ?? []),
    ...(direction?.stabilizationSeconds === undefined ? [] : [`after ${direction.stabilizationSeconds} s`]),
  ];
  return parts.length === 0 ? "Kubernetes' own" : parts.join(', ');
}
