/** What is wrong with services is told with its path and with what would be right. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { problemsOf } from './read.ts';

const GOOD = 'image: redis:7.4, resources: { cpu: 250m, memory: 256Mi }';
const one = (more: string) => `a: { ${GOOD}, ${more} }`;

/** The value of `services` and what is told, in order. */
const MISTAKES: readonly (readonly [yaml: string, ...told: readonly string[]])[] = [
  ['a:', 'services.a is empty: an image and resources at least'],
  ['[a]', 'services takes a mapping of keys to values, not ["a"]'],
  ['A_b: {}', 'services.A_b is no name of a service: a name of small letters, digits and -, at most 50'],
  [`ferris-streams: { ${GOOD} }`, "services.ferris-streams is the label of the jobs' own pods: take another name"],
  [
    'a: { kind: cron }',
    'services.a.kind takes deployment, statefulset, daemonset, not "cron"',
    'services.a.image is missing: an image, such as redis:7.4-alpine',
    'services.a.resources is missing: cpu and memory, such as { cpu: 250m, memory: 256Mi }',
  ],
  ['a: { image: x, resources: { cpu: 1 } }', 'services.a.resources.memory is missing: what is asked for'],
  [
    'a: { image: x, resources: { cpu: fast, memory: 256M } }',
    'services.a.resources.cpu takes cores, such as 250m or 2, not "fast"',
    'services.a.resources.memory takes a size, such as 256Mi or 2Gi, not "256M"',
  ],
  [
    'a: { image: x, resources: { cpu: 1, cpu_limit: 500m, memory: 1Gi, memory_limit: 512Mi } }',
    'services.a.resources.cpu_limit is less than the cpu asked for',
    'services.a.resources.memory_limit is less than the memory asked for',
  ],
  [one('replcas: 2'), 'services.a.replcas is unknown; did you mean replicas?'],
  [one('replicas: two'), 'services.a.replicas takes a whole number of pods from 0 to 1000, not "two"'],
  [one('args: [1.10]'), 'services.a.args.0 takes texts, not 1.1; put it in quotes'],
  [one('config: { version: 1.10 }'), 'services.a.config.version takes a text, not 1.1; put it in quotes'],
  [one('ports: { http: 80000 }'), 'services.a.ports.http takes a whole number of a port from 1 to 65535, not 80000'],
  [
    one('ports: { http: { port: 1, protcol: UDP } }'),
    'services.a.ports.http.protcol is unknown; did you mean protocol?',
  ],
  [one('ports: { http: 80, web: 80 }'), 'services.a.ports.web is 80 of TCP, as http is'],
  [
    one('ports: { http: { port: 80, service_port: 81 } }, service: Headless'),
    'services.a.ports.http.service_port cannot differ from port where the Service is Headless',
  ],
  [
    one('ports: { this-name-is-too-long: 80 }'),
    'services.a.ports.this-name-is-too-long is no name of a port: at most 15 small letters, digits and -, with a letter',
  ],
  [one('service: LoadBalancer'), 'services.a.service has no port to offer: ports is missing'],
  [
    one('probes: { liveness: { http: /health } }'),
    'services.a.probes.liveness.port cannot be: the service has no ports',
  ],
  [
    one('ports: { http: 80 }, probes: { liveness: { tcp: htp } }'),
    'services.a.probes.liveness.tcp takes a port of this service (http), not "htp"',
  ],
  [one('probes: { readiness: {} }'), 'services.a.probes.readiness takes one of http, tcp, grpc and command'],
  [
    one('kind: daemonset, replicas: 2'),
    'services.a.replicas is not for a daemonset, of which one pod runs on each node',
  ],
  [
    one('replicas: 2, volume: { size: 1Gi, mount: /data }'),
    'services.a.volume can be mounted by one pod only; a statefulset gives each pod a volume of its own',
  ],
  [one('volume: { size: 1Gi, mount: data }'), 'services.a.volume.mount takes an absolute path, not "data"'],
  [one('volume: { size: 1Gi, mount: /x }, scratch: { /x: }'), 'services.a mounts two things at /x'],
  [one('security: { run_as_user: 0 }'), 'services.a.security.because is missing: why this image has to run as root'],
  [
    one('host_paths: [{ path: /var/log }]'),
    "services.a.security.because is missing: why this image has to reach its node's files",
  ],
  [
    one('pdb: { min_available: 1 }'),
    'services.a.pdb.min_available is 1 of 1 pods: no node with one of them could be emptied',
  ],
  [
    one('autoscale: { min: 3, max: 2, metrics: [{ cpu_percent: 70 }] }'),
    'services.a.autoscale.max is 2, less than min, 3',
  ],
  [
    one('autoscale: { max: 2, metrics: [{ external: x }] }'),
    'services.a.autoscale.metrics.0 takes either average, per pod, or value, of all pods together',
  ],
  [
    one('env: { X: { secret: s, config: c } }'),
    'services.a.env.X takes either a text, or secret and key, or config and key, or field',
  ],
  [one('env: { X: }'), "services.a.env.X is empty; write '' for an empty text"],
  [
    one('config: { level: info }, env: { X: { config: a-config, key: levl } }'),
    'services.a.env.X.key is no entry of a-config: levl; did you mean level?',
  ],
  [one('uses: [b]'), 'services.a.uses.0 takes another service, not b; there are a'],
  [one('files: { /etc/x.conf: { from: x.conf } }'), 'services.a.files./etc/x.conf.from cannot be read: x.conf'],
  [
    one('config: { x: y }, files: { /etc/x: z }'),
    'services.a.files./etc/x is called x, as another file or entry of config is',
  ],
  [
    one('service_account: { roles: { aws: Admin } }'),
    'services.a.service_account.roles.aws takes a role\'s ARN, such as arn:aws:iam::123456789012:role/Name, not "Admin"',
  ],
  [
    one('service_account: { policy: [{ actions: [get] }] }'),
    'services.a.service_account.policy.0.resources is missing; nothing is allowed by default',
    'services.a.service_account.policy.0.actions.0 takes actions such as secretsmanager:GetSecretValue, not "get"',
  ],
  [
    one('external_secrets: { secret: s, data: { k: v } }'),
    'services.a.external_secrets.0.store is missing: the name of a SecretStore, or aws, gcp or azure',
  ],
  [
    one('network: { to: [{ ports: [https] }] }'),
    'services.a.network.to.0.ports.0 takes a port such as 443 or 53/UDP, not "https"',
  ],
  [one('ingress: { hosts: [a.b] }, ports: { x: 1, y: 2 }'), 'services.a.ingress.port is missing: x, y'],
  // A size that nobody asked for is checked as well, and told where it is written.
  [
    one('sizes: { large: { replicas: none } }'),
    'services.a.sizes.large.replicas takes a whole number of pods from 0 to 1000, not "none"',
  ],
  [
    one('sizes: { large: { resources: { cpu_limit: 1m } } }'),
    'services.a.sizes.large.resources.cpu_limit is less than the cpu asked for',
  ],
];

for (const [yaml, ...told] of MISTAKES) test(told[0] ?? yaml, () => assert.deepEqual(problemsOf(yaml), told));

test('a size that no service has', () => {
  assert.deepEqual(problemsOf(one('sizes: { large: { replicas: 3 } }'), { size: 'small' }), [
    'services have no size small; there are large',
  ]);
});

test('what is not wrong is not told', () => {
  assert.deepEqual(problemsOf(one('replicas: 0, service: none, env: { X: "" }, ports: { p: 1 }')), []);
  assert.deepEqual(problemsOf(one('env: { X: { config: elsewhere, key: any }, Y: { secret: other, key: any } }')), []);
});
