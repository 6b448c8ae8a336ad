/** Which time series belong to a deployment, as PromQL. */
import type { MetricName } from '../../plan/metrics.ts';
import type { DeploymentSpec } from '../spec.ts';
import type { ExternalMetric } from './external-metrics.ts';

/** By how much Kubernetes may cut a pod's name: what is generated is kept within 58 characters and 5 random ones. */
const UNCUT_NAME = 46;

/** One of our metrics, of this deployment's pods. */
export const ours = (spec: DeploymentSpec, metric: MetricName, more = ''): string =>
  `${metric}{${matchers(spec, `workload="${spec.workload}",pod=~"${podPattern(spec)}"`, more)}}`;

/** A metric of the cluster about this deployment's pods. */
export const ofPods = (spec: DeploymentSpec, metric: ExternalMetric, more = ''): string =>
  `${metric}{${matchers(spec, `pod=~"${podPattern(spec)}"`, more)}}`;

/** A metric that the hints name: of the queries, in this deployment's pods. */
export const ofCustom = (spec: DeploymentSpec, metric: string): string =>
  `${metric}{${matchers(spec, `pod=~"${podPattern(spec)}"`)}}`;

/** How many pods there should be, are, and are ready: of the Deployment or StatefulSet. */
export function replicas(spec: DeploymentSpec, which: 'wanted' | 'there' | 'available'): string {
  const stateful = spec.resources.storageGib !== undefined;
  const names = {
    wanted: stateful ? 'kube_statefulset_replicas' : 'kube_deployment_spec_replicas',
    there: stateful ? 'kube_statefulset_status_replicas' : 'kube_deployment_status_replicas',
    available: stateful ? 'kube_statefulset_status_replicas_available' : 'kube_deployment_status_replicas_available',
  } as const satisfies Record<string, ExternalMetric>;
  return `${names[which]}{${matchers(spec, `${stateful ? 'statefulset' : 'deployment'}="${spec.name}"`)}}`;
}

/** Runs of a scheduled deployment. */
export const ofRuns = (spec: DeploymentSpec, metric: ExternalMetric, more = ''): string =>
  `${metric}{${matchers(spec, `job_name=~"${spec.name}-[0-9]+"`, more)}}`;

/** Of everything of ours in the namespace, whatever its name. */
export const ofAll = (spec: DeploymentSpec, metric: ExternalMetric, more: string): string =>
  `${metric}{${matchers(spec, more)}}`;

const matchers = ({ namespace }: DeploymentSpec, ...more: readonly string[]): string =>
  [...(namespace === undefined ? [] : [`namespace="${namespace}"`]), ...more.filter(Boolean)].join(',');

/** The names of its pods, and not those of another deployment whose name begins with this one's. */
export function podPattern({ name, resources, schedule }: DeploymentSpec): string {
  if (name.length > UNCUT_NAME) return `${name}-[a-z0-9]+(-[a-z0-9]{5})?`;
  if (schedule !== undefined) return `${name}-[0-9]+-[a-z0-9]{5}`;
  return resources.storageGib === undefined ? `${name}-[a-z0-9]+-[a-z0-9]{5}` : `${name}-[0-9]+`;
}
