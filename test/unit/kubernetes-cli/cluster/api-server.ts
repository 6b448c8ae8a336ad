/** A Kubernetes API server in memory, over HTTP: discovery, server-side apply with owners of fields, dry runs, pods. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { FieldStore } from './field-store.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
}

export interface Behaviour {
  /** Groups of the API; without it all that the tests know. */
  readonly without?: readonly string[];
  /** What the controller reports of an object; without it everything is rolled out at once. */
  status?(object: ApiObject): object | undefined;
  /** Of every namespace. */
  pods?: readonly ServedPod[];
  /** Of the deployment with this uid. */
  replicaSets?(uid: string): readonly object[];
  /** An answer instead of the server's own. */
  instead?(asked: Asked): { readonly code: number; readonly body: object } | 'never' | 'dropped' | undefined;
}

export interface ServedPod {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly status: object;
}

export interface ApiObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly spec?: Readonly<Record<string, unknown>>;
}

export interface ApiServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Paths of what was written, in order, each after its method. */
  writes(): string[];
  object(path: string): ApiObject | undefined;
  paths(): string[];
  /** Somebody else writes fields of an object, which is made when it is not there. */
  write(path: string, fields: object, manager: string): void;
}

interface Stored {
  readonly uid: string;
  readonly store: FieldStore;
  readonly identity: object;
  version: number;
  generation: number;
}

const RESOURCES: Readonly<Record<string, readonly (readonly [name: string, kind: string, namespaced?: false])[]>> = {
  '/api/v1': [
    ['namespaces', 'Namespace', false],
    ['serviceaccounts', 'ServiceAccount'],
    ['configmaps', 'ConfigMap'],
    ['secrets', 'Secret'],
    ['services', 'Service'],
    ['pods', 'Pod'],
  ],
  '/apis/apps/v1': [
    ['deployments', 'Deployment'],
    ['deployments/scale', 'Scale'],
    ['statefulsets', 'StatefulSet'],
    ['replicasets', 'ReplicaSet'],
  ],
  '/apis/autoscaling/v2': [['horizontalpodautoscalers', 'HorizontalPodAutoscaler']],
  '/apis/batch/v1': [['cronjobs', 'CronJob']],
  '/apis/networking.k8s.io/v1': [['networkpolicies', 'NetworkPolicy']],
  '/apis/policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget']],
  '/apis/rbac.authorization.k8s.io/v1': [
    ['roles', 'Role'],
    ['rolebindings', 'RoleBinding'],
  ],
  '/apis/scheduling.k8s.io/v1': [['priorityclasses', 'PriorityClass', false]],
  '/apis/monitoring.coreos.com/v1': [
    ['servicemonitors', 'ServiceMonitor'],
    ['prometheusrules', 'PrometheusRule'],
  ],
  '/apis/keda.sh/v1alpha1': [
    ['scaledobjects', 'ScaledObject'],
    ['triggerauthentications', 'TriggerAuthentication'],
  ],
};

class Refusal extends Error {
  readonly code: number;
  readonly details: object;
  constructor(code: number, message: string, details: object = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export async function apiServer(behaviour: Behaviour = {}): Promise<ApiServer> {
  const stored = new Map<string, Stored>();
  const asked: Asked[] = [];
  let version = 100;

  const statusOf = behaviour.status ?? rolledOut;
  const shown = ({ store, uid, identity, version: resourceVersion, generation }: Stored): ApiObject => {
    const { metadata, ...rest } = store.object() as { metadata?: object };
    const { metadata: own, ...type } = identity as { metadata: { name: string } };
    const bare = {
      ...type,
      metadata: {
        ...metadata,
        ...own,
        uid,
        generation,
        resourceVersion: String(resourceVersion),
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: store.managedFields(),
      },
      ...rest,
    } as unknown as ApiObject;
    const status = statusOf(bare);
    return status ? ({ ...bare, status } as ApiObject) : bare;
  };

  function patch({ path, query, contentType }: Asked, object: ApiObject): ApiObject {
    if (contentType !== 'application/apply-patch+yaml') throw new Refusal(415, `unsupported media type ${contentType}`);
    if (query.get('fieldValidation') !== 'Strict') throw new Refusal(400, 'fields are not validated');
    const namespace = /\/namespaces\/([^/]+)\/./.exec(path)?.[1];
    if (namespace && !stored.has(`/api/v1/namespaces/${namespace}`))
      throw new Refusal(404, `namespaces "${namespace}" not found`);
    const manager = query.get('fieldManager');
    if (!manager) throw new Refusal(400, 'fieldManager is required for apply patch');
    const old = stored.get(path);
    const store = old?.store.copy() ?? new FieldStore();
    const conflicts = query.get('force') === 'true' ? [] : store.conflicts(object, manager);
    if (conflicts.length > 0)
      throw new Refusal(409, `Apply failed with ${conflicts.length} conflicts`, {
        causes: conflicts.map(({ field, owner }) => ({
          reason: 'FieldManagerConflict',
          message: `conflict with "${owner}" using apps/v1`,
          field,
        })),
      });
    const changed = store.apply(object, manager) || !old;
    const next = {
      uid: old?.uid ?? `uid-${++version}`,
      store,
      identity: old?.identity ?? identityOf(path, object),
      version: changed ? ++version : old!.version,
      generation: (old?.generation ?? 0) + (changed ? 1 : 0),
    };
    if (query.get('dryRun') !== 'All') stored.set(path, next);
    return shown(next);
  }

  /** Of a kind in a namespace or in all of them; undefined for a path that names no kind. */
  function listAt(path: string): readonly ApiObject[] | undefined {
    const [, group = '', namespace, resource] = /^(\/apis?\/.*?)(\/namespaces\/[^/]+)?\/([^/]+)$/.exec(path) ?? [];
    if (!RESOURCES[group]?.some(([name]) => name === resource)) return undefined;
    return [...stored]
      .filter(
        ([one]) =>
          one.startsWith(`${group}${namespace ?? '/namespaces'}/`) && new RegExp(`/${resource}/[^/]+$`).test(one),
      )
      .map(([, one]) => shown(one));
  }

  function answer(request: Asked, body: string): object {
    const { method, path } = request;
    const resources = RESOURCES[path];
    if (method === 'GET' && resources) {
      if (behaviour.without?.some(group => path.includes(group)))
        throw new Refusal(404, 'the server could not find it');
      return { resources: resources.map(([name, kind, namespaced = true]) => ({ name, kind, namespaced })) };
    }
    if (method === 'GET' && path.endsWith('/pods')) {
      const wanted = (request.query.get('labelSelector') ?? '').split(',').map(one => one.split('='));
      return {
        items: (behaviour.pods ?? []).filter(pod =>
          wanted.every(([key, value]) => pod.metadata.labels[key!] === value),
        ),
      };
    }
    if (method === 'GET' && path.endsWith('/replicasets')) {
      const uids = [...stored].filter(([one]) => one.includes('/deployments/')).map(([, { uid }]) => uid);
      return { items: uids.flatMap(uid => behaviour.replicaSets?.(uid) ?? []) };
    }
    const list = method === 'GET' ? listAt(path) : undefined;
    if (list) return { items: list.filter(object => matches(object, request.query.get('labelSelector'))) };
    if (method === 'PATCH') return patch(request, JSON.parse(body) as ApiObject);
    const object = stored.get(path);
    if (!object) throw new Refusal(404, `${path} not found`);
    if (method === 'DELETE') {
      const { preconditions } = JSON.parse(body) as { preconditions: { uid: string } };
      if (preconditions.uid !== object.uid) throw new Refusal(409, 'the UID in the precondition does not match');
      stored.delete(path);
      return { kind: 'Status', status: 'Success' };
    }
    return shown(object);
  }

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://server');
    const { 'content-type': contentType, authorization } = request.headers;
    const one = { method: request.method!, path: url.pathname, query: url.searchParams, contentType, authorization };
    asked.push(one);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const reply = (code: number, body: object): void => {
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const instead = behaviour.instead?.(one);
    if (instead === 'never') return;
    if (instead === 'dropped') return void request.socket.destroy();
    if (instead) return reply(instead.code, instead.body);
    try {
      reply(200, answer(one, Buffer.concat(chunks).toString()));
    } catch (error) {
      const { code = 500, message, details } = error as Refusal;
      reply(code, { kind: 'Status', status: 'Failure', message, details });
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    writes: () =>
      asked
        .filter(({ method, query }) => method !== 'GET' && query.get('dryRun') !== 'All')
        .map(({ method, path }) => `${method} ${path}`),
    object: path => {
      const one = stored.get(path);
      return one && shown(one);
    },
    paths: () => [...stored.keys()],
    write(path, fields, manager) {
      const old = stored.get(path);
      const store = old?.store ?? new FieldStore();
      store.update(fields, manager);
      stored.set(path, {
        uid: old?.uid ?? `uid-${++version}`,
        store,
        identity: old?.identity ?? identityOf(path, fields as ApiObject),
        version: ++version,
        generation: (old?.generation ?? 0) + 1,
      });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function matches(object: ApiObject, selector: string | null): boolean {
  const { labels = {} } = object.metadata as { readonly labels?: Readonly<Record<string, string>> };
  return (selector ?? '')
    .split(',')
    .filter(Boolean)
    .map(one => one.split('='))
    .every(([key, value]) => labels[key!] === value);
}

function identityOf(path: string, object: ApiObject): object {
  const [, namespace] = /\/namespaces\/([^/]+)\/./.exec(path) ?? [];
  const { apiVersion, kind } = object as unknown as { apiVersion: string; kind: string };
  return { apiVersion, kind, metadata: { name: path.split('/').at(-1)!, ...(namespace ? { namespace } : {}) } };
}

/** What controllers report when all went well. */
export function rolledOut({ kind, metadata: { generation }, spec = {} }: ApiObject): object | undefined {
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1;
  if (kind === 'Deployment')
    return { observedGeneration: generation, replicas, updatedReplicas: replicas, availableReplicas: replicas };
  if (kind === 'StatefulSet')
    return { observedGeneration: generation, replicas, updatedReplicas: replicas, readyReplicas: replicas };
  return undefined;
}
