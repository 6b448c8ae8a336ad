/** The pods of a service, hardened as the jobs' pods are but for what its image needs otherwise. */
import type { IIoK8sApiCoreV1PodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { podSecurity } from '../../objects/pod-security.ts';
import { shortHash } from '../../objects/short-hash.ts';
import type { Cloud } from '../../options.ts';
import type { ServiceSpec } from '../service-spec.ts';
import { identityLabels } from './account.ts';
import { configData } from './config-map.ts';
import { container } from './container.ts';
import { labelsOf, selectorOf } from './labels.ts';
import { runsAsRoot } from './namespace.ts';
import { volumes } from './volumes.ts';

export const podTemplate = (service: ServiceSpec, cloud: Cloud): IIoK8sApiCoreV1PodTemplateSpec => {
  const { security, pullSecret } = service;
  const config = configData(service);
  return {
    metadata: {
      labels: { ...labelsOf(service), ...identityLabels(service, cloud) },
      // Pods read their configuration when they start: another one must start others.
      annotations:
        Object.keys(config).length > 0 ? { 'ferris.io/config-hash': shortHash(JSON.stringify(config)) } : undefined,
    },
    spec: {
      serviceAccountName: service.account.name,
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: service.gracePeriodSeconds,
      imagePullSecrets: pullSecret === undefined ? undefined : [{ name: pullSecret }],
      securityContext: {
        ...podSecurity,
        runAsNonRoot: !runsAsRoot(security),
        runAsUser: security.runAsUser,
        runAsGroup: security.runAsGroup,
        fsGroup: security.fsGroup,
      },
      topologySpreadConstraints: service.kind === 'daemonset' ? undefined : spread(service),
      containers: [container(service)],
      restartPolicy: 'Always',
      volumes: volumes(service),
    },
  };
};

const spread = ({ name }: ServiceSpec) =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway' as const,
    labelSelector: { matchLabels: selectorOf(name) },
  }));
