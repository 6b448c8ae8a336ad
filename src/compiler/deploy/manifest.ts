/** All objects of a deployment, in the order in which they are applied: what others refer to comes before them. */
import { autoscalerOf } from './autoscaler.ts';
import { unitPrices } from './cost/prices.ts';
import { alertmanagerConfig } from './monitoring/alertmanager.ts';
import { prometheusRule } from './monitoring/alerts.ts';
import { dashboardConfigMap } from './monitoring/dashboard.ts';
import { adapterRules, podsMetrics } from './objects/adapter-rules.ts';
import { configMap } from './objects/config-map.ts';
import { cronJob } from './objects/cron-job.ts';
import { deployment } from './objects/deployment.ts';
import { horizontalPodAutoscaler } from './objects/horizontal-pod-autoscaler.ts';
import { type KubernetesObject, withoutUndefined } from './objects/kubernetes-object.ts';
import { namespace } from './objects/namespace.ts';
import { networkPolicy } from './objects/network-policy.ts';
import { podDisruptionBudget } from './objects/pod-disruption-budget.ts';
import { priorityClass } from './objects/priority-class.ts';
import { scaledObject } from './objects/scaled-object.ts';
import { scalingSchedule } from './objects/scaling-schedule.ts';
import { service } from './objects/service.ts';
import { serviceAccount } from './objects/service-account.ts';
import { serviceMonitor } from './objects/service-monitor.ts';
import { statefulSet } from './objects/stateful-set.ts';
import { triggerAuthentication } from './objects/trigger-authentication.ts';
import type { DeployOptions } from './options.ts';
import type { DeploymentSpec } from './spec.ts';

export function manifestOf(spec: DeploymentSpec, options: DeployOptions): readonly KubernetesObject[] {
  const parts: readonly (KubernetesObject | undefined)[] = [
    namespace(spec, options),
    priorityClass(spec),
    serviceAccount(spec, options),
    configMap(spec),
    networkPolicy(spec, options),
    service(spec),
    workloadObject(spec, options),
    ...scalingObjects(spec, options),
    ...monitoringObjects(spec, options),
  ];
  return parts.filter(part => part !== undefined).map(withoutUndefined);
}

/** The deployments of a file in one manifest; what they share (namespace, priority classes) is in it once. */
export function manifestOfAll(specs: readonly DeploymentSpec[], options: DeployOptions): readonly KubernetesObject[] {
  const seen = new Set<string>();
  return specs
    .flatMap(spec => manifestOf(spec, options))
    .filter(object => {
      const text = JSON.stringify(object);
      return !seen.has(text) && seen.add(text);
    });
}

const workloadObject = (spec: DeploymentSpec, options: DeployOptions): KubernetesObject =>
  spec.schedule
    ? cronJob(spec, spec.schedule, options)
    : spec.resources.storageGib === undefined
      ? deployment(spec, options)
      : statefulSet(spec, options);

function scalingObjects(spec: DeploymentSpec, options: DeployOptions): readonly (KubernetesObject | undefined)[] {
  const autoscaler = autoscalerOf(spec, options);
  return [
    // A run of a CronJob may be evicted: it is taken up again.
    spec.schedule ? undefined : podDisruptionBudget(spec),
    ...(autoscaler === 'hpa'
      ? [podsMetrics(spec).length > 0 ? adapterRules(spec) : undefined, horizontalPodAutoscaler(spec)]
      : []),
    ...(autoscaler === 'keda' ? [triggerAuthentication(spec), scaledObject(spec, options)] : []),
    ...scalingSchedule(spec, autoscaler, options),
  ];
}

/** Who watches it, what wakes whom, and what they then look at. */
function monitoringObjects(spec: DeploymentSpec, { prices = unitPrices, monitoring = 'operator' }: DeployOptions) {
  const dashboard = dashboardConfigMap(spec, prices);
  if (monitoring === 'annotations') return [dashboard];
  return [serviceMonitor(spec), prometheusRule(spec, prices), alertmanagerConfig(spec), dashboard];
}
