/** How Prometheus' operator finds a service's metrics. */
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import type { ServiceSpec } from '../service-spec.ts';
import { metadataOf, selectorOf } from './labels.ts';
import { METRICS_LABEL, METRICS_PORT_NAME } from './service.ts';

export const serviceMonitor = (spec: ServiceSpec): IServiceMonitor | undefined =>
  spec.metrics && {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadataOf(spec, 'service-monitor'),
    spec: {
      selector: { matchLabels: { ...selectorOf(spec.name), ...METRICS_LABEL } },
      endpoints: [{ port: METRICS_PORT_NAME, path: spec.metrics.path, interval: `${spec.metrics.intervalSeconds}s` }],
    },
  };
