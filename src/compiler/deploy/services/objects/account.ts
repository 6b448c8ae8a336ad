/** The account that a service's pods run under, and the role that it has in the cloud. */
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Cloud } from '../../options.ts';
import type { ServiceSpec } from '../service-spec.ts';
import { metadataOf } from './labels.ts';

/** By which each cloud knows whose role an account has. */
const ROLE_ANNOTATION: Readonly<Record<Cloud, string>> = {
  aws: 'eks.amazonaws.com/role-arn',
  gcp: 'iam.gke.io/gcp-service-account',
  azure: 'azure.workload.identity/client-id',
};

/** Undefined where an existing one is named. The cloud's own token is mounted without the cluster's. */
export function account(service: ServiceSpec, cloud: Cloud): IServiceAccount | undefined {
  const { name, existing, roles } = service.account;
  if (existing) return undefined;
  const role = roles[cloud];
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      ...metadataOf(service),
      name,
      annotations: role === undefined ? undefined : { [ROLE_ANNOTATION[cloud]]: role },
    },
    automountServiceAccountToken: false,
  };
}

/** Azure gives its token only to pods that ask for it. */
export const identityLabels = ({ account }: ServiceSpec, cloud: Cloud): Readonly<Record<string, string>> =>
  cloud === 'azure' && account.roles.azure !== undefined ? { 'azure.workload.identity/use': 'true' } : {};
