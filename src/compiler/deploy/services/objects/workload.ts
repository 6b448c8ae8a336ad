/** The Deployment, StatefulSet or DaemonSet of a service. */
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { Cloud } from '../../options.ts';
import type { ServiceSpec } from '../service-spec.ts';
import { metadataOf, selectorOf } from './labels.ts';
import { podTemplate } from './pod-template.ts';
import { claimTemplate } from './volumes.ts';

export function workload(service: ServiceSpec, cloud: Cloud): IDeployment | IStatefulSet | IDaemonSet {
  const { because } = service.security;
  const metadata = {
    ...metadataOf(service),
    annotations: because === undefined ? undefined : { 'ferris.io/security-exception': because },
  };
  const pods = { selector: { matchLabels: selectorOf(service.name) }, template: podTemplate(service, cloud) };
  // Under an autoscaler the number is its own: one written here would be set again at each update.
  const replicas = service.autoscale ? undefined : service.replicas;
  switch (service.kind) {
    case 'daemonset':
      return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { ...pods, updateStrategy: ROLLING } };
    case 'statefulset':
      return {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata,
        spec: {
          replicas,
          serviceName: service.service?.name ?? service.name,
          updateStrategy: ROLLING,
          // What is on the disks outlives them.
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
          ...pods,
          volumeClaimTemplates: service.volume ? [claimTemplate(service, service.volume)] : undefined,
        },
      };
    case 'deployment':
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas,
          // A disk for one pod must be let go before the next one takes it.
          strategy:
            service.volume && service.volume.access !== 'ReadWriteMany'
              ? { type: 'Recreate' }
              : { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          ...pods,
        },
      };
  }
}

const ROLLING = { type: 'RollingUpdate' } as const;
