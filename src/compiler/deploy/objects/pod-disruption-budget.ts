/** How many pods may be missing while nodes are emptied: one at a time. */
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf, selectorOf } from './labels.ts';

/** A pod that is not well must not keep its node from being emptied. */
export const podDisruptionBudget = (spec: DeploymentSpec): IPodDisruptionBudget => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadataOf(spec),
  spec: {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: selectorOf(spec) },
  },
});
