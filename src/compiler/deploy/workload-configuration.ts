/** `workload.yaml` in the ConfigMap: what the running queries are told, in the words of the hints. */

import { METRICS_PORT } from '../plan/endpoints.ts';
import { boundsAtRest } from './autoscaler.ts';
import type { DeploymentSpec } from './spec.ts';

/** Absent properties were asked for by nobody. */
export interface WorkloadConfiguration {
  readonly workload_type: DeploymentSpec['workload'];
  readonly deployment: string;
  /** `bounded`: from the committed offsets to the ends found at the start. */
  readonly mode: 'continuous' | 'bounded';
  readonly log_level: DeploymentSpec['container']['logLevel'];
  readonly metrics_port: number;
  readonly sla_requirements: {
    readonly max_latency_p95_ms?: number | undefined;
    readonly max_latency_p99_ms?: number | undefined;
    readonly max_latency_ms?: number | undefined;
    readonly throughput_rps?: number | undefined;
    readonly availability_percent?: number | undefined;
    readonly max_downtime_seconds?: number | undefined;
  };
  readonly scaling: {
    readonly min_replicas: number;
    readonly max_replicas: number;
    readonly scale_to_zero: boolean;
    readonly lag_threshold?: number | undefined;
    readonly priority?: DeploymentSpec['scaling']['priority'];
    readonly cross_region?: boolean | undefined;
    /** What the autoscaler shall be shown while the circuit is open: it follows the metrics of the pods. */
    readonly on_circuit_open?: DeploymentSpec['scaling']['onCircuitOpen'];
  };
  readonly kafka: {
    readonly consumer_group: string;
    readonly topics: readonly string[];
    readonly output_topics: readonly string[];
  };
  /** Of a failed run, by the pod that takes it up again. */
  readonly retry?: { readonly count: number; readonly backoff_minutes: number } | undefined;
  readonly circuit_breaker?:
    | {
        readonly failure_threshold: number;
        readonly recovery_timeout_seconds: number;
        readonly fallback_strategy: NonNullable<DeploymentSpec['circuitBreaker']>['fallback'];
      }
    | undefined;
  readonly backpressure?: { readonly enabled: boolean; readonly threshold: number } | undefined;
  readonly regions?:
    | {
        readonly primary: string;
        readonly secondary: readonly string[];
        readonly failover: boolean;
        readonly data_locality?: NonNullable<DeploymentSpec['regions']>['dataLocality'];
      }
    | undefined;
}

export function workloadConfiguration(spec: DeploymentSpec): WorkloadConfiguration {
  const { sla, scaling, kafka, source, schedule, circuitBreaker, backpressure, regions } = spec;
  const bounds = boundsAtRest(spec);
  return {
    workload_type: spec.workload,
    deployment: spec.name,
    mode: schedule === undefined ? 'continuous' : 'bounded',
    log_level: spec.container.logLevel,
    metrics_port: METRICS_PORT,
    sla_requirements: {
      max_latency_p95_ms: sla.latencyP95Ms,
      max_latency_p99_ms: sla.latencyP99Ms,
      max_latency_ms: sla.maxLatencyMs,
      throughput_rps: sla.throughputRps,
      availability_percent: sla.availabilityPercent,
      max_downtime_seconds: sla.maxDowntimeSeconds,
    },
    scaling: {
      min_replicas: bounds.min,
      max_replicas: bounds.max,
      scale_to_zero: scaling.scaleToZero,
      lag_threshold: scaling.lagThreshold,
      priority: scaling.priority,
      cross_region: scaling.crossRegion || undefined,
      on_circuit_open: scaling.onCircuitOpen,
    },
    kafka: { consumer_group: kafka.consumerGroup, topics: source.inputTopics, output_topics: source.outputTopics },
    retry: schedule && { count: schedule.retryCount, backoff_minutes: schedule.retryBackoffMinutes },
    circuit_breaker: circuitBreaker && {
      failure_threshold: circuitBreaker.failureThreshold,
      recovery_timeout_seconds: circuitBreaker.recoveryTimeoutSeconds,
      fallback_strategy: circuitBreaker.fallback,
    },
    backpressure,
    regions: regions && {
      primary: regions.primary,
      secondary: regions.secondary,
      failover: regions.failover,
      data_locality: regions.dataLocality,
    },
  };
}
