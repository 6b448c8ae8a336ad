/** The two HorizontalPodAutoscalers that the specification gives come out of the workloads' defaults, exactly in meaning. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'yaml';
import { manifestWith, only } from './specs.ts';

const TRADING = `
scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ferris-trading }
minReplicas: 2
maxReplicas: 20
metrics:
- type: Pods
  pods:
    metric: { name: ferris_consumer_lag_by_workload, selector: { matchLabels: { workload: trading } } }
    target: { type: AverageValue, averageValue: "500" }
- type: Pods
  pods:
    metric: { name: ferris_query_duration_p95_by_workload, selector: { matchLabels: { workload: trading } } }
    target: { type: AverageValue, averageValue: "50m" }
behavior:
  scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: Percent, value: 100, periodSeconds: 60 }] }
  scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: Percent, value: 10, periodSeconds: 60 }] }
`;
const ANALYTICS = `
scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ferris-analytics }
minReplicas: 1
maxReplicas: 8
metrics:
- type: Resource
  resource: { name: memory, target: { type: Utilization, averageUtilization: 70 } }
- type: Pods
  pods:
    metric: { name: ferris_pending_queries_by_workload, selector: { matchLabels: { workload: analytics } } }
    target: { type: AverageValue, averageValue: "3" }
behavior:
  scaleUp: { stabilizationWindowSeconds: 180, policies: [{ type: Pods, value: 2, periodSeconds: 120 }] }
`;

for (const [workload, spec] of [
  ['trading', TRADING],
  ['analytics', ANALYTICS],
] as const)
  test(`${workload}: the autoscaler of the specification`, () => {
    const objects = manifestWith({ workload, 'container.name': `ferris-${workload}` });
    const autoscaler = only(objects, 'HorizontalPodAutoscaler');
    assert.equal(autoscaler?.apiVersion, 'autoscaling/v2');
    assert.equal(autoscaler.metadata?.name, `ferris-${workload}-hpa`);
    assert.deepEqual('spec' in autoscaler && autoscaler.spec, parse(spec));
  });
