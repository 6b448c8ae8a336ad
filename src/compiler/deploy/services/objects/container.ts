/** The container of a service. */
import type { IIoK8sApiCoreV1Container } from 'kubernetes-models/v1/Container';
import type { IIoK8sApiCoreV1EnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IIoK8sApiCoreV1Probe } from 'kubernetes-models/v1/Probe';
import { containerSecurity } from '../../objects/pod-security.ts';
import { cpuQuantity, memoryQuantity } from '../../objects/quantity.ts';
import type { EnvSpec, ProbeSpec, ServiceSpec } from '../service-spec.ts';
import { runsAsRoot } from './namespace.ts';
import { volumeMounts } from './volumes.ts';

export const container = (service: ServiceSpec): IIoK8sApiCoreV1Container => ({
  name: service.name,
  image: service.image,
  imagePullPolicy: service.pullPolicy,
  command: filled(service.command),
  args: filled(service.args),
  env: filled(service.env.map(environmentVariable)),
  envFrom: filled(
    service.envFrom.map(({ kind, from, prefix }) => ({
      prefix,
      ...(kind === 'secret' ? { secretRef: { name: from } } : { configMapRef: { name: from } }),
    })),
  ),
  ports: filled(service.ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol }))),
  resources: resourcesOf(service),
  startupProbe: probeOf(service.probes.startup, service),
  readinessProbe: probeOf(service.probes.readiness, service),
  livenessProbe: probeOf(service.probes.liveness, service),
  securityContext: {
    ...containerSecurity,
    capabilities: { drop: ['ALL'], add: filled(service.security.capabilities) },
    readOnlyRootFilesystem: service.security.readOnlyRoot,
    runAsNonRoot: !runsAsRoot(service.security),
  },
  volumeMounts: volumeMounts(service),
});

/** An empty list is as good as none. */
const filled = <Item>(items: readonly Item[]): Item[] | undefined => (items.length > 0 ? [...items] : undefined);

function environmentVariable(variable: EnvSpec): IIoK8sApiCoreV1EnvVar {
  const { name } = variable;
  if (variable.kind === 'value') return { name, value: variable.value };
  if (variable.kind === 'field') return { name, valueFrom: { fieldRef: { fieldPath: variable.field } } };
  const { from, key } = variable;
  const reference = { name: from, key, optional: variable.optional || undefined };
  return { name, valueFrom: variable.kind === 'secret' ? { secretKeyRef: reference } : { configMapKeyRef: reference } };
}

function resourcesOf({ resources }: ServiceSpec): IIoK8sApiCoreV1Container['resources'] {
  const { cpuRequestMillis, cpuLimitMillis, memoryRequestMib, memoryLimitMib } = resources;
  const limit: Record<string, string> = cpuLimitMillis === undefined ? {} : { cpu: cpuQuantity(cpuLimitMillis) };
  return {
    requests: { cpu: cpuQuantity(cpuRequestMillis), memory: memoryQuantity(memoryRequestMib) },
    limits: { ...limit, memory: memoryQuantity(memoryLimitMib) },
  };
}

function probeOf(probe: ProbeSpec | undefined, { ports }: ServiceSpec): IIoK8sApiCoreV1Probe | undefined {
  if (!probe) return undefined;
  const { check } = probe;
  return {
    ...(check.kind === 'http' ? { httpGet: { path: check.path, port: check.port } } : {}),
    ...(check.kind === 'tcp' ? { tcpSocket: { port: check.port } } : {}),
    // Of all probes only this one takes no names.
    ...(check.kind === 'grpc' ? { grpc: { port: ports.find(({ name }) => name === check.port)?.port ?? 0 } } : {}),
    ...(check.kind === 'command' ? { exec: { command: [...check.command] } } : {}),
    initialDelaySeconds: probe.delaySeconds,
    periodSeconds: probe.periodSeconds,
    timeoutSeconds: probe.timeoutSeconds,
    failureThreshold: probe.failures,
  };
}
