/** Whatever a service asks for, its pods are as hardened as it lets them be, and its namespace admits no weaker ones. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertIncludes, find, manifestOfText } from './read.ts';

const one = (more = '') => `a: { image: x, resources: { cpu: 1, memory: 1Gi }${more} }`;
const pods = (spec: object) => ({ spec: { template: { spec } } });

test('a service that says nothing runs as the jobs do', () => {
  const workload = find(manifestOfText(one()), 'Deployment', 'a');
  assertIncludes(
    workload,
    pods({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    }),
    'Deployment',
  );
  assert.equal('annotations' in Object(workload.metadata), false);
});

/** What is asked for, and which of Kubernetes' standards the namespace then has. */
const LEVELS = [
  ['', 'restricted'],
  [', security: { read_only_root: false, because: it writes }', 'restricted'],
  [', security: { capabilities: [NET_BIND_SERVICE], because: port 80 }', 'restricted'],
  [', security: { run_as_user: 0, because: it must }', 'baseline'],
  [', security: { capabilities: [CHOWN], because: it must }', 'baseline'],
  [', security: { capabilities: [NET_ADMIN], because: it must }', 'privileged'],
  [', host_paths: [{ path: /var/log }], security: { because: it must }', 'privileged'],
] as const;

for (const [asked, level] of LEVELS)
  test(`the namespace is ${level} for '${asked}'`, () => {
    const objects = manifestOfText(`${one(asked)}\nb: { image: y, resources: { cpu: 1, memory: 1Gi } }`, {
      namespace: 'n',
    });
    const labels = { 'pod-security.kubernetes.io/enforce': level };
    assertIncludes(find(objects, 'Namespace', 'n'), { metadata: { labels } }, 'Namespace');
  });

test('the reason is with the workload', () => {
  const workload = find(manifestOfText(one(', security: { run_as_user: 0, because: it must }')), 'Deployment', 'a');
  const annotations = { 'ferris.io/security-exception': 'it must' };
  assertIncludes(workload, { metadata: { annotations } }, 'Deployment');
  assertIncludes(workload, pods({ securityContext: { runAsNonRoot: false, runAsUser: 0 } }), 'Deployment');
});

test('nobody may come in, and nothing go out but DNS, unless the file says so', () => {
  const { spec } = find(manifestOfText(one(', ports: { p: 80 }')), 'NetworkPolicy', 'a-network-policy');
  assert.deepEqual(spec, {
    podSelector: { matchLabels: { app: 'a' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: [
      {
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  });
});

test('a load balancer is open to everybody, or to those addresses that the file names', () => {
  const rules = (network: string) =>
    find(
      manifestOfText(one(`, ports: { p: 80 }, service: LoadBalancer${network}`)),
      'NetworkPolicy',
      'a-network-policy',
    );
  const ports = [{ protocol: 'TCP', port: 80 }];
  assertIncludes(rules(''), { spec: { ingress: [{ ports, from: undefined }] } }, 'open');
  const some = { ports, from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] };
  assertIncludes(rules(', network: { from: { cidr: 10.0.0.0/8 } }'), { spec: { ingress: [some] } }, 'closed');
});

const CLIENT_ID = '01234567-89ab-cdef-0123-456789abcdef';

test('the same role for each cloud', () => {
  const roles = `, service_account: { roles: { aws: 'arn:aws:iam::1:role/R', gcp: a@p.iam.gserviceaccount.com, azure: ${CLIENT_ID} } }`;
  const annotations = {
    aws: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/R' },
    gcp: { 'iam.gke.io/gcp-service-account': 'a@p.iam.gserviceaccount.com' },
    azure: { 'azure.workload.identity/client-id': CLIENT_ID },
  };
  for (const cloud of ['aws', 'gcp', 'azure'] as const) {
    const objects = manifestOfText(one(roles), { cloud });
    assert.deepEqual(Object(find(objects, 'ServiceAccount', 'a').metadata).annotations, annotations[cloud]);
    const label = cloud === 'azure' ? 'true' : undefined;
    const labels = { 'azure.workload.identity/use': label };
    assertIncludes(find(objects, 'Deployment', 'a'), { spec: { template: { metadata: { labels } } } }, cloud);
  }
});
