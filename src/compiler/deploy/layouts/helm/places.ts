/** Where in the objects of a deployment the values of its chart stand. */
import { CONFIG_FILE } from '../../container-contract.ts';
import type { KubernetesObject } from '../../objects/kubernetes-object.ts';
import type { DeploymentSpec } from '../../spec.ts';
import type { ValuePath } from './chart-values.ts';
import { appended, block, type Filling, optional, plain, quoted, whileStandby } from './template-text.ts';

/** A key, an index, or the item of a list with that name. */
export type Step = string | number | { readonly name: string };

export interface Place {
  readonly steps: readonly Step[];
  readonly filling: Filling;
  /** What is set there; undefined where only `standby` decides. */
  readonly value?: ValuePath;
  /** The value where the object has nothing; without it there is no such value then. */
  readonly empty?: unknown;
  /** Where the text is whose YAML the steps lead into; it says what is set elsewhere, where it says the same. */
  readonly within?: readonly string[];
}

/** None for objects in which nothing can be set. */
export function placesIn(object: KubernetesObject, spec: DeploymentSpec): readonly Place[] {
  const own = object.metadata?.name === spec.name;
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
      return [...podPlaces(['spec', 'template', 'spec'], spec), ...replicaPlaces(object, spec)];
    case 'CronJob':
      return own
        ? [
            ...podPlaces(['spec', 'jobTemplate', 'spec', 'template', 'spec'], spec),
            number(['spec', 'jobTemplate', 'spec', 'parallelism'], 'replicas.count'),
            ...standbyPlace(spec, ['spec', 'suspend'], 'true'),
          ]
        : [];
    case 'HorizontalPodAutoscaler':
      return boundPlaces(spec, ['spec', 'minReplicas'], ['spec', 'maxReplicas']);
    case 'ScaledObject':
      return [
        ...boundPlaces(spec, ['spec', 'minReplicaCount'], ['spec', 'maxReplicaCount']),
        ...spec.source.inputTopics.flatMap((_, index) => kafkaTrigger(['spec', 'triggers', index, 'metadata'])),
        ...standbyPlace(spec, ['metadata', 'annotations'], '\n  autoscaling.keda.sh/paused-replicas: "0"'),
      ];
    case 'ConfigMap':
      return object.metadata?.name === `${spec.name}-config` ? configurationPlaces : [];
    case 'NetworkPolicy':
      return [
        { steps: ['spec', 'egress', 1, 'ports'], value: 'networkPolicy.ports', filling: block('networkPolicy.ports') },
      ];
    case 'ServiceAccount':
      return own ? [optionalAt(['metadata', 'annotations'], 'serviceAccount.annotations', {})] : [];
    default:
      return [];
  }
}

const text = (steps: readonly Step[], value: ValuePath): Place => ({ steps, value, filling: quoted(value) });
const number = (steps: readonly Step[], value: ValuePath): Place => ({ steps, value, filling: plain(value) });
const optionalAt = (steps: readonly Step[], value: ValuePath, empty: unknown): Place => ({
  steps,
  value,
  empty,
  filling: optional(value),
});

function podPlaces(pod: readonly Step[], { regions }: DeploymentSpec): readonly Place[] {
  const container = [...pod, 'containers', 0];
  const variable = (name: string, value: ValuePath): Place => text([...container, 'env', { name }, 'value'], value);
  return [
    text([...container, 'image'], 'image'),
    text([...container, 'imagePullPolicy'], 'imagePullPolicy'),
    { steps: [...container, 'resources'], value: 'resources', filling: block('resources') },
    variable('NODE_OPTIONS', 'nodeOptions'),
    variable('KAFKA_BROKERS', 'kafka.brokers'),
    variable('FERRIS_CONSUMER_GROUP', 'kafka.consumerGroup'),
    variable('SCHEMA_REGISTRY_URL', 'kafka.schemaRegistry'),
    variable('FERRIS_LOG_LEVEL', 'logLevel'),
    ...(regions === undefined ? [] : [variable('FERRIS_REGION', 'region')]),
    optionalAt([...container, 'envFrom'], 'envFrom', []),
    { steps: [...container, 'env', -1], value: 'extraEnv', empty: [], filling: appended('extraEnv') },
    optionalAt([...pod, 'imagePullSecrets'], 'imagePullSecrets', []),
    optionalAt([...pod, 'nodeSelector'], 'nodeSelector', {}),
    optionalAt([...pod, 'affinity'], 'affinity', {}),
    optionalAt([...pod, 'tolerations'], 'tolerations', []),
  ];
}

/** A number of pods is written only where no autoscaler has it, or where there are to be none. */
function replicaPlaces(object: KubernetesObject, spec: DeploymentSpec): readonly Place[] {
  const steps = ['spec', 'replicas'];
  const fixed = hasReplicas(object);
  if (spec.regions !== undefined) {
    const filling = whileStandby('0', fixed ? 'replicas.count' : undefined);
    return [fixed ? { steps, filling, value: 'replicas.count' } : { steps, filling }];
  }
  return fixed ? [number(steps, 'replicas.count')] : [];
}

/** Where a calendar sets the bounds, what a person sets would be undone the next day. */
const boundPlaces = ({ scaling }: DeploymentSpec, min: readonly Step[], max: readonly Step[]): readonly Place[] =>
  scaling.conditions.length > 0 ? [] : [number(min, 'replicas.min'), number(max, 'replicas.max')];

const hasReplicas = (object: KubernetesObject): boolean =>
  'spec' in object && object.spec !== null && typeof object.spec === 'object' && 'replicas' in object.spec;

const standbyPlace = ({ regions }: DeploymentSpec, steps: readonly Step[], there: string): readonly Place[] =>
  regions === undefined ? [] : [{ steps, filling: whileStandby(there) }];

const kafkaTrigger = (metadata: readonly Step[]): readonly Place[] => [
  text([...metadata, 'bootstrapServers'], 'kafka.brokers'),
  text([...metadata, 'consumerGroup'], 'kafka.consumerGroup'),
];

const configured = (value: ValuePath, ...steps: readonly string[]): Place => ({
  ...number(steps, value),
  within: ['data', CONFIG_FILE],
});

/** The runtime is told the same as the cluster. */
const configurationPlaces: readonly Place[] = [
  configured('logLevel', 'log_level'),
  configured('kafka.consumerGroup', 'kafka', 'consumer_group'),
  configured('replicas.min', 'scaling', 'min_replicas'),
  configured('replicas.max', 'scaling', 'max_replicas'),
  configured('replicas.count', 'scaling', 'min_replicas'),
  configured('replicas.count', 'scaling', 'max_replicas'),
];
