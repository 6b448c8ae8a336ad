/** Which alerts a deployment gets, with which thresholds, words and labels. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { prometheusRule } from '../../../../src/compiler/deploy/monitoring/alerts.ts';
import type { DeploymentSpec } from '../../../../src/compiler/deploy/spec.ts';
import { PRICES, specFrom, specs } from './specs.ts';

const rulesOf = (spec: DeploymentSpec) => prometheusRule(spec, PRICES).spec.groups!.flatMap(({ rules }) => rules!);
const rule = (spec: DeploymentSpec, name: string) => {
  const found = rulesOf(spec).find(({ alert }) => alert === name);
  assert.ok(found, `no alert ${name}: ${rulesOf(spec).map(({ alert }) => alert)}`);
  return found;
};
const names = (spec: DeploymentSpec) => rulesOf(spec).map(({ alert }) => alert!);
/** What stands behind the last comparison. */
const threshold = (spec: DeploymentSpec, name: string) =>
  Number(String(rule(spec, name).expr).match(/(?:>|<|>=) ([\d.]+)$/)?.[1]);

for (const [name, spec] of Object.entries(specs))
  test(`${name}: the rules fit the operator's schema and their names are unique`, () => {
    new PrometheusRule(prometheusRule(spec, PRICES)).validate();
    assert.equal(new Set(names(spec)).size, names(spec).length);
    assert.deepEqual(prometheusRule(spec, PRICES), prometheusRule(spec, PRICES));
  });

test('the alerts of the workload profiles', () => {
  const { namespace: _, ...labels } = rule(specs.trading, 'TradingLatencySLABreach').labels!;
  assert.deepEqual(labels, { severity: 'critical', workload: 'trading', deployment: 'ferris-trading' });
  assert.equal(rule(specs.trading, 'TradingLatencySLABreach').for, '2m');
  assert.equal(threshold(specs.trading, 'TradingLatencySLABreach'), 0.1);
  assert.equal(
    rule(specs.trading, 'TradingLatencySLABreach').annotations!.summary,
    'Trading workload P95 latency exceeds 100ms SLA',
  );
  assert.equal(threshold(specs.analytics, 'AnalyticsMemoryPressure'), 0.85);
  assert.equal(rule(specs.analytics, 'AnalyticsMemoryPressure').for, '5m');
  assert.equal(rule(specs.analytics, 'AnalyticsMemoryPressure').labels!.severity, 'warning');
  assert.equal(threshold(specs.analytics, 'AnalyticsPendingQueries'), 6);
  assert.equal(threshold(specs.realtime, 'RealTimeMaxLatencySLABreach'), 0.05);
  assert.match(String(rule(specs.realtime, 'RealTimeThroughputSLABreach').expr), /< 50000 and .*> 50000$/);
});

test('thresholds come from the hints', () => {
  const { everything } = specs;
  assert.equal(threshold(everything, 'TradingLatencyP99SLABreach'), 0.5);
  assert.equal(threshold(everything, 'TradingMaxLatencySLABreach'), 0.9);
  assert.equal(threshold(everything, 'TradingConsumerLag'), 1000, 'twice what the autoscaler aims at');
  assert.equal(threshold(everything, 'TradingAvailabilitySLABreach'), 86.4, 'seconds of a day');
  assert.equal(threshold(everything, 'TradingBudgetAlert'), 1.92, '80% of 2.40');
  assert.equal(threshold(everything, 'TradingAtMaxReplicas'), 20);
  assert.equal(rule(everything, 'TradingDown').for, '90s');
  assert.equal(rule(specs.trading, 'TradingDown').for, '1m');
  assert.equal(threshold(specFrom('x', { workload: 'custom' }), 'CustomConsumerLag'), 10_000);
});

test('what was not asked for is not alerted on', () => {
  const plain = specFrom('x', { workload: 'custom', 'scaling.min_replicas': '2', 'scaling.max_replicas': '2' });
  assert.deepEqual(
    names(plain).filter(name => /SLA|Budget|Pending|AtMax/.test(name)),
    [],
  );
  assert.ok(names(plain).includes('CustomDown'));
});

test('of a schedule, no pod is no outage and a lag at the start no fault; a failed run is', () => {
  const scheduled = names(specs.reporting);
  for (const absent of ['ReportingDown', 'ReportingConsumerLag', 'ReportingAtMaxReplicas'])
    assert.ok(!scheduled.includes(absent), absent);
  assert.ok(scheduled.includes('ReportingRunFailed'));
});

test('a spot deployment is priced as spot, a StatefulSet asked for by its kind', () => {
  assert.match(String(rule(specs.stateful, 'AnalyticsBudgetAlert').expr), /\* 0\.006 \+ .*\* 0\.0008 > 1$/);
  assert.match(String(rule(specs.everything, 'TradingBudgetAlert').expr), /\* 0\.03 \+ .*\* 0\.004 > 1\.92$/);
  assert.match(String(rule(specs.stateful, 'AnalyticsDown').expr), /kube_statefulset_replicas\{statefulset="sums"\}/);
});

test('each alert says what is wrong and what to do, and links to the dashboard', () => {
  for (const spec of Object.values(specs))
    for (const { alert, labels, annotations } of rulesOf(spec)) {
      assert.match(labels!.severity!, /^(critical|warning)$/);
      assert.ok(annotations!.summary!.length > 20 && !annotations!.summary!.endsWith('.'), alert);
      assert.match(annotations!.description!, /\.$/, alert);
      if (alert === 'ClusterCostSpike') assert.equal(labels!.deployment, undefined);
      else assert.match(annotations!.dashboard!, /^\/d\/[A-Za-z0-9_-]{1,40}$/);
      assert.equal(labels!.namespace, spec.namespace, 'Alertmanager routes by it');
    }
  assert.equal(rule(specs.everything, 'TradingDown').annotations!.dashboard, '/d/trading-overview');
  assert.equal(rule(specs.trading, 'TradingDown').annotations!.dashboard, '/d/ferris-streams-ferris-trading');
});
