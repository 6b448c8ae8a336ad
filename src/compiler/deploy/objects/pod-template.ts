/** The pods of a Deployment, StatefulSet or CronJob. */
import type { IIoK8sApiCoreV1PodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IIoK8sApiCoreV1PodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import type { IIoK8sApiCoreV1Volume } from 'kubernetes-models/v1/Volume';
import { METRICS_PORT, PATHS } from '../../plan/endpoints.ts';
import { roleLabels } from '../cloud.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { configMap, configVolume } from './config-map.ts';
import { container } from './container.ts';
import { labelsOf, selectorOf } from './labels.ts';
import { nodeAffinity } from './node-affinity.ts';
import { podSecurity } from './pod-security.ts';
import { priorityClassName } from './priority-class.ts';
import { serviceAccountName } from './service-account.ts';
import { shortHash } from './short-hash.ts';
import { type Claim, nodeVolumes, stateClaims } from './state-claims.ts';
import { tolerations } from './tolerations.ts';

export function podTemplate(
  spec: DeploymentSpec,
  options: DeployOptions,
  restartPolicy?: 'Never',
): IIoK8sApiCoreV1PodTemplateSpec {
  return {
    metadata: {
      labels: { ...labelsOf(spec), ...(spec.container.cloudRole === undefined ? {} : roleLabels(options.cloud)) },
      // Pods read their configuration when they start: another one must start others.
      annotations: {
        'ferris.io/config-hash': shortHash(JSON.stringify(configMap(spec).data)),
        ...(options.monitoring === 'annotations' ? scrapeAnnotations : {}),
      },
    },
    spec: { ...podSpec(spec, options), restartPolicy },
  };
}

const ofThePod = ({ metadata, spec }: Claim): IIoK8sApiCoreV1Volume => ({
  name: metadata.name,
  ephemeral: { volumeClaimTemplate: { metadata: { labels: metadata.labels }, spec } },
});

/** As the jobs for pods of Prometheus' own chart and of most others read them. */
const scrapeAnnotations = {
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': String(METRICS_PORT),
  'prometheus.io/path': PATHS.metrics,
};

function podSpec(spec: DeploymentSpec, options: DeployOptions): IIoK8sApiCoreV1PodSpec {
  const affinity = nodeAffinity(spec, options);
  const tolerated = tolerations(spec, options);
  const { regions } = spec;
  const { pullSecret, gracePeriodSeconds } = spec.container;
  return {
    serviceAccountName: serviceAccountName(spec),
    automountServiceAccountToken: false,
    priorityClassName: priorityClassName(spec),
    terminationGracePeriodSeconds: gracePeriodSeconds,
    imagePullSecrets: pullSecret === undefined ? undefined : [{ name: pullSecret }],
    securityContext: podSecurity,
    nodeSelector: regions?.here === undefined ? undefined : { 'topology.kubernetes.io/region': regions.here },
    affinity: affinity && { nodeAffinity: affinity },
    tolerations: tolerated.length > 0 ? tolerated : undefined,
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selectorOf(spec) },
    })),
    containers: [container(spec)],
    volumes: [
      configVolume(spec),
      { name: 'tmp', emptyDir: {} },
      ...nodeVolumes(spec),
      // The pods of a StatefulSet keep their disks; those of a run have theirs for as long as it takes.
      ...(spec.schedule === undefined ? [] : stateClaims(spec).map(ofThePod)),
    ],
  };
}
