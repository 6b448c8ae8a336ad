/** The Services of a service: the name that others reach it by, and the one that Prometheus finds it by. */
import type { IService } from 'kubernetes-models/v1/Service';
import type { ServiceSpec } from '../service-spec.ts';
import { labelsOf, metadataOf, selectorOf } from './labels.ts';

/** Undefined where nobody reaches it. */
export function service(spec: ServiceSpec): IService | undefined {
  if (!spec.service) return undefined;
  const { name, type, annotations } = spec.service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadataOf(spec),
      name,
      annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    },
    spec: {
      ...(type === 'Headless' ? { clusterIP: 'None' } : { type }),
      selector: selectorOf(spec.name),
      ports: spec.ports.map(port => ({
        name: port.name,
        // Without an address of its own there is nobody to translate ports.
        port: type === 'Headless' ? port.port : port.servicePort,
        targetPort: port.name,
        protocol: port.protocol,
      })),
    },
  };
}

/** Its annotations are for a Prometheus without the operator. */
export function metricsService(spec: ServiceSpec): IService | undefined {
  const { metrics } = spec;
  const port = spec.ports.find(({ name }) => name === metrics?.port);
  if (!metrics || !port) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...metadataOf(spec, 'metrics'),
      labels: { ...labelsOf(spec), ...METRICS_LABEL },
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': String(port.port),
        'prometheus.io/path': metrics.path,
      },
    },
    spec: {
      selector: selectorOf(spec.name),
      ports: [{ name: METRICS_PORT_NAME, port: port.port, targetPort: port.name, protocol: port.protocol }],
    },
  };
}

/** Tells the Service for metrics from the other, which may have a port of the same name. */
export const METRICS_LABEL = { 'app.kubernetes.io/component': 'metrics' } as const;
export const METRICS_PORT_NAME = 'metrics';
