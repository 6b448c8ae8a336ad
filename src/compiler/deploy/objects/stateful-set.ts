/** The StatefulSet: each pod with a disk of its own, from which it restores its state. */
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { replicasOf } from './deployment.ts';
import { labelsOf, metadataOf, selectorOf } from './labels.ts';
import { podTemplate } from './pod-template.ts';
import { memoryQuantity } from './quantity.ts';
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
    volumeClaimTemplates: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'state', labels: labelsOf(spec) },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: {
            requests: { storage: memoryQuantity(Math.max(1, Math.round((spec.resources.storageGib ?? 0) * 1024))) },
          },
        },
      },
    ],
  },
});
