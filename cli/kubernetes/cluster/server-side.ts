/** Reading, server-side applying and deleting one object. All throw UnreachableError and RefusedError. */
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { type Cluster, RefusedError } from './cluster.ts';
import type { LiveObject } from './live-object.ts';
import type { Target } from './targets.ts';

export interface ApplyOptions {
  /** Under whose name the fields are set. */
  readonly manager: string;
  /** Whether fields of other managers are taken over. */
  readonly force: boolean;
  /** Whether the server only says what would come of it. */
  readonly dryRun: boolean;
}

/** Undefined where there is none. */
export async function readLive({ path }: Target, cluster: Cluster): Promise<LiveObject | undefined> {
  try {
    return (await cluster.ask({ method: 'GET', path })) as LiveObject;
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return undefined;
    throw error;
  }
}

/** Gives the object as it is afterwards. A field that the server does not know is an error, never dropped. */
export async function apply(
  { path }: Target,
  object: KubernetesObject,
  { manager, force, dryRun }: ApplyOptions,
  cluster: Cluster,
): Promise<LiveObject> {
  const query = {
    fieldManager: manager,
    fieldValidation: 'Strict',
    ...(force ? { force: 'true' } : {}),
    ...(dryRun ? { dryRun: 'All' } : {}),
  };
  const contentType = 'application/apply-patch+yaml';
  return (await cluster.ask({ method: 'PATCH', path, query, body: object, contentType })) as LiveObject;
}

/** Deletes it and what it owns; not one that another has made anew under the same name meanwhile. */
export async function remove({ path }: Target, uid: string | undefined, cluster: Cluster): Promise<void> {
  const body = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: 'Background',
    ...(uid === undefined ? {} : { preconditions: { uid } }),
  };
  try {
    await cluster.ask({ method: 'DELETE', path, body });
  } catch (error) {
    if (!(error instanceof RefusedError && error.status === 404)) throw error;
  }
}
