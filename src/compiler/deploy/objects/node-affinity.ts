/** On which nodes the pods may run, and on which they would rather. */
import type { IIoK8sApiCoreV1NodeAffinity } from 'kubernetes-models/v1/NodeAffinity';
import type { IIoK8sApiCoreV1NodeSelectorRequirement } from 'kubernetes-models/v1/NodeSelectorRequirement';
import type { IIoK8sApiCoreV1NodeSelectorTerm } from 'kubernetes-models/v1/NodeSelectorTerm';
import { HIGH_AVAILABILITY } from '../build-spec.ts';
import { FAST_NETWORK, GPU_LABEL, gpuProducts, instanceChoice, isAsked, SPOT_LABELS } from '../cloud.ts';
import type { DeployOptions } from '../options.ts';
import { ownRegion } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';

type Requirement = IIoK8sApiCoreV1NodeSelectorRequirement;

/** What was asked for is required; what only the workload's default says is preferred. */
export function nodeAffinity(spec: DeploymentSpec, options: DeployOptions): IIoK8sApiCoreV1NodeAffinity | undefined {
  const required = requirements(spec, options);
  // Terms are alternatives: a spot node has the label of one of its cloud's node managers.
  const spot = spotRequired(spec) ? SPOT_LABELS[options.cloud] : undefined;
  const terms: IIoK8sApiCoreV1NodeSelectorTerm[] = spot
    ? spot.map(({ key, value }) => ({ matchExpressions: [...required, isIn(key, value)] }))
    : required.length > 0
      ? [{ matchExpressions: required }]
      : [];
  const preferred = preferences(spec, options);
  if (terms.length === 0 && preferred.length === 0) return undefined;
  return {
    requiredDuringSchedulingIgnoredDuringExecution: terms.length > 0 ? { nodeSelectorTerms: terms } : undefined,
    preferredDuringSchedulingIgnoredDuringExecution:
      preferred.length > 0
        ? preferred.map(({ weight, requirement }) => ({ weight, preference: { matchExpressions: [requirement] } }))
        : undefined,
  };
}

const isIn = (key: string, ...values: readonly string[]): Requirement => ({ key, operator: 'In', values: [...values] });

function requirements(spec: DeploymentSpec, options: DeployOptions): Requirement[] {
  const { nodes, resources, regions } = spec;
  const instance = instanceChoice(spec, options.cloud);
  return [
    ...(instance?.asked ? [isIn('node.kubernetes.io/instance-type', instance.type)] : []),
    ...(nodes.zone === undefined ? [] : [isIn('topology.kubernetes.io/zone', nodes.zone)]),
    ...(regions?.dataLocality === 'required' ? [isIn('topology.kubernetes.io/region', ownRegion(spec)!)] : []),
    ...(nodes.arch === undefined ? [] : [isIn('kubernetes.io/arch', nodes.arch)]),
    ...Object.entries(nodes.custom).map(([key, value]) => isIn(key, value)),
    ...(resources.gpu?.type === undefined ? [] : [isIn(GPU_LABEL[options.cloud], ...gpuProducts(resources.gpu.type))]),
    ...(keptOffSpot(spec)
      ? SPOT_LABELS[options.cloud].map(({ key, value }): Requirement => ({ key, operator: 'NotIn', values: [value] }))
      : []),
  ];
}

interface Preference {
  readonly weight: number;
  readonly requirement: Requirement;
}

function preferences(spec: DeploymentSpec, options: DeployOptions): Preference[] {
  const instance = instanceChoice(spec, options.cloud);
  const prefer = (weight: number, requirement: Requirement): Preference => ({ weight, requirement });
  return [
    ...(spec.cost.spot && !spotRequired(spec)
      ? SPOT_LABELS[options.cloud].map(({ key, value }) => prefer(100, isIn(key, value)))
      : []),
    ...(instance && !instance.asked ? [prefer(80, isIn('node.kubernetes.io/instance-type', instance.type))] : []),
    ...(spec.regions?.dataLocality === 'preferred'
      ? [prefer(60, isIn('topology.kubernetes.io/region', ownRegion(spec)!))]
      : []),
    ...(spec.resources.networkOptimized
      ? FAST_NETWORK[options.cloud].map(({ key, operator, values }) =>
          prefer(50, { key, operator, values: [...values] }),
        )
      : []),
  ];
}

const spotRequired = ({ cost, hints }: DeploymentSpec): boolean =>
  cost.spot && (isAsked(hints, 'cost.spot_instances') || isAsked(hints, 'cost.preemptible'));

/** A promise that nodes taken away at short notice would break, or a plain no. */
const keptOffSpot = ({ cost, sla, hints }: DeploymentSpec): boolean =>
  !cost.spot &&
  ((sla.availabilityPercent ?? 0) > HIGH_AVAILABILITY ||
    isAsked(hints, 'cost.spot_instances') ||
    isAsked(hints, 'cost.preemptible'));
