/** What a deployment's running pods cost by what they ask for, in dollars an hour, as PromQL. */
import type { DeploymentSpec } from '../spec.ts';
import { ofPods } from './series.ts';

/** Dollars for an hour of a core and of a GiB of memory. */
export interface PodPrices {
  readonly cpuHour: number;
  readonly memoryGibHour: number;
  readonly spotCpuHour: number;
  readonly spotMemoryGibHour: number;
}

/** By namespace. */
export function hourlyCost(spec: DeploymentSpec, prices: PodPrices): string {
  const [core, gib] = spec.cost.spot
    ? [prices.spotCpuHour, prices.spotMemoryGibHour]
    : [prices.cpuHour, prices.memoryGibHour];
  // Pods that have ended are still listed with what they asked for.
  const running = `on (namespace, pod) group_left () (max by (namespace, pod) (${ofPods(spec, 'kube_pod_status_phase', 'phase="Running"')}) == 1)`;
  const requests = (resource: string) =>
    `sum by (namespace) (${ofPods(spec, 'kube_pod_container_resource_requests', `resource="${resource}"`)} * ${running})`;
  return `${requests('cpu')} * ${core} + ${requests('memory')} / 2^30 * ${gib}`;
}
