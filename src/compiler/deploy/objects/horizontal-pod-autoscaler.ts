/** The HorizontalPodAutoscaler: how many pods run, by what each of them reports. */
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IIoK8sApiAutoscalingV2HorizontalPodAutoscalerBehavior } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerBehavior';
import type { IIoK8sApiAutoscalingV2HPAScalingRules } from 'kubernetes-models/autoscaling/v2/HPAScalingRules';
import type { IIoK8sApiAutoscalingV2MetricSpec } from 'kubernetes-models/autoscaling/v2/MetricSpec';
import { boundsAtRest } from '../autoscaler.ts';
import type { DeploymentSpec, ScalingDirection, ScalingMetric } from '../spec.ts';
import { metadataOf } from './labels.ts';
import { metricQuantity } from './quantity.ts';

export function horizontalPodAutoscaler(spec: DeploymentSpec): IHorizontalPodAutoscaler {
  const { min, max } = boundsAtRest(spec);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(spec, 'hpa'),
    spec: {
      scaleTargetRef: scaleTarget(spec),
      // Pods that are not there report nothing that could wake them.
      minReplicas: Math.max(1, min),
      maxReplicas: max,
      metrics: spec.scaling.metrics.map(metric => metricOf(metric, spec.workload)),
      behavior: behaviorOf(spec),
    },
  };
}

export const scaleTarget = ({ name, resources }: DeploymentSpec) => ({
  apiVersion: 'apps/v1',
  kind: resources.storageGib === undefined ? 'Deployment' : 'StatefulSet',
  name,
});

const metricOf = (metric: ScalingMetric, workload: string): IIoK8sApiAutoscalingV2MetricSpec =>
  metric.kind === 'resource'
    ? {
        type: 'Resource',
        resource: {
          name: metric.resource,
          target: { type: 'Utilization', averageUtilization: metric.utilizationPercent },
        },
      }
    : {
        type: 'Pods',
        pods: {
          metric: { name: metric.name, selector: { matchLabels: { workload } } },
          target: { type: 'AverageValue', averageValue: metricQuantity(metric.target) },
        },
      };

/** Undefined where Kubernetes' own pace will do. */
export function behaviorOf({
  scaling,
}: DeploymentSpec): IIoK8sApiAutoscalingV2HorizontalPodAutoscalerBehavior | undefined {
  const scaleUp = scaling.up && rulesOf(scaling.up);
  const scaleDown = scaling.down && rulesOf(scaling.down);
  return scaleUp || scaleDown ? { scaleUp, scaleDown } : undefined;
}

const rulesOf = ({ stabilizationSeconds, policies }: ScalingDirection): IIoK8sApiAutoscalingV2HPAScalingRules => ({
  stabilizationWindowSeconds: stabilizationSeconds,
  policies: policies.length > 0 ? policies.map(policy => ({ ...policy })) : undefined,
});
