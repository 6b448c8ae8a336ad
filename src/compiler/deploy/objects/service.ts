/** The Service that Prometheus finds the pods by. */
import type { IService } from 'kubernetes-models/v1/Service';
import { METRICS_PORT } from '../../plan/endpoints.ts';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf, selectorOf } from './labels.ts';

/** Headless: each pod is asked for itself, and the pods of a StatefulSet need one for their names. */
export const service = (spec: DeploymentSpec): IService => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadataOf(spec),
  spec: {
    clusterIP: 'None',
    // A pod that still restores its state has metrics too.
    publishNotReadyAddresses: true,
    selector: selectorOf(spec),
    ports: [{ name: 'metrics', port: METRICS_PORT, targetPort: 'metrics', protocol: 'TCP' }],
  },
});
