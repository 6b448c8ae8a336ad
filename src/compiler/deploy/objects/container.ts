/** The container that runs the queries. */
import type { IIoK8sApiCoreV1Container } from 'kubernetes-models/v1/Container';
import type { IIoK8sApiCoreV1Probe } from 'kubernetes-models/v1/Probe';
import { METRICS_PORT, PATHS } from '../../plan/endpoints.ts';
import { GPU_RESOURCE } from '../cloud.ts';
import { CONFIG_FOLDER, STATE_FOLDER, sqlFileOf } from '../container-contract.ts';
import type { DeploymentSpec } from '../spec.ts';
import { environment, environmentFrom } from './environment.ts';
import { containerSecurity } from './pod-security.ts';
import { cpuQuantity, memoryQuantity } from './quantity.ts';
import { hasStateFolder } from './state-claims.ts';

export function container(spec: DeploymentSpec): IIoK8sApiCoreV1Container {
  const { image, pullPolicy, startupSeconds, probePeriodSeconds } = spec.container;
  const from = environmentFrom(spec);
  const probe = (path: string, failureThreshold: number): IIoK8sApiCoreV1Probe => ({
    httpGet: { path, port: 'metrics' },
    periodSeconds: probePeriodSeconds,
    timeoutSeconds: Math.min(5, probePeriodSeconds),
    failureThreshold,
  });
  return {
    name: 'ferris-streams',
    image,
    imagePullPolicy: pullPolicy,
    command: ['ferris-sql', 'run', `${CONFIG_FOLDER}/${sqlFileOf(spec)}`],
    env: environment(spec),
    envFrom: from.length > 0 ? from : undefined,
    ports: [{ name: 'metrics', containerPort: METRICS_PORT, protocol: 'TCP' }],
    resources: resourcesOf(spec),
    // Restoring state takes as long as it takes; only afterwards does silence mean that something is wrong.
    startupProbe: probe(PATHS.ready, Math.max(1, Math.ceil(startupSeconds / probePeriodSeconds))),
    readinessProbe: probe(PATHS.ready, 3),
    livenessProbe: probe(PATHS.health, 3),
    securityContext: containerSecurity,
    volumeMounts: [
      { name: 'config', mountPath: CONFIG_FOLDER, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...(hasStateFolder(spec) ? [{ name: 'state', mountPath: STATE_FOLDER }] : []),
    ],
  };
}

/** Memory that is asked for and memory that may be used are the same: what a node promises twice, it takes back by killing. */
function resourcesOf({ resources }: DeploymentSpec): IIoK8sApiCoreV1Container['resources'] {
  const memory = memoryQuantity(resources.memoryMib);
  const gpu: Record<string, string> = resources.gpu ? { [GPU_RESOURCE]: '1' } : {};
  const cpu: Record<string, string> =
    resources.cpuLimitMillis === undefined ? {} : { cpu: cpuQuantity(resources.cpuLimitMillis) };
  return {
    requests: { cpu: cpuQuantity(resources.cpuRequestMillis), memory, ...gpu },
    limits: { ...cpu, memory, ...gpu },
  };
}
