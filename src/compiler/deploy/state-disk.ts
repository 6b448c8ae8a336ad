/** How much disk a pod has for its state, and how much of it what does not fit into memory may take: the rest is for snapshots. */
import type { DeploymentSpec } from './spec.ts';

type Asked = Pick<DeploymentSpec, 'resources' | 'source' | 'schedule'>;

/** What runs on and keeps state without a disk of its own has snapshots that outlive its container, not its pod. */
export const isOnNode = ({ resources, source, schedule }: Asked): boolean =>
  resources.storageGib === undefined && schedule === undefined && source.stateful && source.changelog;

/** Of the node's disk, for each MiB of memory: a pod that takes more is evicted. */
const MEMORIES = 4;
/** The snapshot that is there, and the next one while it is written. */
const SNAPSHOTS = 2;

/** MiB; undefined: it has no folder for state. */
export function stateDiskMib(spec: Asked): number | undefined {
  const { storageGib, memoryMib } = spec.resources;
  if (storageGib !== undefined) return Math.max(1, Math.round(storageGib * 1024));
  return isOnNode(spec) ? memoryMib * MEMORIES : undefined;
}

/**
 * MiB of that disk for state beyond memory, so that it and the snapshots of all state fit: state takes no more room in a snapshot
 * than where it was. Undefined: there is no folder, or a disk so small that only its end is a limit, where the job stops too.
 */
export function spilledMib(spec: Asked): number | undefined {
  const disk = stateDiskMib(spec);
  if (disk === undefined) return undefined;
  const left = Math.floor((disk - SNAPSHOTS * spec.resources.memoryMib) / (SNAPSHOTS + 1));
  return left < 1 ? undefined : left;
}
