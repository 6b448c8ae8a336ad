/** The flags of the workload commands, each a hint with a shorter name. */

import { hintOfNodeLabel } from '../../../src/compiler/deploy/extract/node-label.ts';
import { coresOf, gigabytesOf, quantity } from '../../../src/compiler/deploy/extract/quantities.ts';
import { UsageError } from '../../arguments.ts';

export const workloadFlags = {
  replicas: { value: 'N', doc: 'fewest pods: scaling.min_replicas', integer: { min: 0, max: 1000 } },
  'max-replicas': { value: 'N', doc: 'most pods: scaling.max_replicas', integer: { min: 1, max: 1000 } },
  'memory-limit': { value: '4Gi', doc: 'memory of a pod, requested and at most: resources.memory_gb' },
  'cpu-limit': { value: '2000m', doc: 'most CPU of a pod; half of it is requested: resources.cpu_cores' },
  'node-selector': { value: 'KEY=VALUE', doc: 'a label that nodes must carry: node_selector.…', repeats: true },
} as const;

interface WorkloadChoice {
  readonly replicas: number | undefined;
  readonly 'max-replicas': number | undefined;
  readonly 'memory-limit': string | undefined;
  readonly 'cpu-limit': string | undefined;
  readonly 'node-selector': readonly string[];
}

/** As `--set` takes them. Throws UsageError. */
export function workloadSettings(workload: string, flags: WorkloadChoice): readonly string[] {
  const { replicas: fewest, 'max-replicas': most } = flags;
  if (fewest !== undefined && most !== undefined && fewest > most)
    throw new UsageError(`--replicas ${fewest} is more than --max-replicas ${most}`);
  return [
    `workload=${workload}`,
    ...(fewest === undefined ? [] : [`scaling.min_replicas=${fewest}`]),
    ...(most === undefined ? [] : [`scaling.max_replicas=${most}`]),
    ...(flags['memory-limit'] === undefined ? [] : [`resources.memory_gb=${memory(flags['memory-limit'])}`]),
    ...(flags['cpu-limit'] === undefined ? [] : [`resources.cpu_cores=${cpu(flags['cpu-limit'])}`]),
    ...flags['node-selector'].map(nodes),
  ];
}

function memory(text: string): string {
  const value = gigabytesOf(text);
  // A bare number is bytes to Kubernetes, and gigabytes to whoever writes 4.
  if (value === undefined || (quantity(text) ?? 0) < 2 ** 20)
    throw new UsageError(
      `--memory-limit takes an amount of memory with its unit, not '${text}'`,
      'such as 4Gi or 512Mi',
    );
  return value;
}

function cpu(text: string): string {
  const limit = quantity(text);
  if (limit === undefined || limit <= 0)
    throw new UsageError(`--cpu-limit takes an amount of CPU, not '${text}'`, 'such as 2000m or 2');
  // A pod may use twice what it requests: DeploymentSpec's rule for bursts.
  return coresOf(String(limit / 2))!;
}

function nodes(text: string): string {
  const [, label, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (label === undefined)
    throw new UsageError(
      `--node-selector takes KEY=VALUE, not '${text}'`,
      'such as node.kubernetes.io/instance-type=r5.2xlarge',
    );
  return `${hintOfNodeLabel(label.trim())}=${value!.trim()}`;
}
