/**
 * A deployment before it is Kubernetes: what the hints, their defaults and the settings ask for, typed, with units in the
 * names. Objects, prices, alerts and the runtime's configuration are all derived from it, and from nothing else.
 */
import type { MetricName } from '../plan/metrics.ts';
import type { EffectiveHint } from './effective-hints.ts';

export type WorkloadName = 'trading' | 'analytics' | 'reporting' | 'realtime' | 'custom';

/** One per distinct set of hints in a file. Absent properties were asked for by nobody. */
export interface DeploymentSpec {
  /** Name of the Deployment and prefix of its other objects: a DNS label. */
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly workload: WorkloadName;
  readonly source: SourceSpec;
  readonly container: ContainerSpec;
  /** Of the plan for which its pods may drop state of another one (`layoutNumber`): who deploys says so, no hint does. */
  readonly resetState?: string | undefined;
  readonly kafka: KafkaSpec;
  readonly sla: SlaSpec;
  readonly scaling: ScalingSpec;
  readonly resources: ResourceSpec;
  readonly nodes: NodeSpec;
  readonly cost: CostSpec;
  /** Runs as a CronJob, bounded, from the committed offsets to the end it finds; undefined: it runs on. */
  readonly schedule?: ScheduleSpec | undefined;
  readonly monitoring: MonitoringSpec;
  readonly regions?: RegionsSpec | undefined;
  readonly circuitBreaker?: CircuitBreakerSpec | undefined;
  readonly backpressure?: BackpressureSpec | undefined;
  /** Every value with where it came from, by key, as it was written. What a resolved conflict switched off is here as it took effect. */
  readonly hints: readonly EffectiveHint[];
}

export interface SourceSpec {
  /** Name of the SQL file, without its folder. */
  readonly file: string;
  /** The statements to run with all that they need, as SQL. */
  readonly sql: string;
  /** Schema files that the SQL names, with what they import; undefined where it names none that is there. */
  readonly schemaFiles?: readonly SchemaFile[] | undefined;
  /** Names of the queries, as in the plan. */
  readonly queries: readonly string[];
  /** Topics read, in order. */
  readonly inputTopics: readonly string[];
  readonly outputTopics: readonly string[];
  /** `host:port,…` by topic, of those that WITH (…) says are elsewhere than `kafka.brokers`. */
  readonly brokersOf?: Readonly<Record<string, string>> | undefined;
  /** URLs of schema registries that WITH (…) names. */
  readonly registries?: readonly string[] | undefined;
  /** Whether a query keeps state that a restart must restore. */
  readonly stateful: boolean;
  /** Whether that state is written to a changelog, from which a new pod restores it: the property `state.changelog`. */
  readonly changelog: boolean;
  /** Least number of partitions of the input topics, where a source says it; no more pods than that have work. */
  readonly partitions?: number | undefined;
  /** How long single rows are kept, as joins and frames do: milliseconds; undefined where none are, or for ever. */
  readonly keptMs?: number | undefined;
  /** For how long records may be read while no row comes out, because windows are open: milliseconds; undefined where none are. */
  readonly quiet?: number | 'unbounded' | undefined;
}

export interface SchemaFile {
  /** From the folder of the SQL, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

export interface ContainerSpec {
  readonly image: string;
  readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** Name of the Secret with the registry's password. */
  readonly pullSecret?: string | undefined;
  /** Secrets whose entries become environment variables. */
  readonly envFrom: readonly string[];
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** An existing ServiceAccount; undefined: one of its own. */
  readonly serviceAccount?: string | undefined;
  /** A role of the cloud's: an ARN, a service account's address, a client id. */
  readonly cloudRole?: string | undefined;
  readonly startupSeconds: number;
  readonly probePeriodSeconds: number;
  readonly gracePeriodSeconds: number;
}

export interface KafkaSpec {
  /** `host:port,…`. */
  readonly brokers: string;
  readonly consumerGroup: string;
  /** Secret with user name, password or certificates. */
  readonly secret?: string | undefined;
  readonly schemaRegistry?: string | undefined;
}

export interface SlaSpec {
  readonly latencyP95Ms?: number | undefined;
  readonly latencyP99Ms?: number | undefined;
  readonly maxLatencyMs?: number | undefined;
  readonly throughputRps?: number | undefined;
  readonly availabilityPercent?: number | undefined;
  readonly maxDowntimeSeconds?: number | undefined;
}

/** What the autoscaler compares, per pod. */
export type ScalingMetric =
  | { readonly kind: 'resource'; readonly resource: 'cpu' | 'memory'; readonly utilizationPercent: number }
  /** `target` in the metric's unit: messages, seconds, queries. `name` is the metrics table's, or the user's own metric. */
  | { readonly kind: 'pods'; readonly name: MetricName | (string & {}); readonly target: number };

export interface ScalingPolicy {
  readonly type: 'Percent' | 'Pods';
  readonly value: number;
  readonly periodSeconds: number;
}

export interface ScalingDirection {
  readonly stabilizationSeconds?: number | undefined;
  readonly policies: readonly ScalingPolicy[];
}

export interface ScalingSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly strategy?: string | undefined;
  readonly metrics: readonly ScalingMetric[];
  readonly up?: ScalingDirection | undefined;
  readonly down?: ScalingDirection | undefined;
  readonly scaleToZero: boolean;
  /** Of KEDA, before the last pod goes. */
  readonly cooldownSeconds?: number | undefined;
  /** Messages a pod may lag behind: what wakes a deployment that has no pods. */
  readonly lagThreshold?: number | undefined;
  readonly conditions: readonly ScalingCondition[];
  /** In which the conditions' schedules are read. */
  readonly timezone: string;
  readonly priority?: 'sla_over_cost' | 'cost_over_sla' | 'balanced' | undefined;
  readonly crossRegion: boolean;
  readonly onCircuitOpen?: 'scale_down' | 'hold' | 'scale_up' | undefined;
}

/** Other bounds while a schedule holds; the one without a schedule holds for the rest of the time. */
export interface ScalingCondition {
  readonly name: string;
  readonly minReplicas?: number | undefined;
  readonly maxReplicas?: number | undefined;
  readonly cron?: string | undefined;
}

export interface ResourceSpec {
  /** Thousandths of a core. */
  readonly cpuRequestMillis: number;
  readonly cpuLimitMillis?: number | undefined;
  /** MiB; request and limit are the same. */
  readonly memoryMib: number;
  /** GiB of disk of its own; makes it a StatefulSet. */
  readonly storageGib?: number | undefined;
  readonly networkOptimized: boolean;
  readonly gpu?: { readonly type?: string | undefined } | undefined;
}

export interface NodeSpec {
  readonly instanceType?: string | undefined;
  readonly zone?: string | undefined;
  readonly arch?: 'amd64' | 'arm64' | undefined;
  /** Labels by key. */
  readonly custom: Readonly<Record<string, string>>;
}

export interface CostSpec {
  /** May run on nodes that are taken away at short notice. */
  readonly spot: boolean;
  readonly priority?: 'low' | 'medium' | 'high' | 'critical' | undefined;
  /** Dollars. */
  readonly maxHourly?: number | undefined;
  readonly budgetAlertPercent?: number | undefined;
}

export interface ScheduleSpec {
  readonly cron: string;
  readonly timezone: string;
  readonly timeoutMinutes?: number | undefined;
  readonly retryCount: number;
  readonly retryBackoffMinutes: number;
}

export interface MonitoringSpec {
  readonly dashboard?: string | undefined;
  /** With its #. */
  readonly alertChannel?: string | undefined;
  /** Secret with the integration key. */
  readonly pagerDuty?: { readonly secret: string; readonly key: string } | undefined;
  readonly customMetrics: readonly string[];
}

export interface RegionsSpec {
  readonly primary: string;
  readonly secondary: readonly string[];
  readonly failover: boolean;
  /** Which of them this is for; undefined: as in the primary one, wherever its nodes are. */
  readonly here?: string | undefined;
  readonly dataLocality?: 'preferred' | 'required' | 'none' | undefined;
}

export interface CircuitBreakerSpec {
  readonly failureThreshold: number;
  readonly recoveryTimeoutSeconds: number;
  readonly fallback: 'cached_results' | 'dead_letter' | 'skip' | 'fail';
}

export interface BackpressureSpec {
  readonly enabled: boolean;
  /** Share of the buffers, 0 to 1. */
  readonly threshold: number;
}
