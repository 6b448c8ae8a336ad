/** What KEDA looks at: Kafka for the lag, Prometheus for what pods report, the kubelet for CPU and memory, the clock for conditions. */
import type { IComGithubKedacoreKedaV2ApisKedaV1alpha1ScaleTriggers as Trigger } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaleTriggers';
import { boundsOf } from '../autoscaler.ts';
import { ofCustom } from '../monitoring/series.ts';
import { type DeployOptions, PROMETHEUS_IN_CLUSTER } from '../options.ts';
import { DEFAULT_LAG, LAG } from '../scaling.ts';
import type { DeploymentSpec, ScalingMetric } from '../spec.ts';
import { conditionWindows } from './condition-windows.ts';
import { triggerAuthenticationName } from './trigger-authentication.ts';

/** KEDA's client speaks to brokers of this version and later; by default it speaks too old a protocol for Kafka 4. */
const KAFKA_VERSION = '2.8.0';

export function triggersOf(spec: DeploymentSpec, options: DeployOptions): Trigger[] {
  const { scaling } = spec;
  const lag = scaling.metrics.find(metric => metric.kind === 'pods' && metric.name === LAG);
  // Pods that are not there have no lag; Kafka knows it.
  const threshold =
    lag?.kind === 'pods' ? lag.target : scaling.scaleToZero ? (scaling.lagThreshold ?? DEFAULT_LAG) : undefined;
  return [
    ...(threshold === undefined ? [] : kafkaTriggers(spec, threshold)),
    ...scaling.metrics.filter(metric => metric !== lag).map(metric => metricTrigger(metric, spec, options)),
    ...cronTriggers(spec),
  ];
}

function kafkaTriggers(spec: DeploymentSpec, threshold: number): Trigger[] {
  const authentication = triggerAuthenticationName(spec);
  return spec.source.inputTopics.map(topic => ({
    type: 'kafka',
    metricType: 'AverageValue',
    metadata: {
      bootstrapServers: (spec.source.brokersOf?.[topic] ?? spec.kafka.brokers).replaceAll(/\s+/g, ''),
      consumerGroup: spec.kafka.consumerGroup,
      topic,
      lagThreshold: String(Math.max(1, Math.round(threshold))),
      // A group that has not committed yet begins at the beginning.
      offsetResetPolicy: 'earliest',
      version: KAFKA_VERSION,
    },
    authenticationRef: authentication === undefined ? undefined : { name: authentication },
  }));
}

function metricTrigger(metric: ScalingMetric, spec: DeploymentSpec, options: DeployOptions): Trigger {
  if (metric.kind === 'resource')
    return { type: metric.resource, metricType: 'Utilization', metadata: { value: String(metric.utilizationPercent) } };
  return {
    type: 'prometheus',
    metricType: 'AverageValue',
    metadata: {
      serverAddress: options.prometheusUrl ?? PROMETHEUS_IN_CLUSTER,
      // The sum over the pods by the target is what a HorizontalPodAutoscaler makes of their average.
      query: `sum(${ofCustom(spec, metric.name)})`,
      threshold: String(metric.target),
    },
  };
}

/** The lower bound while a condition holds; the upper one cannot be told by triggers. */
function cronTriggers({ scaling }: DeploymentSpec): Trigger[] {
  return scaling.conditions.flatMap(condition => {
    const { min } = boundsOf(condition, scaling);
    if (condition.cron === undefined || min < 1) return [];
    return conditionWindows(condition.cron).map(({ start, end }) => ({
      type: 'cron',
      metricType: 'AverageValue',
      metadata: { timezone: scaling.timezone, start, end, desiredReplicas: String(min) },
    }));
  });
}
