/** Waits until the workloads of a manifest are rolled out, or it is clear that one will not be. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, RefusedError, UnreachableError } from './cluster.ts';
import type { LiveObject } from './live-object.ts';
import { failureOf, type Pod, type PodFailure } from './pod-failures.ts';
import type { Progress } from './progress.ts';
import { ROLLED_OUT, type Rollout, rolloutOf } from './rollout.ts';
import { readLive } from './server-side.ts';
import type { Target } from './targets.ts';

/** Why a rollout did not come to its end. */
export class RolloutError extends Error {}

/** Milliseconds between two looks: often at first, then rarely. */
const PAUSES = [250, 500, 1000, 2000];

/** @param signal ends the waiting. Throws RolloutError, UnreachableError, RefusedError and the reason of the abort. */
export async function waitForRollout(
  targets: readonly Target[],
  cluster: Cluster,
  options: { readonly timeoutSeconds: number; readonly signal: AbortSignal },
  progress: Progress,
): Promise<void> {
  const until = performance.now() + options.timeoutSeconds * 1000;
  for (const target of targets.filter(({ object }) => ROLLED_OUT.has(object.kind)))
    for (let looks = 0; ; looks++) {
      const late = performance.now() > until;
      const look = await lookAt(target, cluster, late);
      if (look.state === 'done') {
        await progress.say(`✅ ${target.name} rolled out: ${look.text}`);
        break;
      }
      if (look.state === 'failed') throw new RolloutError(`${target.name}: ${look.text}`);
      if (late)
        throw new RolloutError(`${target.name}: not rolled out within ${options.timeoutSeconds} s (${look.text})`);
      await progress.now(`${target.name}: ${look.text}`);
      await pause(PAUSES[Math.min(looks, PAUSES.length - 1)], undefined, { signal: options.signal });
    }
}

/** With what its pods say. Throws RefusedError; UnreachableError only when it is late, since an API server may restart. */
async function lookAt(target: Target, cluster: Cluster, late: boolean): Promise<Rollout> {
  try {
    const live = await readLive(target, cluster);
    if (!live) return { state: 'failed', text: 'it has been deleted meanwhile' };
    const rollout = rolloutOf(live);
    if (rollout.state === 'done') return rollout;
    const failures = await podFailures(live, cluster);
    const final = failures.find(one => one.final);
    const worst = final ?? failures[0];
    if (!worst) return rollout;
    return { state: final ? 'failed' : rollout.state, text: `${rollout.text}; ${worst.text}` };
  } catch (error) {
    if (late || !(error instanceof UnreachableError)) throw error;
    return { state: 'waiting', text: `no answer (${error.message})` };
  }
}

interface List<One> {
  readonly items?: readonly One[];
}

/** Of the pods of its newest version; none where these credentials may not look at pods. */
async function podFailures(live: LiveObject, cluster: Cluster): Promise<readonly PodFailure[]> {
  const { matchLabels = {} } = (live.spec?.selector ?? {}) as { readonly matchLabels?: Record<string, string> };
  const { namespace = cluster.namespace } = live.metadata;
  try {
    const version = await versionLabel(live, namespace, matchLabels, cluster);
    const { items = [] } = (await cluster.ask({
      method: 'GET',
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`,
      query: { labelSelector: selectorText({ ...matchLabels, ...version }) },
    })) as List<Pod>;
    return items.map(failureOf).filter(one => one !== undefined);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 403) return [];
    throw error;
  }
}

interface ReplicaSet {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly uid: string }[];
  };
}

const REVISION = 'deployment.kubernetes.io/revision';

/** The label that only pods of the newest version have. */
async function versionLabel(
  { kind, metadata, status }: LiveObject,
  namespace: string,
  labels: Readonly<Record<string, string>>,
  cluster: Cluster,
): Promise<Record<string, string>> {
  if (kind === 'StatefulSet')
    return typeof status?.updateRevision === 'string' ? { 'controller-revision-hash': status.updateRevision } : {};
  const { items = [] } = (await cluster.ask({
    method: 'GET',
    path: `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/replicasets`,
    query: { labelSelector: selectorText(labels) },
  })) as List<ReplicaSet>;
  const newest = items.find(
    one =>
      one.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid) &&
      one.metadata.annotations?.[REVISION] === metadata.annotations?.[REVISION],
  );
  const hash = newest?.metadata.labels?.['pod-template-hash'];
  return hash === undefined ? {} : { 'pod-template-hash': hash };
}

const selectorText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
