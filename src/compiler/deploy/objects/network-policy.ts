/** Who may talk to the pods, and whom they may talk to. */
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { METRICS_PORT } from '../../plan/endpoints.ts';
import type { Cloud, DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf, selectorOf } from './labels.ts';

/**
 * Prometheus' pods, whatever their namespace, by the label of the seeds or of its operator. Brokers and registry by their ports:
 * they may be outside the cluster, where only their advertised addresses are known.
 */
export const networkPolicy = (spec: DeploymentSpec, { cloud }: DeployOptions): INetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadataOf(spec),
  spec: {
    podSelector: { matchLabels: selectorOf(spec) },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: ['app', 'app.kubernetes.io/name'].map(label => ({
          namespaceSelector: {},
          podSelector: { matchLabels: { [label]: 'prometheus' } },
        })),
        ports: [{ protocol: 'TCP', port: METRICS_PORT }],
      },
    ],
    egress: [
      {
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
      { ports: portsOf(spec, cloud).map(port => ({ protocol: 'TCP', port })) },
    ],
  },
});

/** Where a pod asks for its cloud's role: the token service over HTTPS; on GKE the node's metadata server. */
const ROLE_PORTS: Readonly<Record<Cloud, readonly number[]>> = { aws: [443], gcp: [80, 988], azure: [443] };

/** Of the brokers and the schema registries, also those that WITH (…) names, and of who gives out the cloud's role, each once, in order. */
function portsOf({ kafka, source, container }: DeploymentSpec, cloud: Cloud): readonly number[] {
  const brokers = [kafka.brokers, ...Object.values(source.brokersOf ?? {})]
    .flatMap(list => list.split(','))
    .map(broker => Number(/:(\d+)\s*$/.exec(broker)?.[1] ?? 9092));
  const registries = [kafka.schemaRegistry, ...(source.registries ?? [])]
    .flatMap(urls => urls?.split(',') ?? [])
    .map(url => portOfUrl(url.trim()));
  const role = container.cloudRole === undefined ? [] : ROLE_PORTS[cloud];
  return [...new Set([...brokers, ...registries, ...role])].toSorted((a, b) => a - b);
}

function portOfUrl(url: string): number {
  const [, scheme, port] = /^(https?):\/\/[^/]*?(?::(\d+))?(?:\/|$)/.exec(url) ?? [];
  return port === undefined ? (scheme === 'http' ? 80 : 443) : Number(port);
}
