/** What a deployment's running pods cost by what they ask for, in dollars an hour, as PromQL. */
import type { UnitPrices } from '../cost/price-list.ts';
import type { DeploymentSpec } from '../spec.ts';
import { ofPods } from './series.ts';

/** Dollars for an hour of a core and of a GiB of memory. */
export type PodPrices = Pick<UnitPrices, 'cpuHour' | 'memoryGibHour' | 'spotCpuHour' | 'spotMemoryGibHour'>;

/** By namespace. */
export function hourlyCost(spec: DeploymentSpec, prices: PodPrices): string {
  const [core, gib] = spec.cost.spot
    ? [prices.spotCpuHour, prices.spotMemoryGibHour]
    : [prices.cpuHour, prices.memoryGibHour];
  // Pods that have ended are still listed with what they asked for: 1 is a pod that runs.
  const running = `on (namespace, pod) group_left () max by (namespace, pod) (${ofPods(spec, 'kube_pod_status_phase', 'phase="Running"')})`;
  const requests = (resource: string) =>
    `sum by (namespace) (${ofPods(spec, 'kube_pod_container_resource_requests', `resource="${resource}"`)} * ${running})`;
  return `${requests('cpu')} * ${core} + ${requests('memory')} / 2^30 * ${gib}`;
}
