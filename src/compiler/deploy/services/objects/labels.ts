/** Names and labels of a service's objects. */
import { MANAGED_BY } from '../../objects/labels.ts';
import type { ServiceSpec } from '../service-spec.ts';

/** What selects a service's pods: `kubectl get pods -l app=NAME`. */
export const selectorOf = (name: string) => ({ app: name });

export const labelsOf = ({ name }: ServiceSpec) => ({
  ...selectorOf(name),
  'app.kubernetes.io/name': name,
  ...MANAGED_BY,
});

/** @param suffix of the object's name: `config` of `postgres-config`; without it the service's own name */
export const metadataOf = (service: ServiceSpec, suffix?: string) => ({
  name: suffix === undefined ? service.name : `${service.name}-${suffix}`,
  namespace: service.namespace,
  labels: labelsOf(service),
});
