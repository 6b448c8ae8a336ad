/** Names and labels of a deployment's objects. */
import { LONGEST_NAME } from '../names.ts';
import type { DeploymentSpec } from '../spec.ts';
import { shortHash } from './short-hash.ts';

/** Of this program, on everything it writes. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'ferris-k8s-deploy' } as const;

/**
 * What selects a deployment's pods. It can never change again, so the workload is not in it; several deployments of one
 * namespace may have the same workload, so the name is.
 */
export const selectorOf = (spec: DeploymentSpec) => ({
  app: 'ferris-streams',
  'app.kubernetes.io/instance': spec.name,
});

export const labelsOf = (spec: DeploymentSpec) => ({
  app: 'ferris-streams',
  workload: spec.workload,
  'app.kubernetes.io/name': 'ferris-sql',
  'app.kubernetes.io/instance': spec.name,
  'app.kubernetes.io/component': 'streaming-sql',
  'app.kubernetes.io/part-of': 'ferris-streams',
  ...MANAGED_BY,
});

/** @param suffix of the object's name: `config` of `ferris-trading-config`; without it the deployment's own name */
export const metadataOf = (spec: DeploymentSpec, suffix?: string) => ({
  name: suffix === undefined ? spec.name : `${spec.name}-${suffix}`,
  namespace: spec.namespace,
  labels: labelsOf(spec),
});

/** A CronJob's name leaves room for what Kubernetes puts behind it; what is cut off is told apart by a hash. */
export function cronJobName(spec: DeploymentSpec, suffix: string): string {
  const plain = `${spec.name}-${suffix.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}`;
  if (plain.length <= LONGEST_NAME && plain === `${spec.name}-${suffix.replaceAll('_', '-')}`) return plain;
  const hash = shortHash(`${spec.name} ${suffix}`);
  return `${plain.slice(0, LONGEST_NAME - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}
