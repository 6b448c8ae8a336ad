/** The Deployment: pods that keep nothing of their own. */
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { autoscalerOf, boundsAtRest } from '../autoscaler.ts';
import type { DeployOptions } from '../options.ts';
import { standsBy } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf, selectorOf } from './labels.ts';
import { podTemplate } from './pod-template.ts';
import { workloadAnnotations } from './workload-annotations.ts';

export const deployment = (spec: DeploymentSpec, options: DeployOptions): IDeployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { ...metadataOf(spec), annotations: workloadAnnotations(spec) },
  spec: {
    replicas: replicasOf(spec, options),
    progressDeadlineSeconds: progressDeadline(spec),
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    selector: { matchLabels: selectorOf(spec) },
    template: podTemplate(spec, options),
  },
});

/** Under an autoscaler the number is its own: one written here would be set again at each update. */
export function replicasOf(spec: DeploymentSpec, options: DeployOptions): number | undefined {
  // A HorizontalPodAutoscaler leaves 0 alone.
  if (standsBy(spec)) return 0;
  return autoscalerOf(spec, options) === 'none' ? boundsAtRest(spec).min : undefined;
}

/** An update is not called failed while a pod may still be restoring its state. */
const progressDeadline = ({ container }: DeploymentSpec): number => Math.max(600, container.startupSeconds + 120);
