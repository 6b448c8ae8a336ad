/** Who may talk to a service's pods, and whom they may talk to: what the file says, and nothing else. */
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IIoK8sApiNetworkingV1NetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { PeerSpec, ServiceSpec } from '../service-spec.ts';
import { metadataOf, selectorOf } from './labels.ts';

type Rule = {
  readonly peers: readonly IIoK8sApiNetworkingV1NetworkPolicyPeer[];
  readonly ports: PeerSpec['ports'];
};

/** @param all the services among which it is, for those that use it and that it uses */
export function networkPolicy(service: ServiceSpec, all: readonly ServiceSpec[]): INetworkPolicy {
  const ingress = incoming(service, all).map(({ peers, ports }) => ({ from: filled(peers), ports: portsOf(ports) }));
  const egress = outgoing(service, all).map(({ peers, ports }) => ({ to: filled(peers), ports: portsOf(ports) }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataOf(service, 'network-policy'),
    spec: {
      podSelector: { matchLabels: selectorOf(service.name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress,
      egress,
    },
  };
}

function incoming(service: ServiceSpec, all: readonly ServiceSpec[]): readonly Rule[] {
  const { ports, ingress, metrics, network } = service;
  const named = (name: string) => ports.filter(port => port.name === name);
  const users = all.filter(({ uses }) => uses.includes(service.name)).map(user => podsOf(user, service));
  return [
    ...(users.length > 0 ? [{ peers: users, ports }] : []),
    ...(isOpen(service) ? [{ peers: [], ports }] : []),
    ...(ingress ? [{ peers: [inNamespace(ingress.controllerNamespace)], ports: named(ingress.port) }] : []),
    ...(metrics ? [{ peers: PROMETHEUS, ports: named(metrics.port) }] : []),
    ...network.from.map(peer => ({ peers: peerOf(peer), ports: peer.ports.length > 0 ? peer.ports : ports })),
  ];
}

/** Whoever reaches it from outside the cluster may have any address, unless the file says which. */
const isOpen = ({ service, network }: ServiceSpec): boolean =>
  (service?.type === 'LoadBalancer' || service?.type === 'NodePort') &&
  !network.from.some(({ cidr }) => cidr !== undefined);

function outgoing(service: ServiceSpec, all: readonly ServiceSpec[]): readonly Rule[] {
  return [
    { peers: [], ports: DNS },
    ...service.uses.flatMap(name => {
      const used = all.find(other => other.name === name);
      return used ? [{ peers: [podsOf(used, service)], ports: used.ports }] : [];
    }),
    ...service.network.to.map(peer => ({ peers: peerOf(peer), ports: peer.ports })),
  ];
}

const DNS = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
] as const;

/** As for the jobs: its pods in whatever namespace, by the label of the seeds or of its operator. */
const PROMETHEUS = ['app', 'app.kubernetes.io/name'].map(label => ({
  namespaceSelector: {},
  podSelector: { matchLabels: { [label]: 'prometheus' } },
}));

const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** @param seenFrom in whose namespace no other need be named */
const podsOf = ({ name, namespace }: ServiceSpec, seenFrom: ServiceSpec): IIoK8sApiNetworkingV1NetworkPolicyPeer => ({
  ...(namespace === seenFrom.namespace || namespace === undefined ? {} : inNamespace(namespace)),
  podSelector: { matchLabels: selectorOf(name) },
});

/** None: everybody. */
function peerOf({ app, namespace, cidr }: PeerSpec): readonly IIoK8sApiNetworkingV1NetworkPolicyPeer[] {
  if (cidr !== undefined) return [{ ipBlock: { cidr } }];
  if (app === undefined) return namespace === undefined ? [] : [inNamespace(namespace)];
  const where = namespace === undefined ? { namespaceSelector: {} } : inNamespace(namespace);
  return [{ ...where, podSelector: { matchLabels: selectorOf(app) } }];
}

const filled = <Item>(items: readonly Item[]): Item[] | undefined => (items.length > 0 ? [...items] : undefined);
const portsOf = (ports: PeerSpec['ports']) => filled(ports.map(({ port, protocol }) => ({ protocol, port })));
