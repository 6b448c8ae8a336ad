/** What can be set in a chart: each value's meaning and form, for values.yaml and values.schema.json. */

type Schema = Readonly<Record<string, unknown>>;

export interface ChartValue {
  /** A line for values.yaml, without a full stop. */
  readonly doc: string;
  /** In JSON Schema. */
  readonly schema: Schema;
}

const text: Schema = { type: 'string', minLength: 1 };
const flag: Schema = { type: 'boolean' };
const count = (minimum: number): Schema => ({ type: 'integer', minimum });
const object: Schema = { type: 'object' };
const objects: Schema = { type: 'array', items: object };
/** Kafka's own form of a group's name would allow more than every tool does. */
const group: Schema = { type: 'string', pattern: '^[A-Za-z0-9._-]+$' };

/** In the order of values.yaml, those with the same first word together. */
export const chartValues = {
  image: { doc: 'the image with its tag or digest', schema: text },
  imagePullPolicy: { doc: 'when it is pulled', schema: { enum: ['Always', 'IfNotPresent', 'Never'] } },
  imagePullSecrets: { doc: 'Secrets with the password of the registry', schema: objects },
  'replicas.count': { doc: 'how many pods', schema: count(0) },
  'replicas.min': { doc: 'the fewest pods of the autoscaler', schema: count(0) },
  'replicas.max': { doc: 'the most pods of the autoscaler', schema: count(1) },
  resources: {
    doc: 'requests and limits of a pod; nodeOptions has to fit the memory',
    schema: { type: 'object', properties: { requests: object, limits: object }, additionalProperties: false },
  },
  nodeOptions: { doc: "options of the pods' Node.js; the heap takes three quarters of the memory", schema: text },
  'kafka.brokers': {
    doc: 'host:port,… of the brokers; where the ports change, networkPolicy.ports has to name them too',
    schema: text,
  },
  'kafka.consumerGroup': { doc: 'with another group everything is read again', schema: group },
  'kafka.schemaRegistry': { doc: 'URL of the schema registry', schema: text },
  logLevel: { doc: 'how much is logged', schema: { enum: ['error', 'warn', 'info', 'debug'] } },
  region: { doc: 'the region the pods are in; values-REGION.yaml sets it with all that goes with it', schema: text },
  standby: { doc: 'whether it has no pods until somebody fails over to it', schema: flag },
  nodeSelector: {
    doc: 'labels the nodes must have',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
  affinity: { doc: 'nodes that are required, and that are preferred', schema: object },
  tolerations: { doc: 'taints of nodes that the pods can live with', schema: objects },
  envFrom: { doc: 'Secrets and ConfigMaps whose entries become environment variables', schema: objects },
  extraEnv: {
    doc: 'more environment variables, each with name and value or valueFrom',
    schema: { type: 'array', items: { type: 'object', properties: { name: text }, required: ['name'] } },
  },
  'serviceAccount.annotations': {
    doc: 'of the ServiceAccount, such as the role it has in the cloud',
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
  'namespace.create': { doc: 'whether the namespace is part of the release', schema: flag },
  'priorityClass.create': {
    doc: 'whether the PriorityClass is part of the release; one release of a cluster can have it',
    schema: flag,
  },
  'networkPolicy.enabled': { doc: 'whether the traffic of the pods is limited', schema: flag },
  'networkPolicy.ports': { doc: 'where the pods may connect to besides DNS', schema: objects },
  'serviceMonitor.enabled': { doc: "whether Prometheus' operator is told of the pods", schema: flag },
  'alerts.enabled': { doc: 'whether there are alerts, and who gets them', schema: flag },
  'dashboard.enabled': { doc: 'whether there is a dashboard for Grafana', schema: flag },
} as const satisfies Readonly<Record<string, ChartValue>>;

export type ValuePath = keyof typeof chartValues;

export type Values = Readonly<Record<string, unknown>>;

/** Nested by the dots of their paths, in the order of the catalogue. */
export function nested(defaults: ReadonlyMap<ValuePath, unknown>): Values {
  const result: Record<string, unknown> = {};
  for (const path of Object.keys(chartValues) as ValuePath[]) {
    if (!defaults.has(path)) continue;
    const [head, tail] = path.split('.') as [string, string?];
    result[head] = tail === undefined ? defaults.get(path) : { ...(result[head] ?? {}), [tail]: defaults.get(path) };
  }
  return result;
}

/** JSON Schema of what `values.yaml` may have: an unknown key is a typing error, except those that a parent chart hands down. */
export function valuesSchema(paths: readonly ValuePath[]): Schema {
  const groups = new Map<string, Schema>();
  for (const path of paths) {
    const [head, tail] = path.split('.') as [string, string?];
    const { doc, schema } = chartValues[path];
    const described = { description: doc, ...schema };
    groups.set(head, tail === undefined ? described : { ...groups.get(head), [tail]: described });
  }
  const grouped = new Set(paths.filter(path => path.includes('.')).map(path => path.split('.')[0]!));
  const properties = Object.fromEntries(
    [...groups].map(([head, inner]) => [
      head,
      grouped.has(head) ? { type: 'object', properties: inner, additionalProperties: false } : inner,
    ]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { ...properties, global: object },
    additionalProperties: false,
  };
}
