/** The account that the pods run under. They ask nothing of the cluster, so no token is mounted. */
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { roleAnnotations } from '../cloud.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf } from './labels.ts';

/** Undefined where an existing one is named. */
export function serviceAccount(spec: DeploymentSpec, { cloud }: DeployOptions): IServiceAccount | undefined {
  const { serviceAccount: existing, cloudRole } = spec.container;
  if (existing !== undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      ...metadataOf(spec),
      annotations: cloudRole === undefined ? undefined : roleAnnotations(cloud, cloudRole),
    },
    automountServiceAccountToken: false,
  };
}

export const serviceAccountName = (spec: DeploymentSpec): string => spec.container.serviceAccount ?? spec.name;
