/** How Grafana knows a deployment's dashboard. */
import { shortHash } from '../objects/short-hash.ts';
import type { DeploymentSpec } from '../spec.ts';

/** Grafana's limit of a uid. */
const LONGEST = 40;

/** Of the dashboard that is made here: a uid of its own, never that of one that somebody drew by hand. */
export function dashboardId({ name, namespace }: DeploymentSpec): string {
  const plain = ['ferris', namespace, name].filter(part => part !== undefined).join('-');
  if (plain.length <= LONGEST) return plain;
  const hash = shortHash(plain);
  return `${plain.slice(0, LONGEST - hash.length - 1)}-${hash}`;
}

/** Of the dashboard that alerts link to: the one asked for, else the one made here. */
export const linkedDashboard = (spec: DeploymentSpec): string => spec.monitoring.dashboard ?? dashboardId(spec);
