/** Where each object of a manifest lives in this cluster, and which kinds the cluster does not have. */
import { type KubernetesObject, nameOf } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { type Cluster, RefusedError } from './cluster.ts';

export interface Target {
  readonly object: KubernetesObject;
  /** `Deployment ferris-trading`. */
  readonly name: string;
  /** Undefined where objects of the kind belong to no namespace. */
  readonly namespace: string | undefined;
  /** `/apis/apps/v1/namespaces/trading/deployments/ferris-trading`. */
  readonly path: string;
}

export interface MissingKind {
  readonly apiVersion: string;
  readonly kind: string;
}

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** Asks the API server for the groups of these objects only. Throws UnreachableError and RefusedError. */
export async function findTargets(
  objects: readonly KubernetesObject[],
  cluster: Cluster,
): Promise<{ readonly targets: readonly Target[]; readonly missing: readonly MissingKind[] }> {
  const groups = new Map<string, ResourceList>();
  for (const { apiVersion } of objects)
    if (!groups.has(apiVersion)) groups.set(apiVersion, await resourcesOf(apiVersion, cluster));
  const missing = new Map<string, MissingKind>();
  const targets: Target[] = [];
  for (const object of objects) {
    const { apiVersion, kind } = object;
    // `deployments/scale` is of kind Scale: what has a slash is a part of another resource.
    const resource = groups.get(apiVersion)?.resources?.find(one => one.kind === kind && !one.name.includes('/'));
    if (!resource) {
      missing.set(`${apiVersion} ${kind}`, { apiVersion, kind });
      continue;
    }
    const namespace = resource.namespaced ? (object.metadata?.namespace ?? cluster.namespace) : undefined;
    const inside = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
    const own = encodeURIComponent(object.metadata?.name ?? '');
    const path = `${groupPath(apiVersion)}${inside}/${resource.name}/${own}`;
    targets.push({ object, name: nameOf(object), namespace, path });
  }
  return { targets, missing: [...missing.values()] };
}

/** `/api/v1`, `/apis/apps/v1`. */
const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

async function resourcesOf(apiVersion: string, cluster: Cluster): Promise<ResourceList> {
  try {
    return (await cluster.ask({ method: 'GET', path: groupPath(apiVersion) })) as ResourceList;
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return {};
    throw error;
  }
}
