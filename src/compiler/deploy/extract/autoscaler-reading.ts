/** What an autoscaler does, in the words of a ScalingSpec. */

import { LAG } from '../scaling.ts';
import type { ScalingDirection, ScalingMetric, ScalingPolicy } from '../spec.ts';
import { inside, listAt, numberAt, textAt } from './json.ts';
import type { WrittenObject } from './manifest-objects.ts';
import { quantity } from './quantities.ts';
import type { Unsaid } from './said.ts';

export interface AutoscalerReading {
  readonly min: number;
  readonly max: number;
  readonly metrics: readonly ScalingMetric[];
  readonly up: ScalingDirection | undefined;
  readonly down: ScalingDirection | undefined;
  readonly scaleToZero: boolean;
  readonly cooldownSeconds: number | undefined;
  readonly windows: readonly TimeWindow[];
  readonly unsaid: readonly Unsaid[];
}

/** Of a cron trigger of KEDA. */
export interface TimeWindow {
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly replicas: number;
}

export const readAutoscaler = (object: WrittenObject): AutoscalerReading =>
  object.kind === 'ScaledObject' ? scaledObject(object) : podAutoscaler(object);

function podAutoscaler({ value }: WrittenObject): AutoscalerReading {
  const spec = inside(value, 'spec');
  const found = listAt(spec, 'metrics').map(metric => metricOf(metric));
  // What version 1 of the API has instead of metrics.
  const cpu = numberAt(spec, 'targetCPUUtilizationPercentage');
  const behavior = inside(spec, 'behavior');
  return {
    min: numberAt(spec, 'minReplicas') ?? 1,
    max: numberAt(spec, 'maxReplicas') ?? 1,
    metrics: [
      ...found.filter(one => typeof one !== 'string'),
      ...(cpu === undefined ? [] : [{ kind: 'resource', resource: 'cpu', utilizationPercent: cpu } as const]),
    ],
    up: directionOf(inside(behavior, 'scaleUp')),
    down: directionOf(inside(behavior, 'scaleDown')),
    scaleToZero: false,
    cooldownSeconds: undefined,
    windows: [],
    unsaid: found.filter(one => typeof one === 'string'),
  };
}

/** A text for what no hint says. */
function metricOf(metric: unknown): ScalingMetric | Unsaid {
  const type = textAt(metric, 'type') ?? '';
  if (type === 'Resource') {
    const resource = textAt(metric, 'resource', 'name');
    const percent = numberAt(metric, 'resource', 'target', 'averageUtilization');
    if ((resource === 'cpu' || resource === 'memory') && percent !== undefined)
      return { kind: 'resource', resource, utilizationPercent: percent };
    return `scaling on an amount of ${resource}: hints aim at a percentage of it`;
  }
  const name = textAt(metric, type.toLowerCase(), 'metric', 'name') ?? '';
  const target = quantity(textAt(metric, 'pods', 'target', 'averageValue') ?? '');
  if (type === 'Pods' && target !== undefined) return { kind: 'pods', name, target };
  return `scaling on ${[type, name].filter(Boolean).join(' metric ')}: hints name metrics of the pods`;
}

function directionOf(rules: unknown): ScalingDirection | undefined {
  if (rules === undefined) return undefined;
  return {
    stabilizationSeconds: numberAt(rules, 'stabilizationWindowSeconds'),
    policies: listAt(rules, 'policies').flatMap((policy): ScalingPolicy[] => {
      const type = textAt(policy, 'type');
      const [value, periodSeconds] = [numberAt(policy, 'value'), numberAt(policy, 'periodSeconds')];
      return (type === 'Percent' || type === 'Pods') && value !== undefined && periodSeconds !== undefined
        ? [{ type, value, periodSeconds }]
        : [];
    }),
  };
}

function scaledObject({ value }: WrittenObject): AutoscalerReading {
  const spec = inside(value, 'spec');
  const behavior = inside(spec, 'advanced', 'horizontalPodAutoscalerConfig', 'behavior');
  const min = numberAt(spec, 'minReplicaCount') ?? 0;
  const triggers = listAt(spec, 'triggers').map(triggerOf);
  const metrics = triggers.filter(one => typeof one !== 'string' && 'kind' in one);
  return {
    min,
    max: numberAt(spec, 'maxReplicaCount') ?? 100,
    // The lag of several topics is one metric.
    metrics: metrics.filter((one, i) => metrics.findIndex(other => nameOf(other) === nameOf(one)) === i),
    up: directionOf(inside(behavior, 'scaleUp')),
    down: directionOf(inside(behavior, 'scaleDown')),
    scaleToZero: min === 0 || numberAt(spec, 'idleReplicaCount') === 0,
    cooldownSeconds: numberAt(spec, 'cooldownPeriod'),
    windows: triggers.filter(one => typeof one !== 'string' && 'start' in one),
    unsaid: triggers.filter(one => typeof one === 'string'),
  };
}

export const nameOf = (metric: ScalingMetric): string => (metric.kind === 'pods' ? metric.name : metric.resource);

function triggerOf(trigger: unknown): ScalingMetric | TimeWindow | Unsaid {
  const type = textAt(trigger, 'type') ?? '';
  const data = inside(trigger, 'metadata');
  const number = (name: string): number | undefined => numberAt(data, name);
  const byPercent = (textAt(trigger, 'metricType') ?? textAt(data, 'type') ?? 'Utilization') === 'Utilization';
  const lag = number('lagThreshold');
  if ((type === 'kafka' || type === 'apache-kafka') && lag !== undefined)
    return { kind: 'pods', name: LAG, target: lag };
  const percent = number('value');
  if ((type === 'cpu' || type === 'memory') && byPercent && percent !== undefined)
    return { kind: 'resource', resource: type, utilizationPercent: percent };
  const query = textAt(data, 'query');
  const name = /^sum\(\s*(ferris_\w+)(\{[^{}]*\})?\s*\)$/.exec(query ?? '')?.[1];
  const threshold = number('threshold');
  if (type === 'prometheus' && name !== undefined && threshold !== undefined)
    return { kind: 'pods', name, target: threshold };
  const [start, end, replicas] = [textAt(data, 'start'), textAt(data, 'end'), number('desiredReplicas')];
  if (type === 'cron' && start !== undefined && end !== undefined && replicas !== undefined)
    return { start, end, timezone: textAt(data, 'timezone') ?? 'UTC', replicas };
  return `trigger '${type}' of KEDA${query === undefined ? '' : `: ${query}`}`;
}
