/** A deployment in one of its regions: the primary one does the work, the secondary ones stand by. */
import type { DeploymentSpec } from './spec.ts';

/** In the order in which they take over, the primary one first; none where no regions were asked for. */
export const regionsOf = ({ regions }: DeploymentSpec): readonly string[] =>
  regions === undefined ? [] : [...new Set([regions.primary, ...regions.secondary])];

/** The region that the pods are in. */
export const ownRegion = ({ regions }: DeploymentSpec): string | undefined =>
  regions && (regions.here ?? regions.primary);

/** The deployment for one of its regions. A zone is of the primary region; the others have none of that name. */
export function inRegion(spec: DeploymentSpec, region: string): DeploymentSpec {
  const { regions, nodes } = spec;
  if (regions === undefined) return spec;
  return {
    ...spec,
    nodes: region === regions.primary ? nodes : { ...nodes, zone: undefined },
    regions: { ...regions, here: region },
  };
}

/**
 * Whether it has no pods until somebody fails over by hand. Where a region takes over by itself, or load may move to it, its pods run
 * between the same bounds as the primary's: they share the partitions through the consumer group.
 */
export const standsBy = ({ regions, scaling }: DeploymentSpec): boolean =>
  regions?.here !== undefined && regions.here !== regions.primary && !regions.failover && !scaling.crossRegion;
