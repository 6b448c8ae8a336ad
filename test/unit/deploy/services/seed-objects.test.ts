/** Every object that the specification's two deployments list, with every field they state, against what the examples make. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { cloudNotes } from '../../../../src/compiler/deploy/services/cloud-notes.ts';
import { assertIncludes, find, manifestOf, projectRoot, specOf } from './read.ts';

const trading = manifestOf(specOf('examples/hft-trading/ferris.yaml', { namespace: 'hft-trading' }));
const fleetSpec = specOf('examples/fleet-q/ferris.yaml', { namespace: 'fleet-q' });
const fleet = manifestOf(fleetSpec);

/** A pod's one container with the same resources for request and limit. */
const pod = (container: string) => `{ spec: { template: { spec: { containers: [${container}] } } } }`;

const TRADING: readonly (readonly [kind: string, name: string, fields: string])[] = [
  ['Namespace', 'hft-trading', '{}'],
  ['StatefulSet', 'postgres', '{ spec: { replicas: 1 } }'],
  [
    'StatefulSet',
    'postgres',
    '{ spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 10Gi } } } }] } }',
  ],
  ['StatefulSet', 'postgres', pod('{ resources: { requests: { memory: 256Mi, cpu: 500m } } }')],
  ['Service', 'postgres', '{ spec: { ports: [{ port: 5432 }] } }'],
  ['Deployment', 'redis', '{ spec: { replicas: 1 } }'],
  ['Deployment', 'redis', pod('{ resources: { requests: { memory: 256Mi, cpu: 250m } } }')],
  [
    'Deployment',
    'redis',
    pod(
      "{ args: [redis-server, --maxmemory, 512mb, --maxmemory-policy, allkeys-lru, --save, '', --appendonly, 'no'] }",
    ),
  ],
  [
    'Deployment',
    'redis',
    '{ spec: { template: { spec: { volumes: [{ name: tmp }, { name: scratch-data, emptyDir: {} }] } } } }',
  ],
  ['Service', 'redis', '{ spec: { ports: [{ port: 6379 }] } }'],
  ['Deployment', 'hft-engine', '{ spec: { replicas: 1 } }'],
  [
    'Deployment',
    'hft-engine',
    pod('{ ports: [{ containerPort: 50051, protocol: TCP }, { containerPort: 9001, protocol: UDP }] }'),
  ],
  ['Deployment', 'hft-engine', pod('{ resources: { requests: { memory: 256Mi, cpu: 500m } } }')],
  ['Service', 'hft-engine', '{ spec: { ports: [{ port: 50051, protocol: TCP }, { port: 9001, protocol: UDP }] } }'],
  ['Deployment', 'hft-backend', '{ spec: { replicas: 1 } }'],
  ['Deployment', 'hft-backend', pod('{ ports: [{ containerPort: 8000 }] }')],
  [
    'Deployment',
    'hft-backend',
    pod('{ resources: { requests: { memory: 64Mi, cpu: 150m }, limits: { memory: 128Mi, cpu: 300m } } }'),
  ],
  ['Service', 'hft-backend', '{ spec: { ports: [{ port: 8000 }] } }'],
  ['Deployment', 'nginx-ingress', '{ spec: { replicas: 1 } }'],
  ['Deployment', 'nginx-ingress', pod('{ resources: { requests: { memory: 128Mi, cpu: 200m } } }')],
  ['Service', 'nginx-ingress', '{ spec: { type: LoadBalancer, ports: [{ port: 8080 }] } }'],
];

const FLEET: readonly (readonly [kind: string, name: string, fields: string])[] = [
  [
    'Namespace',
    'fleet-q',
    '{ metadata: { labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/audit: restricted, pod-security.kubernetes.io/warn: restricted } } }',
  ],
  [
    'Deployment',
    'fleet-q',
    '{ metadata: { labels: { app: fleet-q } }, spec: { selector: { matchLabels: { app: fleet-q } }, template: { metadata: { labels: { app: fleet-q } } } } }',
  ],
  [
    'Deployment',
    'fleet-q',
    pod('{ name: fleet-q, image: "fleet-q:1.0.0", ports: [{ containerPort: 8000, name: http }] }'),
  ],
  [
    'Deployment',
    'fleet-q',
    pod('{ resources: { requests: { memory: 256Mi, cpu: 250m }, limits: { memory: 512Mi, cpu: 500m } } }'),
  ],
  [
    'Deployment',
    'fleet-q',
    pod(
      '{ livenessProbe: { httpGet: { path: /health, port: http }, initialDelaySeconds: 40, periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 3 } }',
    ),
  ],
  [
    'Deployment',
    'fleet-q',
    pod(
      '{ readinessProbe: { httpGet: { path: /health, port: http }, initialDelaySeconds: 10, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 } }',
    ),
  ],
  [
    'Deployment',
    'fleet-q',
    pod(
      '{ startupProbe: { httpGet: { path: /health, port: http }, initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 } }',
    ),
  ],
  [
    'Deployment',
    'fleet-q',
    '{ spec: { template: { spec: { restartPolicy: Always, securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 } } } } }',
  ],
  [
    'Deployment',
    'fleet-q',
    pod(
      '{ securityContext: { capabilities: { drop: [ALL] }, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false } }',
    ),
  ],
  [
    'ConfigMap',
    'fleet-q-config',
    `{ data: { snowflake-database: FLEET_Q_PROD, snowflake-schema: PUBLIC, snowflake-warehouse: COMPUTE_WH, max-parallelism: "20",
    capacity-threshold: "0.8", heartbeat-interval-seconds: "30", claim-interval-seconds: "5", recovery-interval-seconds: "300", dead-pod-threshold-seconds: "180", log-level: INFO, log-format: json } }`,
  ],
  // The Secret itself is made by the operator: no password is in a manifest.
  [
    'ExternalSecret',
    'fleet-q-external-secret',
    `{ spec: { refreshInterval: 1h, secretStoreRef: { name: fleet-q-secret-store, kind: SecretStore }, target: { name: fleet-q-secrets, creationPolicy: Owner },
    data: [{ secretKey: snowflake-account, remoteRef: { key: fleet-q/snowflake, property: account } }, { secretKey: snowflake-user, remoteRef: { key: fleet-q/snowflake, property: user } },
      { secretKey: snowflake-password, remoteRef: { key: fleet-q/snowflake, property: password } }, { secretKey: snowflake-role, remoteRef: { key: fleet-q/snowflake, property: role } }] } }`,
  ],
  [
    'SecretStore',
    'fleet-q-secret-store',
    '{ spec: { provider: { aws: { service: SecretsManager, region: us-east-1, auth: { jwt: { serviceAccountRef: { name: fleet-q-service-account } } } } } } }',
  ],
  [
    'ServiceAccount',
    'fleet-q-service-account',
    '{ metadata: { annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::ACCOUNT:role/FleetQRole" } } }',
  ],
  [
    'Service',
    'fleet-q-service',
    '{ metadata: { labels: { app: fleet-q } }, spec: { type: ClusterIP, selector: { app: fleet-q }, ports: [{ name: http, port: 80, targetPort: http, protocol: TCP }] } }',
  ],
  [
    'Ingress',
    'fleet-q-ingress',
    `{ metadata: { annotations: { cert-manager.io/cluster-issuer: letsencrypt-prod, nginx.ingress.kubernetes.io/limit-rps: "100" } },
    spec: { ingressClassName: nginx, tls: [{ hosts: [fleet-q.example.com], secretName: fleet-q-tls }],
      rules: [{ host: fleet-q.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: fleet-q-service, port: { number: 80 } } } }] } }] } }`,
  ],
  [
    'HorizontalPodAutoscaler',
    'fleet-q-hpa',
    `{ spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: fleet-q }, minReplicas: 2, maxReplicas: 10,
    metrics: [{ type: External, external: { metric: { name: fleet_q_pending_steps }, target: { type: AverageValue, averageValue: "10" } } }],
    behavior: { scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: Percent, value: 100, periodSeconds: 60 }] },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: Percent, value: 50, periodSeconds: 60 }] } } } }`,
  ],
  [
    'NetworkPolicy',
    'fleet-q-network-policy',
    `{ spec: { podSelector: { matchLabels: { app: fleet-q } }, policyTypes: [Ingress, Egress],
    ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ protocol: TCP, port: 8000 }] }, {}],
    egress: [{ ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }] }, { ports: [{ protocol: TCP, port: 443 }] }] } }`,
  ],
  [
    'Service',
    'fleet-q-metrics',
    `{ metadata: { labels: { app: fleet-q }, annotations: { prometheus.io/scrape: "true", prometheus.io/port: "8000", prometheus.io/path: /admin/queue } },
    spec: { selector: { app: fleet-q }, ports: [{ name: metrics, port: 8000, targetPort: http }] } }`,
  ],
  [
    'ServiceMonitor',
    'fleet-q-service-monitor',
    '{ metadata: { labels: { app: fleet-q } }, spec: { selector: { matchLabels: { app: fleet-q } }, endpoints: [{ port: metrics, path: /admin/queue, interval: 30s }] } }',
  ],
  ['PodDisruptionBudget', 'fleet-q-pdb', '{ spec: { minAvailable: 1, selector: { matchLabels: { app: fleet-q } } } }'],
  ['ConfigMap', 'fluentd-config', '{ metadata: { namespace: fleet-q-logs } }'],
];

for (const [where, objects, rows] of [
  ['hft-trading', trading, TRADING],
  ['fleet-q', fleet, FLEET],
] as const)
  for (const [kind, name, fields] of rows)
    test(`${where}: ${kind} ${name}, ${fields.replaceAll(/\s+/g, ' ').slice(0, 90)}`, () => {
      assertIncludes(find(objects, kind, name), parse(fields), `${kind} ${name}`);
    });

test('hft-trading: the backend calls what it is downstream of, and only nginx calls the backend', () => {
  const uses = {
    spec: { egress: [{}, { to: [app('postgres')] }, { to: [app('redis')] }, { to: [app('hft-engine')] }] },
  };
  assertIncludes(find(trading, 'NetworkPolicy', 'hft-backend-network-policy'), uses, 'egress');
  const users = { spec: { ingress: [{ from: [app('nginx-ingress')], ports: [{ port: 8000 }] }] } };
  assertIncludes(find(trading, 'NetworkPolicy', 'hft-backend-network-policy'), users, 'ingress');
});

const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } });

test('hft-trading: nginx chooses the backend pod with the fewest connections, and sees all of them', () => {
  const { data } = parse(JSON.stringify(find(trading, 'ConfigMap', 'nginx-ingress-config')));
  assert.match(
    data['nginx.conf'],
    /least_conn;\n\s+server hft-backend\.hft-trading\.svc\.cluster\.local:8000 resolve;/,
  );
  assertIncludes(find(trading, 'Service', 'hft-backend'), { spec: { clusterIP: 'None' } }, 'Service');
});

/** Environment of the container, by name. */
const FLEET_ENV = {
  FLEET_Q_SNOWFLAKE_ACCOUNT: { valueFrom: { secretKeyRef: { name: 'fleet-q-secrets', key: 'snowflake-account' } } },
  FLEET_Q_SNOWFLAKE_USER: { valueFrom: { secretKeyRef: { name: 'fleet-q-secrets', key: 'snowflake-user' } } },
  FLEET_Q_SNOWFLAKE_PASSWORD: { valueFrom: { secretKeyRef: { name: 'fleet-q-secrets', key: 'snowflake-password' } } },
  FLEET_Q_SNOWFLAKE_DATABASE: { valueFrom: { configMapKeyRef: { name: 'fleet-q-config', key: 'snowflake-database' } } },
  FLEET_Q_MAX_PARALLELISM: { valueFrom: { configMapKeyRef: { name: 'fleet-q-config', key: 'max-parallelism' } } },
  FLEET_Q_LOG_LEVEL: { value: 'INFO' },
  FLEET_Q_LOG_FORMAT: { value: 'json' },
  FLEET_Q_SNOWFLAKE_CONNECTION_POOL_SIZE: { value: '10' },
  FLEET_Q_SNOWFLAKE_CONNECTION_TIMEOUT: { value: '30' },
};

test('fleet-q: the logs of its pods go to Elasticsearch', () => {
  const { data } = parse(JSON.stringify(find(fleet, 'ConfigMap', 'fluentd-config')));
  for (const line of [
    '@type tail',
    'path /var/log/containers/fleet-q-*.log',
    'pos_file /var/log/fluentd-fleet-q.log.pos',
    'tag kubernetes.fleet-q',
    '@type json',
    '<match kubernetes.fleet-q>',
    '@type elasticsearch',
    'host elasticsearch.logging.svc.cluster.local',
    'port 9200',
    'index_name fleet-q',
  ])
    assert.ok(data['fluent.conf'].includes(line), line);
});

test('fleet-q: the environment', () => {
  const { spec } = parse(JSON.stringify(find(fleet, 'Deployment', 'fleet-q')));
  const env: { name: string }[] = spec.template.spec.containers[0].env;
  assert.deepEqual(Object.fromEntries(env.map(({ name, ...rest }) => [name, rest])), FLEET_ENV);
});

test('fleet-q: the policy of the role and the rules of the security group', () => {
  const notes = new Map(cloudNotes(fleetSpec.services).map(({ file, text }) => [file, text]));
  assert.deepEqual(JSON.parse(notes.get('fleet-q-iam-policy.json') ?? ''), {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: ['arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:fleet-q/*'],
      },
    ],
  });
  assert.deepEqual(parse(notes.get('fleet-q-security-groups.yaml') ?? ''), {
    ingress: [
      { port: 8000, protocol: 'TCP', source: 'ALB Security Group', description: 'HTTP traffic from load balancer' },
    ],
    egress: [{ port: 443, protocol: 'TCP', destination: '0.0.0.0/0', description: 'HTTPS to Snowflake' }],
  });
});

const SIZES = [
  ['small', 2, 3, { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } }],
  ['medium', 4, 6, { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } }],
  ['large', 8, 12, { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } }],
] as const;

for (const [size, minReplicas, maxReplicas, resources] of SIZES)
  test(`fleet-q: --size ${size} is ${minReplicas} to ${maxReplicas} pods of the table`, () => {
    const objects = manifestOf(specOf('examples/fleet-q/ferris.yaml', { namespace: 'fleet-q', size }));
    const containers = { spec: { template: { spec: { containers: [{ resources }] } } } };
    assertIncludes(find(objects, 'Deployment', 'fleet-q'), containers, 'Deployment');
    const bounds = { spec: { minReplicas, maxReplicas, metrics: [{ type: 'External' }] } };
    assertIncludes(find(objects, 'HorizontalPodAutoscaler', 'fleet-q-hpa'), bounds, 'HorizontalPodAutoscaler');
  });

test('no password is in any example', () => {
  for (const file of ['hft-trading', 'fleet-q'])
    assert.doesNotMatch(
      fs.readFileSync(path.join(projectRoot, 'examples', file, 'ferris.yaml'), 'utf8'),
      /password:\s*['"]?\w+['"]?\s*$/im,
    );
});
