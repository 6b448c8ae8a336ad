/** Who reaches a service and as whom it acts: Ingress, metrics, account, network, and notes for the cloud's security groups. */
import { DNS_LABEL, type Fields, shown } from './fields.ts';
import { portName } from './read-ports.ts';
import type {
  AccountSpec,
  IngressSpec,
  MetricsSpec,
  NetworkSpec,
  PeerSpec,
  PortSpec,
  SecurityGroupRule,
} from './service-spec.ts';

const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const CIDR = /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-fA-F:]+\/\d{1,3})$/;

/** `{ class, hosts, path, port, tls: { secret, issuer }, annotations, controller_namespace }`. */
export function readIngress(given: Fields, name: string, ports: readonly PortSpec[]): IngressSpec | undefined {
  const one = given
    .inside('ingress')
    ?.only('class', 'hosts', 'path', 'port', 'tls', 'annotations', 'controller_namespace');
  if (!one) return undefined;
  if (given.value('service') === 'none') one.tell([], 'needs a Service: take away service: none');
  if (!one.has('hosts')) one.tell(['hosts'], 'is missing: the names it is reached by');
  const tls = one.inside('tls')?.only('secret', 'issuer');
  return {
    className: one.text('class', /^[a-z0-9][a-z0-9.-]*$/, 'the name of an IngressClass'),
    hosts: one.texts('hosts', HOST, 'names such as api.example.com'),
    path: one.text('path', /^\/\S*$/, 'a path such as /') ?? '/',
    port: portName(one, 'port', ports),
    tls: tls && {
      secret: tls.text('secret', /^[a-z0-9][a-z0-9.-]*$/, 'the name of a Secret') ?? `${name}-tls`,
      issuer: tls.text('issuer', /^[a-z0-9][a-z0-9.-]*$/, "the name of cert-manager's ClusterIssuer"),
    },
    annotations: one.entries('annotations'),
    controllerNamespace: one.text('controller_namespace', DNS_LABEL, 'the name of a namespace') ?? 'ingress-nginx',
  };
}

/** `{ port, path, interval_seconds }`. */
export function readMetrics(given: Fields, ports: readonly PortSpec[]): MetricsSpec | undefined {
  const one = given.inside('metrics')?.only('port', 'path', 'interval_seconds');
  return (
    one && {
      port: portName(one, 'port', ports),
      path: one.text('path', /^\/\S*$/, 'a path such as /metrics') ?? '/metrics',
      intervalSeconds: one.whole('interval_seconds', 'seconds', 1, 3600) ?? 30,
    }
  );
}

/** The name of an existing account, or `{ name, roles: { aws, gcp, azure }, policy: [{ effect, actions, resources }] }`. */
export function readAccount(given: Fields, name: string): AccountSpec {
  if (typeof given.value('service_account') === 'string') {
    const existing = given.text('service_account', DNS_LABEL, 'the name of a ServiceAccount') ?? name;
    return { name: existing, existing: true, roles: {}, policy: [] };
  }
  const one = given.inside('service_account')?.only('name', 'roles', 'policy');
  const roles = one?.inside('roles')?.only('aws', 'gcp', 'azure');
  return {
    name: one?.text('name', DNS_LABEL, 'the name of a ServiceAccount') ?? name,
    existing: false,
    roles: {
      aws: roles?.text(
        'aws',
        /^arn:aws[a-z-]*:iam::\w+:role\/\S+$/,
        "a role's ARN, such as arn:aws:iam::123456789012:role/Name",
      ),
      gcp: roles?.text(
        'gcp',
        /^\S+@\S+\.iam\.gserviceaccount\.com$/,
        'a service account, such as name@project.iam.gserviceaccount.com',
      ),
      azure: roles?.text('azure', /^[0-9a-f-]{36}$/, 'the client id of a managed identity'),
    },
    policy: (one?.each('policy') ?? []).map(statement => {
      statement.only('effect', 'actions', 'resources');
      for (const key of ['actions', 'resources'])
        if (!statement.has(key)) statement.tell([key], 'is missing; nothing is allowed by default');
      return {
        effect: statement.choice('effect', ['Allow', 'Deny']) ?? 'Allow',
        actions: statement.texts('actions', /^([a-z0-9-]+:\S+|\*)$/, 'actions such as secretsmanager:GetSecretValue'),
        resources: statement.texts('resources', /^(arn:\S+|\*)$/, 'ARNs'),
      };
    }),
  };
}

/** `{ from: […], to: […] }` of `{ app, namespace, cidr, ports }`. */
export function readNetwork(given: Fields, own: readonly PortSpec[]): NetworkSpec {
  const one = given.inside('network')?.only('from', 'to');
  return {
    from: (one?.each('from') ?? []).map(peer => readPeer(peer, own)),
    to: (one?.each('to') ?? []).map(peer => readPeer(peer, [])),
  };
}

function readPeer(one: Fields, named: readonly PortSpec[]): PeerSpec {
  one.only('app', 'namespace', 'cidr', 'ports');
  if (one.has('cidr') && (one.has('app') || one.has('namespace')))
    one.tell(['cidr'], 'is for addresses outside the cluster; app and namespace are for pods');
  return {
    app: one.text('app', /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/, "a value of the pods' label app"),
    namespace: one.text('namespace', DNS_LABEL, 'the name of a namespace'),
    cidr: one.text('cidr', CIDR, 'a range of addresses, such as 10.0.0.0/8'),
    ports: one.items('ports').flatMap((item, index) => {
      const port = named.find(({ name }) => name === item);
      if (port) return [{ port: port.port, protocol: port.protocol }];
      const [, number, protocol = 'TCP'] = /^(\d{1,5})(?:\/(TCP|UDP|SCTP))?$/.exec(String(item)) ?? [];
      if (number !== undefined && Number(number) >= 1 && Number(number) <= 65_535)
        return [{ port: Number(number), protocol: protocol as PortSpec['protocol'] }];
      one.tell(['ports', String(index)], `takes a port such as 443 or 53/UDP, not ${shown(item)}`);
      return [];
    }),
  };
}

/** A list of `{ direction, port, protocol, peer, description }`. */
export const readSecurityGroups = (given: Fields): readonly SecurityGroupRule[] =>
  given.each('security_groups').map(one => {
    one.only('direction', 'port', 'protocol', 'peer', 'description');
    for (const key of ['direction', 'port']) if (!one.has(key)) one.tell([key], 'is missing');
    return {
      direction: one.choice('direction', ['ingress', 'egress']) ?? 'ingress',
      port: one.whole('port', 'a port', 1, 65_535) ?? 0,
      protocol: one.choice('protocol', ['TCP', 'UDP']) ?? 'TCP',
      peer: one.needed('peer', /\S/, 'a range of addresses, or whose security group'),
      description: one.needed('description', /\S/, 'what it is for'),
    };
  });
