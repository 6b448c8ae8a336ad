/** The Ingress of a service: the names that it is reached by from outside, with TLS. */
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { ServiceSpec } from '../service-spec.ts';
import { metadataOf } from './labels.ts';

export function ingress(spec: ServiceSpec): IIngress | undefined {
  const { ingress: asked, service } = spec;
  const port = spec.ports.find(({ name }) => name === asked?.port);
  if (!asked || !service || !port) return undefined;
  const annotations = {
    ...(asked.tls?.issuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': asked.tls.issuer }),
    ...asked.annotations,
  };
  const number = service.type === 'Headless' ? port.port : port.servicePort;
  const backend = { service: { name: service.name, port: { number } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      ...metadataOf(spec, 'ingress'),
      annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    },
    spec: {
      ingressClassName: asked.className,
      tls: asked.tls && [{ hosts: [...asked.hosts], secretName: asked.tls.secret }],
      rules: asked.hosts.map(host => ({
        host,
        http: { paths: [{ path: asked.path, pathType: 'Prefix', backend }] },
      })),
    },
  };
}
