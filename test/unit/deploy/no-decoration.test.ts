/** No hint is decoration: each key of the catalogue changes a named field of an object or of the runtime's configuration. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import type { DeployOptions } from '../../../src/compiler/deploy/options.ts';
import { findHint, hintCatalogue } from '../../../src/language/hints/catalogue.ts';
import { at, type Hints, manifestWith } from './specs.ts';

interface Line {
  /** `Kind#/json/pointer`, `Kind name-ending#/…` where there are several, or `workload.yaml#/…`. */
  readonly field: string;
  readonly value: string;
  /** What holds otherwise; without it the key is not given at all. */
  readonly instead?: string;
  readonly others?: Hints;
  /** What the pattern stands for; without it the key itself. */
  readonly key?: string;
  readonly options?: Partial<DeployOptions>;
}

const POD = 'Deployment#/spec/template/spec';
const CONTAINER = `${POD}/containers/0`;
const REQUIRED = `${POD}/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions`;
const HPA = 'HorizontalPodAutoscaler#/spec';
const trading: Hints = { workload: 'trading' };
const analytics: Hints = { workload: 'analytics' };
const nightly: Hints = { workload: 'analytics', 'schedule.cron': '0 2 * * *' };
const marketHours: Hints = {
  workload: 'trading',
  'scaling.market_hours.schedule': '0 9-16 * * 1-5',
  'scaling.market_hours.min_replicas': '5',
  'scaling.market_hours.max_replicas': '20',
};
const regions: Hints = { workload: 'trading', 'regions.primary': 'us-west-2' };
const breaker: Hints = { workload: 'trading', 'circuit_breaker.enabled': 'true' };

const LINES: Readonly<Record<string, Line>> = {
  workload: { field: `${CONTAINER}/env/0/value`, value: 'analytics', others: {}, instead: 'trading' },
  'sla.latency_p95_ms': { field: `${HPA}/metrics/1/pods/target/averageValue`, value: '80' },
  'sla.latency_p99_ms': { field: 'workload.yaml#/sla_requirements/max_latency_p99_ms', value: '400' },
  'sla.max_latency_ms': { field: 'workload.yaml#/sla_requirements/max_latency_ms', value: '900' },
  'sla.throughput_rps': { field: 'workload.yaml#/sla_requirements/throughput_rps', value: '20000' },
  'sla.availability_percent': { field: `${REQUIRED}/0/operator`, value: '99.9', others: analytics },
  'sla.max_downtime_seconds': { field: 'workload.yaml#/sla_requirements/max_downtime_seconds', value: '30' },
  'scaling.min_replicas': { field: `${HPA}/minReplicas`, value: '3' },
  'scaling.max_replicas': { field: `${HPA}/maxReplicas`, value: '9' },
  'scaling.strategy': { field: `${HPA}/metrics/0/type`, value: 'cpu_based' },
  'scaling.metric': {
    field: `${HPA}/metrics/2/pods/metric/name`,
    value: 'orders_waiting',
    others: { ...trading, 'scaling.threshold': '7' },
  },
  'scaling.threshold': { field: `${HPA}/metrics/1/pods/target/averageValue`, value: '7', others: analytics },
  'scaling.trigger': { field: `${HPA}/metrics/0/resource/name`, value: 'cpu' },
  'scaling.lag_threshold': { field: `${HPA}/metrics/0/pods/target/averageValue`, value: '70' },
  'scaling.target_cpu_percent': { field: `${HPA}/metrics/2/resource/target/averageUtilization`, value: '55' },
  'scaling.scale_up_percent': { field: `${HPA}/behavior/scaleUp/policies/0/value`, value: '50' },
  'scaling.scale_down_percent': { field: `${HPA}/behavior/scaleDown/policies/0/value`, value: '50' },
  'scaling.scale_to_zero': { field: 'ScaledObject#/spec/idleReplicaCount', value: 'enabled' },
  'scaling.cooldown_seconds': { field: `${HPA}/behavior/scaleDown/stabilizationWindowSeconds`, value: '120' },
  'scaling.priority': { field: `${HPA}/behavior/scaleUp/stabilizationWindowSeconds`, value: 'sla_over_cost' },
  'scaling.cross_region': { field: 'workload.yaml#/scaling/cross_region', value: 'enabled', others: regions },
  'scaling.on_circuit_open': { field: 'workload.yaml#/scaling/on_circuit_open', value: 'hold', others: breaker },
  'scaling.condition': {
    field: 'ScaledObject#/spec/minReplicaCount',
    value: 'night',
    others: { ...trading, 'scaling.day.min_replicas': '2', 'scaling.night.min_replicas': '3' },
  },
  'scaling.<condition>.min_replicas': {
    key: 'scaling.market_hours.min_replicas',
    field: 'ScaledObject#/spec/triggers/2/metadata/desiredReplicas',
    value: '6',
    others: marketHours,
  },
  'scaling.<condition>.max_replicas': {
    key: 'scaling.market_hours.max_replicas',
    field: 'CronJob market-hours-on#/spec/jobTemplate/spec/template/spec/containers/0/args/4',
    value: '30',
    others: { ...marketHours, 'scaling.max_replicas': '10' },
  },
  'scaling.<condition>.schedule': {
    key: 'scaling.market_hours.schedule',
    field: 'ScaledObject#/spec/triggers/2/metadata/start',
    value: '0 8-18 * * 1-6',
    others: marketHours,
  },
  'resources.cpu_cores': { field: `${CONTAINER}/resources/requests/cpu`, value: '0.5' },
  'resources.memory_gb': { field: `${CONTAINER}/resources/limits/memory`, value: '12' },
  'resources.storage_gb': {
    field: 'StatefulSet#/spec/volumeClaimTemplates/0/spec/resources/requests/storage',
    value: '50',
  },
  'resources.network_optimized': {
    field: `${POD}/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/1/preference/matchExpressions/0/key`,
    value: 'true',
  },
  'resources.gpu_required': { field: `${CONTAINER}/resources/limits/nvidia.com~1gpu`, value: 'true' },
  'resources.gpu_type': {
    field: `${REQUIRED}/0/values`,
    value: 'nvidia-l4',
    others: { ...trading, 'resources.gpu_required': 'true' },
  },
  'node_selector.instance_type': { field: `${REQUIRED}/0/values`, value: 'm5.2xlarge' },
  'node_selector.zone': { field: `${REQUIRED}/0/values`, value: 'us-west-2a' },
  'node_selector.arch': { field: `${REQUIRED}/0/values`, value: 'arm64' },
  'node_selector.custom.<key>': {
    key: 'node_selector.custom.disktype',
    field: `${REQUIRED}/0/values`,
    value: 'ssd',
  },
  'cost.spot_instances': { field: `${POD}/tolerations/0/key`, value: 'enabled', others: analytics },
  'cost.preemptible': { field: `${POD}/tolerations/0/key`, value: 'enabled', others: analytics },
  'cost.priority': { field: `${POD}/priorityClassName`, value: 'low' },
  'cost.max_hourly_cost': { field: 'PrometheusRule#/spec/groups', value: '2.40' },
  'cost.budget_alert_threshold': {
    field: 'PrometheusRule#/spec/groups',
    value: '40',
    others: { ...trading, 'cost.max_hourly_cost': '2.40' },
  },
  'schedule.cron': { field: 'CronJob#/spec/schedule', value: '30 3 * * *', others: analytics },
  'schedule.timezone': { field: 'CronJob#/spec/timeZone', value: 'Europe/Berlin', others: nightly },
  'schedule.timeout_minutes': {
    field: 'CronJob#/spec/jobTemplate/spec/activeDeadlineSeconds',
    value: '90',
    others: nightly,
  },
  'schedule.retry_count': { field: 'CronJob#/spec/jobTemplate/spec/backoffLimit', value: '2', others: nightly },
  'schedule.retry_backoff_minutes': { field: 'workload.yaml#/retry/backoff_minutes', value: '7', others: nightly },
  'monitoring.dashboard': {
    field: 'PrometheusRule#/spec/groups/0/rules/0/annotations/dashboard',
    value: 'trading-overview',
  },
  'monitoring.alert_channel': {
    field: 'AlertmanagerConfig#/spec/receivers/0/slackConfigs/0/channel',
    value: '#trading-alerts',
  },
  'monitoring.pager_duty_key': {
    field: 'AlertmanagerConfig#/spec/receivers/0/pagerdutyConfigs/0/routingKey',
    value: 'pagerduty/routing-key',
  },
  'monitoring.custom_metrics': { field: 'ConfigMap dashboard#/data', value: 'orders_total' },
  'backpressure.enabled': { field: 'workload.yaml#/backpressure/enabled', value: 'true' },
  'backpressure.threshold': { field: 'workload.yaml#/backpressure/threshold', value: '0.5' },
  'circuit_breaker.enabled': { field: 'workload.yaml#/circuit_breaker/fallback_strategy', value: 'true' },
  'circuit_breaker.failure_threshold': {
    field: 'workload.yaml#/circuit_breaker/failure_threshold',
    value: '10',
    others: breaker,
  },
  'circuit_breaker.recovery_timeout_seconds': {
    field: 'workload.yaml#/circuit_breaker/recovery_timeout_seconds',
    value: '30',
    others: breaker,
  },
  'circuit_breaker.fallback_strategy': {
    field: 'workload.yaml#/circuit_breaker/fallback_strategy',
    value: 'skip',
    others: breaker,
  },
  'regions.primary': { field: 'workload.yaml#/regions/primary', value: 'us-west-2' },
  'regions.secondary': { field: 'workload.yaml#/regions/secondary', value: 'us-east-1,eu-west-1', others: regions },
  'regions.failover': { field: 'workload.yaml#/regions/failover', value: 'enabled', others: regions },
  'regions.data_locality': { field: `${REQUIRED}/0/key`, value: 'required', others: regions },
  'container.image': { field: `${CONTAINER}/image`, value: 'registry.example.com/ferris-sql:1.4.0' },
  'container.pull_policy': { field: `${CONTAINER}/imagePullPolicy`, value: 'Always' },
  'container.pull_secret': { field: `${POD}/imagePullSecrets/0/name`, value: 'registry-credentials' },
  'container.env_from': { field: `${CONTAINER}/envFrom/0/secretRef/name`, value: 'trading-credentials' },
  'container.log_level': { field: 'workload.yaml#/log_level', value: 'debug' },
  'container.service_account': { field: `${POD}/serviceAccountName`, value: 'trading-jobs' },
  'container.cloud_role': {
    field: 'ServiceAccount#/metadata/annotations/eks.amazonaws.com~1role-arn',
    value: 'arn:aws:iam::123456789012:role/trading-jobs',
  },
  'container.startup_seconds': { field: `${CONTAINER}/startupProbe/failureThreshold`, value: '900' },
  'container.probe_period_seconds': { field: `${CONTAINER}/livenessProbe/periodSeconds`, value: '20' },
  'container.grace_period_seconds': { field: `${POD}/terminationGracePeriodSeconds`, value: '90' },
  'container.name': { field: 'Deployment#/metadata/name', value: 'ferris-trading' },
  'container.namespace': { field: 'Namespace#/metadata/name', value: 'trading' },
  'kafka.brokers': { field: 'NetworkPolicy#/spec/egress/1/ports/0/port', value: 'kafka:9094' },
  'kafka.consumer_group': { field: `${CONTAINER}/env/1/value`, value: 'orders-group' },
  'kafka.secret': { field: `${CONTAINER}/envFrom/0/secretRef/name`, value: 'kafka-credentials' },
  'kafka.schema_registry': {
    field: 'NetworkPolicy#/spec/egress/1/ports/0/port',
    value: 'http://schema-registry:8081',
  },
  conflict_resolution: {
    field: 'Deployment#/metadata/annotations/ferris.io~1overridden',
    value: 'override_with_comment',
    others: { ...trading, 'cost.spot_instances': 'enabled', 'sla.availability_percent': '99.9' },
  },
};

/** Hints on the object say where it came from; that a hint is noted there proves nothing. */
const NOTED = /annotations\/ferris\.io~1hint/;

test('each key of the catalogue has its line, and each line its key', () => {
  assert.deepEqual(Object.keys(LINES).toSorted(), hintCatalogue.map(({ key }) => key).toSorted());
});

for (const [name, line] of Object.entries(LINES))
  test(`${name} changes ${line.field}`, () => {
    const key = line.key ?? name;
    const entry = findHint(key)?.entry;
    assert.ok(entry, `${key} is no hint`);
    assert.equal(entry.key, name);
    assert.deepEqual(entry.type.check(line.value), { ok: true });
    assert.doesNotMatch(line.field, NOTED);
    const { others = trading, instead, options } = line;
    const before = fieldOf(
      manifestWith(instead === undefined ? others : { ...others, [key]: instead }, options),
      line.field,
    );
    const after = fieldOf(manifestWith({ ...others, [key]: line.value }, options), line.field);
    assert.notEqual(after, undefined, 'the field is not there');
    assert.notDeepEqual(after, before);
  });

function fieldOf(objects: readonly KubernetesObject[], field: string): unknown {
  const [where = '', pointer = ''] = field.split('#');
  if (where === 'workload.yaml') {
    const [config] = objects.filter(({ metadata }) => metadata?.name?.endsWith('-config'));
    return at(parse(String(at(config, '/data/workload.yaml'))), pointer);
  }
  const [kind, ending = ''] = where.split(' ');
  const found = objects.filter(object => object.kind === kind && object.metadata?.name?.endsWith(ending));
  assert.ok(found.length <= 1, `${found.length} objects of ${where}`);
  return at(found[0], pointer);
}
