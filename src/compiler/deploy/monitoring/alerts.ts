/** The alerts of a deployment as a PrometheusRule. */
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { metadataOf } from '../objects/labels.ts';
import type { DeploymentSpec } from '../spec.ts';
import type { Alert } from './alert.ts';
import { availabilityAlerts } from './alerts/availability.ts';
import { dataAlerts } from './alerts/data.ts';
import { latencyAlerts } from './alerts/latency.ts';
import { resourceAlerts } from './alerts/resources.ts';
import { throughputAlerts } from './alerts/throughput.ts';
import { linkedDashboard } from './dashboard-id.ts';
import type { PodPrices } from './hourly-cost.ts';
import { titleOf } from './titles.ts';

const GROUPS = {
  latency: latencyAlerts,
  throughput: throughputAlerts,
  data: dataAlerts,
  availability: availabilityAlerts,
  resources: resourceAlerts,
} as const;

/** @param prices for the alert on the budget */
export function prometheusRule(spec: DeploymentSpec, prices: PodPrices): IPrometheusRule {
  const groups = Object.entries(GROUPS).map(([name, alertsOf]) => ({
    name: `${spec.name}-${name}`,
    rules: alertsOf(spec, prices).map(alert => ruleOf(alert, spec)),
  }));
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: metadataOf(spec, 'alerts'),
    spec: { groups: groups.filter(({ rules }) => rules.length > 0) },
  };
}

function ruleOf(alert: Alert, spec: DeploymentSpec) {
  const labels: Record<string, string> = {
    severity: alert.severity,
    ...(alert.cluster ? {} : { workload: spec.workload, deployment: spec.name }),
    ...(spec.namespace === undefined ? {} : { namespace: spec.namespace }),
  };
  const annotations: Record<string, string> = {
    summary: alert.summary,
    description: alert.description,
    ...(alert.cluster ? {} : { dashboard: `/d/${linkedDashboard(spec)}` }),
  };
  const { name, expression, forSeconds, cluster } = alert;
  return {
    alert: cluster ? name : `${titleOf(spec)}${name}`,
    expr: expression,
    for: durationText(forSeconds),
    labels,
    annotations,
  };
}

const durationText = (seconds: number): string =>
  seconds > 0 && seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
