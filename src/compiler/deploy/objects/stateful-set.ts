/** The StatefulSet: each pod with a disk of its own, from which it restores its state. */
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { replicasOf } from './deployment.ts';
import { metadataOf, selectorOf } from './labels.ts';
import { podTemplate } from './pod-template.ts';
import { stateClaims } from './state-claims.ts';
import { workloadAnnotations } from './workload-annotations.ts';

export const statefulSet = (spec: DeploymentSpec, options: DeployOptions): IStatefulSet => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { ...metadataOf(spec), annotations: workloadAnnotations(spec) },
  spec: {
    replicas: replicasOf(spec, options),
    serviceName: spec.name,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    // A disk that was scaled away is found again; it can always be restored from Kafka, but not as fast.
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    selector: { matchLabels: selectorOf(spec) },
    template: podTemplate(spec, options),
    volumeClaimTemplates: stateClaims(spec).map(claim => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      ...claim,
    })),
  },
});
