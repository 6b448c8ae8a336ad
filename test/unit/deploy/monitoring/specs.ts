/** Specs for the tests of alerts and dashboards, made from hints as a file gives them. */
import { buildSpec } from '../../../../src/compiler/deploy/build-spec.ts';
import { effectiveHints } from '../../../../src/compiler/deploy/effective-hints.ts';
import type { DeploymentSpec } from '../../../../src/compiler/deploy/spec.ts';
import { attachHints } from '../../../../src/language/hints/attach.ts';
import { scan } from '../../../../src/language/text/scan.ts';

export const PRICES = { cpuHour: 0.03, memoryGibHour: 0.004, spotCpuHour: 0.006, spotMemoryGibHour: 0.0008 };

export function specFrom(name: string, hints: Readonly<Record<string, string>>): DeploymentSpec {
  const lines = Object.entries(hints).map(([key, value]) => `-- @ferris:${key}=${value}\n`);
  const sql = 'SELECT a FROM t;';
  const [scope] = attachHints(scan(`${lines.join('')}${sql}`)).scopes;
  return buildSpec({
    hints: effectiveHints(scope!),
    name,
    source: {
      file: `${name}.sql`,
      sql,
      queries: ['result'],
      inputTopics: ['t'],
      outputTopics: [],
      stateful: false,
      changelog: true,
    },
  });
}

const everything = {
  'container.namespace': 'streams',
  'sla.latency_p95_ms': '100',
  'sla.latency_p99_ms': '500',
  'sla.max_latency_ms': '900',
  'sla.throughput_rps': '1000',
  'sla.availability_percent': '99.9',
  'sla.max_downtime_seconds': '90',
  'scaling.metric': 'pending_queries',
  'scaling.threshold': '3',
  'scaling.lag_threshold': '500',
  'cost.max_hourly_cost': '2.40',
  'cost.budget_alert_threshold': '80',
  'circuit_breaker.enabled': 'true',
  'monitoring.alert_channel': '#trading-alerts',
  'monitoring.pager_duty_key': 'pagerduty/routing-key',
  'monitoring.dashboard': 'trading-overview',
  'monitoring.custom_metrics': 'orders_total,order_value_sum',
};

/** Deployments that differ in what is alerted on and shown. */
export const specs = {
  /** Every alert of a deployment that runs on. */
  everything: specFrom('ferris-trading', { workload: 'trading', ...everything }),
  trading: specFrom('ferris-trading', { workload: 'trading', 'container.namespace': 'streams' }),
  analytics: specFrom('ferris-analytics', { workload: 'analytics', 'container.namespace': 'streams' }),
  realtime: specFrom('ferris-realtime', { workload: 'realtime' }),
  reporting: specFrom('nightly', {
    workload: 'reporting',
    'schedule.cron': '0 2 * * *',
    'container.namespace': 'streams',
  }),
  stateful: specFrom('sums', {
    workload: 'analytics',
    'resources.storage_gb': '20',
    'cost.spot_instances': 'enabled',
    'cost.max_hourly_cost': '1',
  }),
  longName: specFrom(`a-name-of-fifty-characters-${'x'.repeat(23)}`, {
    workload: 'custom',
    'scaling.max_replicas': '3',
  }),
} as const satisfies Record<string, DeploymentSpec>;
