/** All objects of the companion services, in the order in which they are applied: what others refer to comes before them. */
import { type KubernetesObject, withoutUndefined } from '../objects/kubernetes-object.ts';
import type { DeployOptions } from '../options.ts';
import { account } from './objects/account.ts';
import { autoscaler } from './objects/autoscaler.ts';
import { configMap } from './objects/config-map.ts';
import { disruptionBudget } from './objects/disruption.ts';
import { ingress } from './objects/ingress.ts';
import { namespaces } from './objects/namespace.ts';
import { networkPolicy } from './objects/network-policy.ts';
import { externalSecrets } from './objects/secrets.ts';
import { metricsService, service } from './objects/service.ts';
import { serviceMonitor } from './objects/service-monitor.ts';
import { volumeClaim } from './objects/volumes.ts';
import { workload } from './objects/workload.ts';
import type { ServiceSpec, ServicesSpec } from './service-spec.ts';

export const servicesManifest = ({ services }: ServicesSpec, options: DeployOptions): readonly KubernetesObject[] =>
  [...namespaces(services, options), ...services.flatMap(one => objectsOf(one, services, options))].map(
    withoutUndefined,
  );

const objectsOf = (
  one: ServiceSpec,
  all: readonly ServiceSpec[],
  { cloud, monitoring }: DeployOptions,
): readonly KubernetesObject[] =>
  [
    account(one, cloud),
    ...externalSecrets(one),
    configMap(one),
    volumeClaim(one),
    networkPolicy(one, all),
    service(one),
    metricsService(one),
    workload(one, cloud),
    disruptionBudget(one),
    autoscaler(one),
    ingress(one),
    // Where it is left out, the annotations of the metrics' own Service say the same.
    monitoring === 'annotations' ? undefined : serviceMonitor(one),
  ].filter(part => part !== undefined);
