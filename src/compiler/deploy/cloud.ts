/** What each cloud calls the same kind of node. */
import type { Cloud } from './options.ts';
import type { DeploymentSpec } from './spec.ts';

export interface NodeLabel {
  readonly key: string;
  readonly value: string;
}

/** Labels of spot nodes; on AWS those of Karpenter and of EKS' managed node groups, of which a node has one. */
export const SPOT_LABELS: Readonly<Record<Cloud, readonly NodeLabel[]>> = {
  aws: [
    { key: 'karpenter.sh/capacity-type', value: 'spot' },
    { key: 'eks.amazonaws.com/capacityType', value: 'SPOT' },
  ],
  gcp: [{ key: 'cloud.google.com/gke-spot', value: 'true' }],
  azure: [{ key: 'kubernetes.azure.com/scalesetpriority', value: 'spot' }],
};

export const GPU_RESOURCE = 'nvidia.com/gpu';

/** GKE labels its GPU nodes itself, elsewhere NVIDIA's feature discovery does. */
export const GPU_LABEL: Readonly<Record<Cloud, string>> = {
  aws: 'nvidia.com/gpu.product',
  gcp: 'cloud.google.com/gke-accelerator',
  azure: 'nvidia.com/gpu.product',
};

/** What the labels call the models that the hint offers. */
const GPU_PRODUCTS: Readonly<Record<string, readonly string[]>> = {
  'nvidia-tesla-t4': ['Tesla-T4'],
  'nvidia-a100': [
    'NVIDIA-A100-PCIE-40GB',
    'NVIDIA-A100-SXM4-40GB',
    'NVIDIA-A100-SXM4-80GB',
    'nvidia-tesla-a100',
    'nvidia-a100-80gb',
  ],
  'nvidia-l4': ['NVIDIA-L4'],
};

/** The name as it was given first. */
export const gpuProducts = (type: string): readonly string[] => [type, ...(GPU_PRODUCTS[type] ?? [])];

export interface NodePreference {
  readonly key: string;
  readonly operator: 'In' | 'Gt';
  readonly values: readonly string[];
}

/** Nodes with fast network: by bandwidth in Mbit/s where Karpenter tells it, else by machines known for it. Any one is enough. */
export const FAST_NETWORK: Readonly<Record<Cloud, readonly NodePreference[]>> = {
  aws: [
    { key: 'karpenter.k8s.aws/instance-network-bandwidth', operator: 'Gt', values: ['9999'] },
    {
      key: 'node.kubernetes.io/instance-type',
      operator: 'In',
      values: ['c5n.xlarge', 'c5n.2xlarge', 'c5n.4xlarge', 'c6in.xlarge', 'c6in.2xlarge', 'c6in.4xlarge'],
    },
  ],
  gcp: [{ key: 'cloud.google.com/machine-family', operator: 'In', values: ['c3', 'c3d', 'c4'] }],
  azure: [{ key: 'karpenter.azure.com/sku-networking-accelerated', operator: 'In', values: ['true'] }],
};

/** The other clouds' instances with as many cores and as much memory, for the types that workloads have by default. */
const COUNTERPARTS: Readonly<Record<string, Readonly<Record<Exclude<Cloud, 'aws'>, string>>>> = {
  'c5.2xlarge': { gcp: 'c2-standard-8', azure: 'Standard_F8s_v2' },
  'r5.2xlarge': { gcp: 'n2-highmem-8', azure: 'Standard_E8s_v5' },
};

export interface InstanceChoice {
  readonly type: string;
  /** Whether somebody asked for it. A workload's default is a wish: where no such node is, pods still run. */
  readonly asked: boolean;
}

/** A default is translated for the cloud, and gives way to what it does not fit; what was asked for is taken as it is. */
export function instanceChoice({ nodes, resources, hints }: DeploymentSpec, cloud: Cloud): InstanceChoice | undefined {
  if (nodes.instanceType === undefined) return undefined;
  const asked = isAsked(hints, 'node_selector.instance_type');
  // The defaults are machines with x86 processors and without a GPU.
  if (!asked && (resources.gpu !== undefined || nodes.arch === 'arm64')) return undefined;
  const type = asked || cloud === 'aws' ? nodes.instanceType : COUNTERPARTS[nodes.instanceType]?.[cloud];
  return type === undefined ? undefined : { type, asked };
}

/** Whether a hint was given by somebody, and not by the workload. */
export const isAsked = (hints: DeploymentSpec['hints'], key: string): boolean =>
  hints.some(hint => hint.key === key && !hint.origin.endsWith('default'));

/** How a ServiceAccount says which of the cloud's roles its pods have, without a key: IRSA, workload identity. */
export const roleAnnotations = (cloud: Cloud, role: string): Readonly<Record<string, string>> => ({
  [{
    aws: 'eks.amazonaws.com/role-arn',
    gcp: 'iam.gke.io/gcp-service-account',
    azure: 'azure.workload.identity/client-id',
  }[cloud]]: role,
});

/** Labels that pods with such a role carry: Azure's webhook goes by them. */
export const roleLabels = (cloud: Cloud): Readonly<Record<string, string>> =>
  cloud === 'azure' ? { 'azure.workload.identity/use': 'true' } : {};
