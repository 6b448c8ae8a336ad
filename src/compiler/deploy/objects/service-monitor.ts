/** How Prometheus' operator finds the metrics. */
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { PATHS } from '../../plan/endpoints.ts';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf, selectorOf } from './labels.ts';

export const serviceMonitor = (spec: DeploymentSpec): IServiceMonitor => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: metadataOf(spec),
  spec: {
    jobLabel: 'app.kubernetes.io/instance',
    selector: { matchLabels: selectorOf(spec) },
    endpoints: [{ port: 'metrics', path: PATHS.metrics, interval: '15s', scrapeTimeout: '10s' }],
  },
});
