/** The disk that a pod asks for to keep its state on. */
import type { DeploymentSpec } from '../spec.ts';
import { labelsOf } from './labels.ts';
import { memoryQuantity } from './quantity.ts';

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
