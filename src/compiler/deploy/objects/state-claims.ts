/** Where a pod has its state: on a disk of its own, or on its node's for as long as the pod is there. */
import type { IIoK8sApiCoreV1Volume } from 'kubernetes-models/v1/Volume';
import type { DeploymentSpec } from '../spec.ts';
import { labelsOf } from './labels.ts';
import { memoryQuantity } from './quantity.ts';

/** What runs on and keeps state without a disk of its own has snapshots that outlive its container, not its pod. */
const isOnNode = ({ resources, source, schedule }: DeploymentSpec): boolean =>
  resources.storageGib === undefined && schedule === undefined && source.stateful && source.changelog;

export const hasStateFolder = (spec: DeploymentSpec): boolean =>
  spec.resources.storageGib !== undefined || isOnNode(spec);

/** State that fits into memory, a snapshot of it and the next one: a pod that has more on the node is evicted. */
const MEMORIES = 4;

export const nodeVolumes = (spec: DeploymentSpec): readonly IIoK8sApiCoreV1Volume[] =>
  isOnNode(spec)
    ? [{ name: 'state', emptyDir: { sizeLimit: memoryQuantity(spec.resources.memoryMib * MEMORIES) } }]
    : [];

/** None where no disk is asked for. */
export const stateClaims = (spec: DeploymentSpec) =>
  spec.resources.storageGib === undefined
    ? []
    : [
        {
          metadata: { name: 'state', labels: labelsOf(spec) },
          spec: {
            accessModes: ['ReadWriteOnce' as const],
            resources: {
              requests: { storage: memoryQuantity(Math.max(1, Math.round(spec.resources.storageGib * 1024))) },
            },
          },
        },
      ];

export type Claim = ReturnType<typeof stateClaims>[number];
