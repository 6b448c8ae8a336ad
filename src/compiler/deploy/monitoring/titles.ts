/** What a workload is called in names of alerts and titles of dashboards. */
import type { DeploymentSpec, WorkloadName } from '../spec.ts';

const TITLES: Readonly<Record<WorkloadName, string>> = {
  trading: 'Trading',
  analytics: 'Analytics',
  reporting: 'Reporting',
  realtime: 'RealTime',
  custom: 'Custom',
};

export const titleOf = ({ workload }: DeploymentSpec): string => TITLES[workload];
