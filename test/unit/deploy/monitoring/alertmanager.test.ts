/** Who is told of alerts. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { AlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig';
import { alertmanagerConfig } from '../../../../src/compiler/deploy/monitoring/alertmanager.ts';
import { specFrom, specs } from './specs.ts';

test('nobody asked for: there is none', () => {
  assert.equal(alertmanagerConfig(specs.trading), undefined);
});

test('Slack and PagerDuty both get every alert of this deployment', () => {
  const config = alertmanagerConfig(specs.everything)!;
  new AlertmanagerConfig(config).validate();
  assert.deepEqual(config.spec.route!.matchers, [{ name: 'deployment', matchType: '=', value: 'ferris-trading' }]);
  assert.deepEqual(config.spec.route!.routes, [
    { receiver: 'slack', continue: true },
    { receiver: 'pagerduty', continue: true },
  ]);
  const [slack, pagerDuty] = config.spec.receivers!;
  assert.equal(slack!.slackConfigs![0]!.channel, '#trading-alerts');
  assert.deepEqual(slack!.slackConfigs![0]!.apiURL, { name: 'slack-webhook', key: 'url' });
  assert.deepEqual(pagerDuty!.pagerdutyConfigs![0]!.routingKey, { name: 'pagerduty', key: 'routing-key' });
});

test('one of them alone is the route itself', () => {
  const slack = alertmanagerConfig(specFrom('x', { workload: 'custom', 'monitoring.alert_channel': 'ops' }))!;
  new AlertmanagerConfig(slack).validate();
  assert.equal(slack.spec.route!.receiver, 'slack');
  assert.equal(slack.spec.route!.routes, undefined);
  assert.equal(slack.spec.receivers![0]!.slackConfigs![0]!.channel, '#ops');
  const pager = alertmanagerConfig(specFrom('x', { workload: 'custom', 'monitoring.pager_duty_key': 'pd' }))!;
  assert.equal(pager.spec.route!.receiver, 'pagerduty');
  assert.deepEqual(pager.spec.receivers![0]!.pagerdutyConfigs![0]!.routingKey, { name: 'pd', key: 'routing-key' });
});
