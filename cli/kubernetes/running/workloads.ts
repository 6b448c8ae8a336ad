/** The workloads in a cluster that ferris-k8s-deploy has made: how they stand, their pods, how far behind they are. */
import { MANAGED_BY } from '../../../src/compiler/deploy/objects/labels.ts';
import { type Cluster, RefusedError } from '../cluster/cluster.ts';
import type { LiveObject } from '../cluster/live-object.ts';
import type { Pod } from '../cluster/pod-failures.ts';
import { failureOf } from '../cluster/pod-failures.ts';
import { rolloutOf } from '../cluster/rollout.ts';

export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'CronJob';
  readonly namespace: string;
  readonly name: string;
  /** Of a CronJob `done`: what runs are its jobs. */
  readonly state: 'done' | 'waiting' | 'failed';
  /** `2 of 3 pods ready`, or what is wrong. */
  readonly text: string;
  readonly image: string;
  /** Absent for a CronJob. */
  readonly replicas?: { readonly wanted: number; readonly ready: number };
  /** What its autoscaler sees of Kafka's lag in all, in records; absent where none looks. */
  readonly lag?: number;
  readonly pods: readonly WorkloadPod[];
}

interface WorkloadPod {
  readonly name: string;
  readonly phase: string;
  readonly restarts: number;
  /** Why it does not run. */
  readonly problem?: string;
}

interface List<One> {
  readonly items?: readonly One[];
}

const LABEL = Object.entries(MANAGED_BY)
  .map(([key, value]) => `${key}=${value}`)
  .join(',');

/** Which part of the API lists each kind. */
const LISTS = [
  ['Deployment', 'apps/v1', 'deployments'],
  ['StatefulSet', 'apps/v1', 'statefulsets'],
  ['CronJob', 'batch/v1', 'cronjobs'],
] as const;

/**
 * By namespace and name.
 * @param namespace undefined: all that these credentials may see, at least the context's own
 */
export async function workloadsOf(cluster: Cluster, namespace: string | undefined): Promise<readonly Workload[]> {
  const scalers = await listed<LiveObject>(cluster, 'autoscaling/v2', 'horizontalpodautoscalers', namespace);
  const found: Workload[] = [];
  for (const [kind, group, resource] of LISTS)
    for (const object of await listed<LiveObject>(cluster, group, resource, namespace, LABEL))
      found.push(await workloadOf({ ...object, kind }, kind, scalers, cluster));
  return found.toSorted((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

/** Of all namespaces; of the context's own where these credentials may not look further; none where not even there. */
async function listed<One>(
  cluster: Cluster,
  group: string,
  resource: string,
  namespace: string | undefined,
  labelSelector?: string,
): Promise<readonly One[]> {
  const ask = async (place: string): Promise<readonly One[]> => {
    const answer = (await cluster.ask({
      method: 'GET',
      path: `/apis/${group}${place}/${resource}`,
      ...(labelSelector ? { query: { labelSelector } } : {}),
    })) as List<One>;
    return answer.items ?? [];
  };
  const inOne = (name: string): string => `/namespaces/${encodeURIComponent(name)}`;
  if (namespace !== undefined) return ask(inOne(namespace));
  try {
    return await ask('');
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 403) throw error;
    return ask(inOne(cluster.namespace));
  }
}

async function workloadOf(
  object: LiveObject,
  kind: Workload['kind'],
  scalers: readonly LiveObject[],
  cluster: Cluster,
): Promise<Workload> {
  const { metadata, spec = {}, status = {} } = object;
  const namespace = metadata.namespace ?? cluster.namespace;
  const { name } = metadata;
  if (kind === 'CronJob') {
    const suspended = spec.suspend === true ? ', suspended' : '';
    const text = `${String(spec.schedule ?? '')}${suspended}`;
    return {
      kind,
      namespace,
      name,
      state: 'done',
      text,
      image: imageOf(nested(spec, 'jobTemplate', 'spec')),
      pods: [],
    };
  }
  const rollout = rolloutOf(object);
  const lag = lagOf(scalers.find(one => scales(one, kind, name, namespace)));
  return {
    kind,
    namespace,
    name,
    ...rollout,
    image: imageOf(spec),
    replicas: {
      wanted: Number(spec.replicas ?? 1),
      ready: Number(status.readyReplicas ?? status.availableReplicas ?? 0),
    },
    ...(lag === undefined ? {} : { lag }),
    pods: await podsOf(object, namespace, cluster),
  };
}

type Table = Readonly<Record<string, unknown>>;

const nested = (table: Table, ...names: readonly string[]): Table =>
  names.reduce<Table>((at, name) => (at[name] ?? {}) as Table, table);

const imageOf = (spec: Table): string => {
  const { containers = [] } = nested(spec, 'template', 'spec') as {
    readonly containers?: readonly { image?: string }[];
  };
  return containers[0]?.image ?? '';
};

/** Its name, or that of KEDA's, which scales the same. */
const scales = ({ metadata, spec = {} }: LiveObject, kind: string, name: string, namespace: string): boolean => {
  const target = nested(spec, 'scaleTargetRef');
  return target.kind === kind && target.name === name && (metadata.namespace ?? namespace) === namespace;
};

interface ScalerStatus {
  readonly currentReplicas?: number;
  readonly currentMetrics?: readonly {
    readonly external?: {
      readonly metric: { readonly name: string };
      readonly current: { readonly value?: string; readonly averageValue?: string };
    };
  }[];
}

/** Of KEDA's Kafka trigger, or a metric of Prometheus that is called lag. An average is for each pod. */
function lagOf(scaler: LiveObject | undefined): number | undefined {
  const { currentMetrics = [], currentReplicas = 1 } = (scaler?.status ?? {}) as ScalerStatus;
  const lags = currentMetrics.flatMap(({ external }) => {
    if (!external || !/kafka|lag/i.test(external.metric.name)) return [];
    const { value, averageValue } = external.current;
    const whole = value ? amountOf(value) : averageValue ? amountOf(averageValue) * currentReplicas : undefined;
    return whole === undefined || Number.isNaN(whole) ? [] : [Math.round(whole)];
  });
  return lags.length === 0 ? undefined : Math.max(...lags);
}

/** `1500`, `1500m` (thousandths), `2k`. */
function amountOf(text: string): number {
  const [, digits = '', unit = ''] = /^([\d.]+)(m|k|M)?$/.exec(text) ?? [];
  return Number(digits || Number.NaN) * ({ m: 0.001, k: 1000, M: 1e6 }[unit] ?? 1);
}

interface LivePod extends Pod {
  readonly status?: Pod['status'] & { readonly phase?: string };
}

async function podsOf({ spec = {} }: LiveObject, namespace: string, cluster: Cluster): Promise<readonly WorkloadPod[]> {
  const labels = nested(spec, 'selector', 'matchLabels');
  if (Object.keys(labels).length === 0) return [];
  try {
    const { items = [] } = (await cluster.ask({
      method: 'GET',
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`,
      query: {
        labelSelector: Object.entries(labels)
          .map(one => one.join('='))
          .join(','),
      },
    })) as List<LivePod>;
    return items.map(pod => {
      const failure = failureOf(pod);
      return {
        name: pod.metadata.name,
        phase: pod.status?.phase ?? 'Unknown',
        restarts: (pod.status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
        ...(failure ? { problem: failure.text } : {}),
      };
    });
  } catch (error) {
    // These credentials may see deployments and no pods.
    if (error instanceof RefusedError && error.status === 403) return [];
    throw error;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
