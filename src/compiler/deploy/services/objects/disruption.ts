/** How many pods of a service may be missing while nodes are emptied: one at a time, unless the file says otherwise. */
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { ServiceSpec } from '../service-spec.ts';
import { metadataOf, selectorOf } from './labels.ts';

/** Pods of a DaemonSet are not evicted when a node is emptied. A pod that is not well must not keep its node from it. */
export const disruptionBudget = (service: ServiceSpec): IPodDisruptionBudget | undefined =>
  service.kind === 'daemonset'
    ? undefined
    : {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: metadataOf(service, 'pdb'),
        spec: {
          ...(service.disruption ?? { maxUnavailable: 1 }),
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
          selector: { matchLabels: selectorOf(service.name) },
        },
      };
