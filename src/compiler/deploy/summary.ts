/** A deployment in a few lines, for the command line, hover and preview alike. */
import { instanceChoice } from './cloud.ts';
import { type Cloud, DEFAULT_OPTIONS } from './options.ts';
import { LAG, LATENCY, PENDING, RATE } from './scaling.ts';
import type { DeploymentSpec, ScalingMetric } from './spec.ts';

export interface Summary {
  readonly workload: string;
  /** `P95 < 100 ms`; empty where nothing is promised. */
  readonly promises: readonly string[];
  /** `2 to 10 pods, on a lag of 500 messages and a latency of 50 ms per pod`. */
  readonly scaling: string;
  /** `2 CPUs and 4 GiB a pod`. */
  readonly resources: string;
  /** `c5.2xlarge in us-west-2a, spot`; undefined: any node. */
  readonly nodes: string | undefined;
}

/** @param cloud whose machines the workload's default is named by */
export function summaryOf(spec: DeploymentSpec, cloud: Cloud = DEFAULT_OPTIONS.cloud): Summary {
  return {
    workload: spec.workload,
    promises: promisesOf(spec),
    scaling: scalingText(spec),
    resources: resourcesText(spec),
    nodes: nodesText(spec, cloud),
  };
}

function promisesOf({ sla }: DeploymentSpec): readonly string[] {
  const part = (value: number | undefined, text: (value: number) => string) =>
    value === undefined ? [] : [text(value)];
  return [
    ...part(sla.latencyP95Ms, ms => `P95 < ${duration(ms)}`),
    ...part(sla.latencyP99Ms, ms => `P99 < ${duration(ms)}`),
    ...part(sla.maxLatencyMs, ms => `latency < ${duration(ms)}`),
    ...part(sla.throughputRps, rate => `throughput > ${amount(rate)} records/s`),
    ...part(sla.availabilityPercent, percent => `availability ${percent} %`),
    ...part(sla.maxDowntimeSeconds, seconds => `downtime < ${duration(seconds * 1000)}`),
  ];
}

function scalingText({ scaling, schedule }: DeploymentSpec): string {
  if (schedule) return `runs at ${schedule.cron} (${schedule.timezone}), from the committed offsets to the end`;
  const { minReplicas: min, maxReplicas: max } = scaling;
  const pods = min === max ? counted(min, 'pod') : `${min} to ${counted(max, 'pod')}`;
  if (min === max) return pods;
  const drivers = scaling.metrics.map(driverText);
  const conditions = scaling.conditions.map(
    ({ name, minReplicas = min, maxReplicas = max, cron }) =>
      `${name} ${minReplicas} to ${maxReplicas}${cron === undefined ? '' : ` at ${cron}`}`,
  );
  return [
    drivers.length > 0 ? `${pods}, on ${drivers.join(' and ')}` : pods,
    ...(scaling.scaleToZero ? ['none while there is nothing to do'] : []),
    ...conditions,
  ].join('; ');
}

function driverText(metric: ScalingMetric): string {
  if (metric.kind === 'resource')
    return `${metric.resource === 'cpu' ? 'CPU' : 'memory'} use of ${metric.utilizationPercent} %`;
  const { name, target } = metric;
  switch (name) {
    case LAG:
      return `a lag of ${amount(target)} messages a pod`;
    case LATENCY:
      return `a latency of ${duration(target * 1000)}`;
    case PENDING:
      return `${amount(target)} pending queries a pod`;
    case RATE:
      return `${amount(target)} records/s a pod`;
    default:
      return `${name} of ${amount(target)}`;
  }
}

function resourcesText({ resources }: DeploymentSpec): string {
  const gib = resources.memoryMib / 1024;
  return [
    `${counted(resources.cpuRequestMillis / 1000, 'CPU')} and ${Number(gib.toFixed(2))} GiB a pod`,
    ...(resources.storageGib === undefined ? [] : [`${resources.storageGib} GiB of disk`]),
    ...(resources.gpu ? [`a GPU${resources.gpu.type === undefined ? '' : ` (${resources.gpu.type})`}`] : []),
  ].join(', ');
}

function nodesText(spec: DeploymentSpec, cloud: Cloud): string | undefined {
  const { nodes, cost, resources } = spec;
  const instance = instanceChoice(spec, cloud);
  const parts = [
    ...(instance === undefined ? [] : [instance.type]),
    ...(nodes.arch === undefined ? [] : [nodes.arch]),
    ...(nodes.zone === undefined ? [] : [`in ${nodes.zone}`]),
    ...Object.entries(nodes.custom).map(([key, value]) => `${key}=${value}`),
    ...(resources.networkOptimized ? ['fast network'] : []),
    ...(cost.spot ? ['spot'] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** `10K`, `1.5M`. */
function amount(value: number): string {
  for (const [unit, size] of [
    ['M', 1_000_000],
    ['K', 1000],
  ] as const)
    if (value >= size && (value / size) * 10 === Math.round((value / size) * 10)) return `${value / size}${unit}`;
  return String(value);
}

/** Milliseconds in the largest unit that they are whole in. */
function duration(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms >= 1000 && ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
