/** Environment variables of the container. */
import type { IIoK8sApiCoreV1EnvFromSource } from 'kubernetes-models/v1/EnvFromSource';
import type { IIoK8sApiCoreV1EnvVar } from 'kubernetes-models/v1/EnvVar';
import { CONFIG_FILE, CONFIG_FOLDER, MAX_DISK, RESET_STATE, STATE_FOLDER } from '../container-contract.ts';
import { ownRegion } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';
import { spilledMib } from '../state-disk.ts';
import { hasStateFolder } from './state-claims.ts';

/** Of the memory, what is left is for the program, buffers and the thread stacks. */
const HEAP_SHARE = 0.75;

export function environment(spec: DeploymentSpec): IIoK8sApiCoreV1EnvVar[] {
  const { workload, kafka, resources, container } = spec;
  const value = (name: string, text: string | undefined): IIoK8sApiCoreV1EnvVar[] =>
    text === undefined ? [] : [{ name, value: text }];
  const field = (name: string, fieldPath: string): IIoK8sApiCoreV1EnvVar => ({
    name,
    valueFrom: { fieldRef: { fieldPath } },
  });
  return [
    ...value('FERRIS_WORKLOAD_TYPE', workload),
    ...value('FERRIS_CONSUMER_GROUP', kafka.consumerGroup),
    ...value('FERRIS_WORKLOAD_CONFIG', `${CONFIG_FOLDER}/${CONFIG_FILE}`),
    ...value('FERRIS_LOG_LEVEL', container.logLevel),
    ...value('FERRIS_REGION', ownRegion(spec)),
    ...value('FERRIS_STATE_DIR', hasStateFolder(spec) ? STATE_FOLDER : undefined),
    ...value(MAX_DISK, spilledMib(spec)?.toString()),
    ...value(RESET_STATE, spec.resetState),
    ...value('KAFKA_BROKERS', kafka.brokers),
    ...value('SCHEMA_REGISTRY_URL', kafka.schemaRegistry),
    ...value('NODE_OPTIONS', `--max-old-space-size=${Math.max(1, Math.floor(resources.memoryMib * HEAP_SHARE))}`),
    field('HOSTNAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
  ];
}

/** Secrets whose entries become variables, Kafka's first: a later one of the same name wins. */
export const environmentFrom = ({ kafka, container }: DeploymentSpec): IIoK8sApiCoreV1EnvFromSource[] =>
  [...new Set([...(kafka.secret === undefined ? [] : [kafka.secret]), ...container.envFrom])].map(name => ({
    secretRef: { name },
  }));
