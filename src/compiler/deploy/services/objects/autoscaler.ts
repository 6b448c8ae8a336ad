/** The HorizontalPodAutoscaler of a service. */
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IIoK8sApiAutoscalingV2MetricSpec } from 'kubernetes-models/autoscaling/v2/MetricSpec';
import { metricQuantity } from '../../objects/quantity.ts';
import type { PaceSpec, ServiceMetric, ServiceSpec } from '../service-spec.ts';
import { metadataOf } from './labels.ts';

export function autoscaler(service: ServiceSpec): IHorizontalPodAutoscaler | undefined {
  const { autoscale, kind, name } = service;
  if (!autoscale) return undefined;
  const { up, down } = autoscale;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(service, 'hpa'),
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: kind === 'statefulset' ? 'StatefulSet' : 'Deployment',
        name,
      },
      minReplicas: autoscale.min,
      maxReplicas: autoscale.max,
      metrics: autoscale.metrics.map(metricOf),
      behavior: up || down ? { scaleUp: up && paceOf(up), scaleDown: down && paceOf(down) } : undefined,
    },
  };
}

function metricOf(metric: ServiceMetric): IIoK8sApiAutoscalingV2MetricSpec {
  if (metric.kind === 'resource')
    return {
      type: 'Resource',
      resource: {
        name: metric.resource,
        target: { type: 'Utilization', averageUtilization: metric.utilizationPercent },
      },
    };
  const target = metricQuantity(metric.target);
  return {
    type: 'External',
    external: {
      metric: {
        name: metric.name,
        selector: Object.keys(metric.labels).length > 0 ? { matchLabels: metric.labels } : undefined,
      },
      target:
        metric.compare === 'average'
          ? { type: 'AverageValue', averageValue: target }
          : { type: 'Value', value: target },
    },
  };
}

const paceOf = ({ stabilizationSeconds, policies }: PaceSpec) => ({
  stabilizationWindowSeconds: stabilizationSeconds,
  policies: policies.length > 0 ? policies.map(policy => ({ ...policy })) : undefined,
});
