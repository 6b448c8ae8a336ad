/** How far a workload's rollout is, read off what its controller reports. */
import type { LiveObject } from './live-object.ts';

export interface Rollout {
  readonly state: 'done' | 'waiting' | 'failed';
  /** `2 of 3 pods ready`, or why it failed. */
  readonly text: string;
}

/** Kinds whose rollout can be waited for. */
export const ROLLED_OUT: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

export function rolloutOf(object: LiveObject): Rollout {
  const { metadata, status = {} } = object;
  if (metadata.deletionTimestamp !== undefined) return { state: 'failed', text: 'it is being deleted' };
  if (count(status.observedGeneration) < (metadata.generation ?? 0))
    return { state: 'waiting', text: 'its controller has not seen the change yet' };
  return object.kind === 'StatefulSet' ? statefulSetRollout(object) : deploymentRollout(object);
}

function deploymentRollout({ spec = {}, status = {} }: LiveObject): Rollout {
  const conditions = (status.conditions ?? []) as readonly Condition[];
  const progressing = conditions.find(({ type }) => type === 'Progressing');
  if (progressing?.status === 'False') return { state: 'failed', text: told(progressing) };
  const refused = conditions.find(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True');
  // A pod that may not be made will not be made later; other failures are tried again by the controller.
  if (refused && /forbidden|invalid/i.test(refused.message ?? '')) return { state: 'failed', text: told(refused) };
  const wanted = spec.replicas === undefined ? 1 : count(spec.replicas);
  const [all, updated, available] = [status.replicas, status.updatedReplicas, status.availableReplicas].map(count);
  if (updated! < wanted) return { state: 'waiting', text: `${updated} of ${wanted} pods of the new version made` };
  if (available! < wanted) return { state: 'waiting', text: `${available} of ${wanted} pods ready` };
  if (all! > updated!) return { state: 'waiting', text: `${all! - updated!} pods of the old version still there` };
  return { state: 'done', text: `${available} of ${wanted} pods ready` };
}

function statefulSetRollout({ spec = {}, status = {} }: LiveObject): Rollout {
  const wanted = spec.replicas === undefined ? 1 : count(spec.replicas);
  const [updated, ready] = [status.updatedReplicas, status.readyReplicas].map(count);
  const one = status.currentRevision === status.updateRevision;
  if (!one && updated! < wanted)
    return { state: 'waiting', text: `${updated} of ${wanted} pods of the new version made` };
  if (ready! < wanted) return { state: 'waiting', text: `${ready} of ${wanted} pods ready` };
  return { state: 'done', text: `${ready} of ${wanted} pods ready` };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

const told = ({ reason = '', message = '' }: Condition): string => [reason, message].filter(Boolean).join(': ');

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
