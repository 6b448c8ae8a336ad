/** Nodes that turn pods away, except those that say they can live with it. */
import type { IIoK8sApiCoreV1Toleration } from 'kubernetes-models/v1/Toleration';
import { GPU_RESOURCE, SPOT_LABELS } from '../cloud.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';

export function tolerations(
  { cost, resources, nodes }: DeploymentSpec,
  { cloud }: DeployOptions,
): IIoK8sApiCoreV1Toleration[] {
  const toleration = (key: string, value: string): IIoK8sApiCoreV1Toleration => ({
    key,
    operator: 'Equal',
    value,
    effect: 'NoSchedule',
  });
  const anyValue = (key: string): IIoK8sApiCoreV1Toleration => ({ key, operator: 'Exists', effect: 'NoSchedule' });
  return [
    ...(cost.spot ? SPOT_LABELS[cloud].map(({ key, value }) => toleration(key, value)) : []),
    ...(resources.gpu ? [anyValue(GPU_RESOURCE)] : []),
    // GKE keeps pods off ARM nodes that do not ask for them.
    ...(nodes.arch === 'arm64' && cloud === 'gcp' ? [toleration('kubernetes.io/arch', 'arm64')] : []),
  ];
}
