/** From the hints that hold to the DeploymentSpec. The hints have been checked: what contradicts has been told, or decided here as `conflict_resolution` asks. */
import { WORKLOADS } from '../../language/hints/define.ts';
import type { EffectiveHint } from './effective-hints.ts';
import { type HintValues, hintValues } from './hint-values.ts';
import { scalingOf } from './scaling.ts';
import type { DeploymentSpec, MonitoringSpec, RegionsSpec, SourceSpec, WorkloadName } from './spec.ts';

/** Percent of time above which nodes that are taken away cannot keep the promise. */
export const HIGH_AVAILABILITY = 99;

export interface SpecRequest {
  readonly hints: readonly EffectiveHint[];
  readonly source: SourceSpec;
  /** Of the job, else of the file; `container.name` goes before it. */
  readonly name: string;
}

export function buildSpec({ hints, source, name: given }: SpecRequest): DeploymentSpec {
  const values = hintValues(hints);
  const name = values.text('container.name') ?? given;
  // A wrong one has been told; the editor looks at such a file all the same.
  const workload: WorkloadName = WORKLOADS.find(one => one === values.text('workload')) ?? 'custom';
  return {
    name,
    namespace: values.text('container.namespace'),
    workload,
    source,
    container: {
      image: values.text('container.image')!,
      pullPolicy: values.word('container.pull_policy')!,
      pullSecret: values.text('container.pull_secret'),
      envFrom: values.list('container.env_from'),
      logLevel: values.word('container.log_level')!,
      serviceAccount: values.text('container.service_account'),
      cloudRole: values.text('container.cloud_role'),
      startupSeconds: values.number('container.startup_seconds')!,
      probePeriodSeconds: values.number('container.probe_period_seconds')!,
      gracePeriodSeconds: values.number('container.grace_period_seconds')!,
    },
    kafka: {
      brokers: values.list('kafka.brokers').join(','),
      consumerGroup: values.text('kafka.consumer_group') ?? `${name}-processors`,
      secret: values.text('kafka.secret'),
      schemaRegistry: values.text('kafka.schema_registry'),
    },
    sla: {
      latencyP95Ms: values.number('sla.latency_p95_ms'),
      latencyP99Ms: values.number('sla.latency_p99_ms'),
      maxLatencyMs: values.number('sla.max_latency_ms'),
      throughputRps: values.number('sla.throughput_rps'),
      availabilityPercent: values.number('sla.availability_percent'),
      maxDowntimeSeconds: values.number('sla.max_downtime_seconds'),
    },
    scaling: scalingOf(values, workload),
    resources: resourcesOf(values),
    nodes: {
      instanceType: values.text('node_selector.instance_type'),
      zone: values.text('node_selector.zone'),
      arch: values.word('node_selector.arch'),
      custom: Object.fromEntries(values.filled('node_selector.custom.', '')),
    },
    cost: {
      spot: spotOf(values),
      priority: values.word('cost.priority'),
      maxHourly: values.number('cost.max_hourly_cost'),
      budgetAlertPercent: values.number('cost.budget_alert_threshold'),
    },
    schedule: scheduleOf(values),
    monitoring: monitoringOf(values),
    regions: regionsOf(values),
    circuitBreaker: circuitBreakerOf(values),
    backpressure:
      values.text('backpressure.enabled') === undefined && values.text('backpressure.threshold') === undefined
        ? undefined
        : {
            enabled: values.flag('backpressure.enabled') ?? true,
            threshold: values.number('backpressure.threshold') ?? 0.8,
          },
    hints,
  };
}

/** Kubernetes counts memory in GiB; a core has a thousand parts. */
function resourcesOf(values: HintValues): DeploymentSpec['resources'] {
  // What rounds to nothing would be no request at all.
  const cpuRequestMillis = Math.max(1, Math.round((values.number('resources.cpu_cores') ?? 1) * 1000));
  const gpuType = values.text('resources.gpu_type');
  return {
    cpuRequestMillis,
    // Twice the request for bursts after a pause, as in the workloads' profile.
    cpuLimitMillis: cpuRequestMillis * 2,
    memoryMib: Math.max(1, Math.round((values.number('resources.memory_gb') ?? 2) * 1024)),
    storageGib: values.number('resources.storage_gb'),
    networkOptimized: values.flag('resources.network_optimized') ?? false,
    gpu: (values.flag('resources.gpu_required') ?? false) ? { type: gpuType } : undefined,
  };
}

/** A service level wins over what saves cost: that they contradict has been told as an error, or is to be decided so. */
const spotOf = (values: HintValues): boolean =>
  (values.flag('cost.spot_instances') === true || values.flag('cost.preemptible') === true) &&
  (values.number('sla.availability_percent') ?? 0) <= HIGH_AVAILABILITY;

function scheduleOf(values: HintValues): DeploymentSpec['schedule'] {
  const cron = values.text('schedule.cron');
  if (cron === undefined) return undefined;
  return {
    cron,
    timezone: values.text('schedule.timezone') ?? 'UTC',
    timeoutMinutes: values.number('schedule.timeout_minutes'),
    retryCount: values.number('schedule.retry_count') ?? 0,
    retryBackoffMinutes: values.number('schedule.retry_backoff_minutes') ?? 0,
  };
}

function monitoringOf(values: HintValues): MonitoringSpec {
  const channel = values.text('monitoring.alert_channel');
  const [secret, key = 'routing-key'] = values.text('monitoring.pager_duty_key')?.split('/') ?? [];
  return {
    dashboard: values.text('monitoring.dashboard'),
    alertChannel: channel && (channel.startsWith('#') ? channel : `#${channel}`),
    pagerDuty: secret === undefined ? undefined : { secret, key },
    customMetrics: values.list('monitoring.custom_metrics'),
  };
}

function regionsOf(values: HintValues): RegionsSpec | undefined {
  const primary = values.text('regions.primary');
  if (primary === undefined) return undefined;
  return {
    primary,
    secondary: values.list('regions.secondary'),
    failover: values.flag('regions.failover') ?? false,
    dataLocality: values.word('regions.data_locality'),
  };
}

function circuitBreakerOf(values: HintValues): DeploymentSpec['circuitBreaker'] {
  if (values.flag('circuit_breaker.enabled') !== true) return undefined;
  return {
    failureThreshold: values.number('circuit_breaker.failure_threshold') ?? 5,
    recoveryTimeoutSeconds: values.number('circuit_breaker.recovery_timeout_seconds') ?? 60,
    fallback: values.word('circuit_breaker.fallback_strategy') ?? 'dead_letter',
  };
}
