/** What runs in a cluster under a name, as a manifest: the workload, and what scales, configures and reaches it. */
import { FileError } from '../../files.ts';
import { type Cluster, type Question, RefusedError } from '../cluster/cluster.ts';

const WORKLOADS = ['/apis/apps/v1|deployments', '/apis/apps/v1|statefulsets', '/apis/batch/v1|cronjobs'];
const BESIDES = [
  '/apis/autoscaling/v2|horizontalpodautoscalers',
  '/apis/keda.sh/v1alpha1|scaledobjects',
  '/api/v1|configmaps',
  '/api/v1|services',
];

/** An autoscaler names what it scales, a workload names its configuration; of a Service its selector tells. */
function belongs(item: Item, name: string, workload: unknown): boolean {
  const { metadata, spec } = item;
  if (spec?.scaleTargetRef) return spec.scaleTargetRef.name === name;
  return spec !== undefined || JSON.stringify(workload).includes(`"name":"${metadata?.name}"`);
}

interface Item {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly scaleTargetRef?: { readonly name?: string } };
}

interface Listed {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly items?: readonly Item[];
}

/**
 * JSON of a List. Throws FileError where no Deployment, StatefulSet or CronJob has this name, UnreachableError, and
 * RefusedError for a workload that may not be read; what else may not be read is left out.
 */
export async function deployedManifest(
  cluster: Cluster,
  name: string,
  namespace: string = cluster.namespace,
): Promise<string> {
  const at = (kind: string): string => kind.replace('|', `/namespaces/${encodeURIComponent(namespace)}/`);
  for (const kind of WORKLOADS) {
    const workload = await orAbsent(cluster, { method: 'GET', path: `${at(kind)}/${encodeURIComponent(name)}` }, [404]);
    if (workload === undefined) continue;
    const items: unknown[] = [workload];
    for (const beside of BESIDES) {
      const list = (await orAbsent(cluster, { method: 'GET', path: at(beside) }, [403, 404])) as Listed | undefined;
      // Members of a list do not say what they are.
      for (const item of list?.items ?? [])
        if (belongs(item, name, workload))
          items.push({ apiVersion: list?.apiVersion, kind: list?.kind?.replace(/List$/, ''), ...item });
    }
    return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  }
  throw new FileError(
    `there is no Deployment, StatefulSet or CronJob '${name}' in the namespace ${namespace} of ${cluster.context}: name a file, or another --namespace or --context`,
  );
}

async function orAbsent(cluster: Cluster, question: Question, codes: readonly number[]): Promise<unknown> {
  try {
    return await cluster.ask(question);
  } catch (error) {
    if (error instanceof RefusedError && codes.includes(error.status)) return undefined;
    throw error;
  }
}

/** Whether a text can be the name of a workload and not a file's. */
export const isWorkloadName = (text: string): boolean => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);
