/** The account that the pods run under. They ask nothing of the cluster, so no token is mounted. */
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf } from './labels.ts';

/** Undefined where an existing one is named. */
export const serviceAccount = (spec: DeploymentSpec): IServiceAccount | undefined =>
  spec.container.serviceAccount === undefined
    ? {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: metadataOf(spec),
        automountServiceAccountToken: false,
      }
    : undefined;

export const serviceAccountName = (spec: DeploymentSpec): string => spec.container.serviceAccount ?? spec.name;
