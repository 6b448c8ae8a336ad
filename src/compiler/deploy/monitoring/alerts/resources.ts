/** Alerts on memory and money. */
import type { DeploymentSpec } from '../../spec.ts';
import type { Alert } from '../alert.ts';
import { hourlyCost, type PodPrices } from '../hourly-cost.ts';
import { ofAll, ofPods } from '../series.ts';
import { titleOf } from '../titles.ts';

const MEMORY_SHARE = 0.85;
/** Cores by which the whole cluster may grow in an hour. */
const SPIKE_CORES = 10;

export const resourceAlerts = (spec: DeploymentSpec, prices: PodPrices): readonly Alert[] => [
  memoryPressure(spec),
  ...budget(spec, prices),
  costSpike(spec),
];

function memoryPressure(spec: DeploymentSpec): Alert {
  // Without a container's name they are sums over the pod; a limit of 0 is none.
  const of = (metric: 'container_memory_working_set_bytes' | 'container_spec_memory_limit_bytes') =>
    `max by (namespace, pod) (${ofPods(spec, metric, 'container="ferris-streams"')})`;
  return {
    name: 'MemoryPressure',
    expression: `${of('container_memory_working_set_bytes')} / (${of('container_spec_memory_limit_bytes')} > 0) > ${MEMORY_SHARE}`,
    forSeconds: 300,
    severity: 'warning',
    summary: `${titleOf(spec)} workload memory usage above ${MEMORY_SHARE * 100}%`,
    description: `Pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory and is killed at 100%. Raise resources.memory_gb, or see in EXPLAIN what keeps its state bounded.`,
  };
}

function budget(spec: DeploymentSpec, prices: PodPrices): Alert[] {
  const { maxHourly, budgetAlertPercent = 100 } = spec.cost;
  if (maxHourly === undefined) return [];
  const threshold = Number(((maxHourly * budgetAlertPercent) / 100).toFixed(6));
  return [
    {
      name: 'BudgetAlert',
      expression: `${hourlyCost(spec, prices)} > ${threshold}`,
      forSeconds: 600,
      severity: 'warning',
      summary: `${titleOf(spec)} workload costs more than ${budgetAlertPercent}% of its $${maxHourly} an hour`,
      description: `What the pods of ${spec.name} ask for costs \${{ $value | printf "%.2f" }} an hour at list prices. Lower scaling.max_replicas, or raise cost.max_hourly_cost.`,
    },
  ];
}

function costSpike(spec: DeploymentSpec): Alert {
  const cores = ofAll(spec, 'kube_pod_container_resource_requests', 'container="ferris-streams",resource="cpu"');
  return {
    name: 'ClusterCostSpike',
    expression: `sum by (namespace) (${cores}) - sum by (namespace) (${cores} offset 1h) > ${SPIKE_CORES}`,
    forSeconds: 600,
    severity: 'warning',
    summary: `Ferris cluster resource requests increased by >${SPIKE_CORES} cores in 1 hour`,
    description: 'The pods of all deployments together ask for {{ $value | humanize }} cores more than an hour ago.',
    cluster: true,
  };
}
