/** The commands of a migration's steps, for a shell. */
import { autoscalerOf } from '../autoscaler.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import type { Running } from './running.ts';

/** A word as the shell reads it. */
export const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

export const kubectl = (namespace: string | undefined): string =>
  namespace === undefined ? 'kubectl' : `kubectl -n ${word(namespace)}`;

/** Where the group's offsets are asked for and set. */
const groupTool = (brokers: string, group: string): string =>
  `kafka-consumer-groups.sh --bootstrap-server ${word(brokers)} --group ${word(group)}`;

const topicFlags = (topics: readonly string[]): string => topics.map(topic => `--topic ${word(topic)}`).join(' ');

export const describeGroup = (brokers: string, group: string): string => `${groupTool(brokers, group)} --describe`;

/** Answers `Empty` once nobody reads in it any more. */
export const groupState = (brokers: string, group: string): string => `${groupTool(brokers, group)} --describe --state`;

export const deleteGroup = (brokers: string, group: string): string => `${groupTool(brokers, group)} --delete`;

export const deleteTopic = (brokers: string, topic: string): string =>
  `kafka-topics.sh --bootstrap-server ${word(brokers)} --delete --topic ${word(topic)}`;

/** @param start `earliest`, `latest`, or a time such as 2026-11-01T00:00:00.000 */
export function startGroupAt(brokers: string, group: string, topics: readonly string[], start: string): string {
  const where = start === 'earliest' || start === 'latest' ? `--to-${start}` : `--to-datetime ${word(start)}`;
  return `${groupTool(brokers, group)} ${topicFlags(topics)} --reset-offsets ${where} --execute`;
}

/** Both groups must be empty, which Kafka checks. */
export function copyOffsets(
  brokers: string,
  from: string,
  to: string,
  topics: readonly string[],
  file: string,
): readonly string[] {
  return [
    `${groupTool(brokers, from)} ${topicFlags(topics)} --reset-offsets --to-current --dry-run --export > ${word(file)}`,
    `${groupTool(brokers, to)} --reset-offsets --from-file ${word(file)} --execute`,
  ];
}

export const switchService = (namespace: string | undefined, service: string, file: string): string =>
  `${kubectl(namespace)} patch service ${word(service)} --type=json --patch-file ${word(file)}`;

/** An autoscaler leaves 0 pods alone when it is a HorizontalPodAutoscaler; KEDA would wake them, so it is paused. */
export function stopRunning(running: Running): string {
  const { kind, name, namespace, autoscaler, file } = running;
  if (kind === 'process')
    return `# stop the process that runs with ${file ?? name}, with SIGTERM: it commits what it has done`;
  if (kind === 'compose') return `docker compose -f ${word(file ?? 'docker-compose.yml')} stop ${word(name)}`;
  return autoscaler?.kind === 'ScaledObject'
    ? pause(namespace, autoscaler.name)
    : `${kubectl(namespace)} scale ${kind.toLowerCase()}/${word(name)} --replicas=0`;
}

export function startRunning(running: Running): string {
  const { kind, name, namespace, autoscaler, file, replicas } = running;
  if (kind === 'process') return `# start the process that ran with ${file ?? name} again`;
  if (kind === 'compose') return `docker compose -f ${word(file ?? 'docker-compose.yml')} start ${word(name)}`;
  return autoscaler?.kind === 'ScaledObject'
    ? resume(namespace, autoscaler.name)
    : `${kubectl(namespace)} scale ${kind.toLowerCase()}/${word(name)} --replicas=${Math.max(1, replicas)}`;
}

export const workloadOf = (spec: DeploymentSpec): string =>
  `${spec.resources.storageGib === undefined ? 'deployment' : 'statefulset'}/${word(spec.name)}`;

export const stopSpec = (spec: DeploymentSpec, options: DeployOptions): string =>
  autoscalerOf(spec, options) === 'keda'
    ? pause(spec.namespace, spec.name)
    : `${kubectl(spec.namespace)} scale ${workloadOf(spec)} --replicas=0`;

const pause = (namespace: string | undefined, name: string): string =>
  `${kubectl(namespace)} annotate scaledobject ${word(name)} autoscaling.keda.sh/paused-replicas=0 --overwrite`;

const resume = (namespace: string | undefined, name: string): string =>
  `${kubectl(namespace)} annotate scaledobject ${word(name)} autoscaling.keda.sh/paused-replicas-`;
