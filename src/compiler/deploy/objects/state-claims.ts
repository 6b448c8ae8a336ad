/** Where a pod has its state: on a disk of its own, or on its node's for as long as the pod is there. */
import type { IIoK8sApiCoreV1Volume } from 'kubernetes-models/v1/Volume';
import type { DeploymentSpec } from '../spec.ts';
import { isOnNode, stateDiskMib } from '../state-disk.ts';
import { labelsOf } from './labels.ts';
import { memoryQuantity } from './quantity.ts';

export const hasStateFolder = (spec: DeploymentSpec): boolean => stateDiskMib(spec) !== undefined;

export const nodeVolumes = (spec: DeploymentSpec): readonly IIoK8sApiCoreV1Volume[] =>
  isOnNode(spec) ? [{ name: 'state', emptyDir: { sizeLimit: memoryQuantity(stateDiskMib(spec)!) } }] : [];

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
              requests: { storage: memoryQuantity(stateDiskMib(spec)!) },
            },
          },
        },
      ];

export type Claim = ReturnType<typeof stateClaims>[number];
