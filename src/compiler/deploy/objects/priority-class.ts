/** Whose pods are placed first when nodes are scarce: one PriorityClass for each level of `cost.priority`, the same for all deployments. */
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1/PriorityClass';
import type { CostSpec, DeploymentSpec } from '../spec.ts';
import { MANAGED_BY } from './labels.ts';

type Level = NonNullable<CostSpec['priority']>;

/**
 * Pods without a class have 0. Below -10 the cluster autoscaler adds no nodes any more. Only the upper two levels push others
 * aside; a value can never change again.
 */
const LEVELS: Readonly<Record<Level, Pick<IPriorityClass, 'value' | 'preemptionPolicy' | 'description'>>> = {
  low: { value: -5, preemptionPolicy: 'Never', description: 'Gives way to everything else.' },
  medium: { value: 0, preemptionPolicy: 'Never', description: 'The usual.' },
  high: {
    value: 100_000,
    preemptionPolicy: 'PreemptLowerPriority',
    description: 'Pushes lower priorities aside when nodes are full.',
  },
  critical: { value: 1_000_000, preemptionPolicy: 'PreemptLowerPriority', description: 'Goes before everything else.' },
};

export const priorityClassName = ({ cost }: DeploymentSpec): string | undefined =>
  cost.priority && `ferris-${cost.priority}`;

export const priorityClass = (spec: DeploymentSpec): IPriorityClass | undefined =>
  spec.cost.priority && {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: priorityClassName(spec)!, labels: { ...MANAGED_BY } },
    ...LEVELS[spec.cost.priority],
    globalDefault: false,
  };
