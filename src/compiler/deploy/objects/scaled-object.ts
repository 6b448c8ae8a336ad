/** KEDA's ScaledObject: what the HorizontalPodAutoscaler cannot do, wake pods that are not there and keep to a calendar. */
import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { boundsAtRest } from '../autoscaler.ts';
import type { DeployOptions } from '../options.ts';
import { standsBy } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';
import { behaviorOf, scaleTarget } from './horizontal-pod-autoscaler.ts';
import { metadataOf } from './labels.ts';
import { triggersOf } from './scaled-object-triggers.ts';

/** KEDA's own, before the last pod goes. */
const COOLDOWN_SECONDS = 300;

export function scaledObject(spec: DeploymentSpec, options: DeployOptions): IScaledObject {
  const { scaling } = spec;
  const { min, max } = boundsAtRest(spec);
  const behavior = behaviorOf(spec);
  // Only Kafka can tell that there is something to do while no pod is there.
  const toZero = scaling.scaleToZero && spec.source.inputTopics.length > 0;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      ...metadataOf(spec),
      annotations: standsBy(spec) ? { 'autoscaling.keda.sh/paused-replicas': '0' } : undefined,
    },
    spec: {
      scaleTargetRef: scaleTarget(spec),
      pollingInterval: 15,
      cooldownPeriod: toZero ? (scaling.cooldownSeconds ?? COOLDOWN_SECONDS) : undefined,
      // With a lower bound above 0, the pods are none or at least that many.
      idleReplicaCount: toZero && min > 0 ? 0 : undefined,
      minReplicaCount: toZero ? min : Math.max(1, min),
      maxReplicaCount: max,
      advanced: {
        horizontalPodAutoscalerConfig: { name: metadataOf(spec, 'hpa').name, behavior },
      },
      triggers: triggersOf(spec, options),
    },
  };
}
