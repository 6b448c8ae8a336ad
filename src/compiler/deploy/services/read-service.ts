/** One service of ferris.yaml: its workload, and what is around it. */
import { USER_ID } from '../container-contract.ts';
import { DNS_LABEL, type Fields, shown } from './fields.ts';
import { readAccount, readIngress, readMetrics, readNetwork, readSecurityGroups } from './read-access.ts';
import { readAutoscale } from './read-autoscale.ts';
import { readEnv, readEnvFrom } from './read-environment.ts';
import { readExternalSecrets } from './read-external-secrets.ts';
import { readPorts } from './read-ports.ts';
import { readProbes } from './read-probes.ts';
import type { ReadOptions } from './read-services.ts';
import { readFiles, readHostPaths, readScratch, readVolume, tellSharedMounts } from './read-storage.ts';
import type {
  DisruptionSpec,
  PortSpec,
  SecuritySpec,
  ServiceAccess,
  ServiceResources,
  ServiceSpec,
} from './service-spec.ts';

export function readService(given: Fields, options: ReadOptions): ServiceSpec {
  const name = given.path.at(-1)!;
  given.only(...SERVICE_KEYS);
  const kind = given.choice('kind', ['deployment', 'statefulset', 'daemonset']) ?? 'deployment';
  const ports = readPorts(given);
  const config = given.entries('config');
  const replicas = given.whole('replicas', 'pods', 0, 1000) ?? 1;
  const autoscale = readAutoscale(given);
  const volume = readVolume(given);
  if (kind === 'daemonset')
    for (const key of ['replicas', 'autoscale', 'volume', 'pdb'])
      if (given.has(key)) given.tell([key], 'is not for a daemonset, of which one pod runs on each node');
  if (kind === 'deployment' && volume && volume.access !== 'ReadWriteMany' && (replicas > 1 || autoscale))
    given.tell(['volume'], 'can be mounted by one pod only; a statefulset gives each pod a volume of its own');
  const hostPaths = readHostPaths(given);
  const security = readSecurity(given, hostPaths.length > 0);
  const scratch = readScratch(given);
  const files = readFiles(given, config, options);
  tellSharedMounts(given, [...(volume ? [volume] : []), ...scratch, ...hostPaths, ...files]);
  return {
    name,
    namespace: given.text('namespace', DNS_LABEL, 'the name of a namespace') ?? options.namespace,
    kind,
    image: given.needed('image', /^[^\s:@]\S*$/, 'an image, such as redis:7.4-alpine'),
    pullPolicy: given.choice('pull_policy', ['Always', 'IfNotPresent', 'Never']) ?? 'IfNotPresent',
    pullSecret: given.text('pull_secret', DNS_LABEL, 'the name of a Secret'),
    command: given.texts('command'),
    args: given.texts('args'),
    replicas,
    gracePeriodSeconds: given.whole('grace_period_seconds', 'seconds', 0, 3600),
    ports,
    service: readAccess(given, kind, ports),
    resources: readResources(given),
    volume,
    scratch,
    hostPaths,
    config,
    files,
    env: readEnv(given),
    envFrom: readEnvFrom(given),
    probes: readProbes(given, ports),
    security,
    ingress: readIngress(given, name, ports),
    metrics: readMetrics(given, ports),
    disruption: readDisruption(given, autoscale?.min ?? replicas),
    account: readAccount(given, name),
    externalSecrets: readExternalSecrets(given),
    autoscale,
    uses: given.texts('uses'),
    network: readNetwork(given, ports),
    securityGroups: readSecurityGroups(given),
  };
}

/** All that a service takes. */
export const SERVICE_KEYS = [
  'kind',
  'namespace',
  'image',
  'pull_policy',
  'pull_secret',
  'command',
  'args',
  'replicas',
  'grace_period_seconds',
  'ports',
  'service',
  'resources',
  'volume',
  'scratch',
  'host_paths',
  'config',
  'files',
  'env',
  'env_from',
  'probes',
  'security',
  'ingress',
  'metrics',
  'pdb',
  'service_account',
  'external_secrets',
  'autoscale',
  'uses',
  'network',
  'security_groups',
  'sizes',
];

/** `service: LoadBalancer`, `service: none`, or `{ name, type, annotations }`; without it one inside the cluster where there are ports. */
function readAccess(given: Fields, kind: ServiceSpec['kind'], ports: readonly PortSpec[]): ServiceAccess | undefined {
  // The pods of a StatefulSet are reached by names of their own.
  const usual = kind === 'statefulset' ? 'Headless' : 'ClusterIP';
  const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'Headless'] as const;
  if (given.value('service') === 'none') return undefined;
  const plain = typeof given.value('service') === 'string';
  const one = plain ? undefined : given.inside('service')?.only('name', 'type', 'annotations');
  if (given.has('service') && ports.length === 0) given.tell(['service'], 'has no port to offer: ports is missing');
  if (ports.length === 0) return undefined;
  const type = plain ? given.choice('service', [...types, 'none']) : one?.choice('type', types);
  const headless = (type ?? usual) === 'Headless';
  const renumbered = ports.find(({ port, servicePort }) => port !== servicePort);
  if (headless && renumbered)
    given.tell(['ports', renumbered.name, 'service_port'], 'cannot differ from port where the Service is Headless');
  return {
    name: one?.text('name', DNS_LABEL, 'a name of small letters, digits and -') ?? given.path.at(-1)!,
    type: type === undefined || type === 'none' ? usual : type,
    annotations: one?.entries('annotations') ?? {},
  };
}

/** Memory that is asked for is also the limit unless another one is given: what a node promises twice, it takes back by killing. */
function readResources(given: Fields): ServiceResources {
  if (!given.has('resources'))
    given.tell(['resources'], 'is missing: cpu and memory, such as { cpu: 250m, memory: 256Mi }');
  const one = given.inside('resources')?.only('cpu', 'memory', 'cpu_limit', 'memory_limit');
  for (const key of ['cpu', 'memory']) if (one && !one.has(key)) one.tell([key], 'is missing: what is asked for');
  const cpu = one?.cpu('cpu') ?? 0;
  const memory = one?.memory('memory') ?? 0;
  const cpuLimit = one?.cpu('cpu_limit');
  const memoryLimit = one?.memory('memory_limit') ?? memory;
  if (cpuLimit !== undefined && cpuLimit < cpu) one?.tell(['cpu_limit'], 'is less than the cpu asked for');
  if (memoryLimit < memory) one?.tell(['memory_limit'], 'is less than the memory asked for');
  return { cpuRequestMillis: cpu, cpuLimitMillis: cpuLimit, memoryRequestMib: memory, memoryLimitMib: memoryLimit };
}

function readSecurity(given: Fields, hostPaths: boolean): SecuritySpec {
  const one = given
    .inside('security')
    ?.only('run_as_user', 'run_as_group', 'fs_group', 'read_only_root', 'capabilities', 'because');
  const user = one?.whole('run_as_user', 'a user', 0, 2_147_483_647) ?? USER_ID;
  const group = one?.whole('run_as_group', 'a group', 0, 2_147_483_647) ?? user;
  const readOnlyRoot = one?.flag('read_only_root') ?? true;
  const capabilities = one?.texts('capabilities', /^[A-Z][A-Z_]+$/, 'capabilities such as NET_BIND_SERVICE') ?? [];
  const because = one?.text('because', /\S/, 'a reason');
  const exceptions = [
    user === 0 && 'to run as root',
    !readOnlyRoot && 'to write to its root file system',
    capabilities.length > 0 && `for ${capabilities.join(', ')}`,
    hostPaths && "to reach its node's files",
  ].filter(one => one !== false);
  if (exceptions.length > 0 && because === undefined)
    given.tell(['security', 'because'], `is missing: why this image has ${exceptions.join(' and ')}`);
  const fsGroup = one?.whole('fs_group', 'a group', 0, 2_147_483_647) ?? group;
  return { runAsUser: user, runAsGroup: group, fsGroup, readOnlyRoot, capabilities, because };
}

/** `{ min_available }` or `{ max_unavailable }`, in pods. */
function readDisruption(given: Fields, fewest: number): DisruptionSpec | undefined {
  const one = given.inside('pdb')?.only('min_available', 'max_unavailable');
  if (!one) return undefined;
  const least = one.whole('min_available', 'pods', 0, 1000);
  const most = one.whole('max_unavailable', 'pods', 1, 1000);
  if (least !== undefined && most !== undefined) one.tell([], 'takes either min_available or max_unavailable');
  if (least !== undefined && least >= fewest)
    one.tell(['min_available'], `is ${least} of ${shown(fewest)} pods: no node with one of them could be emptied`);
  return least === undefined ? { maxUnavailable: most ?? 1 } : { minAvailable: least };
}
