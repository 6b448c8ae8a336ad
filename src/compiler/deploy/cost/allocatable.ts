/** What a node can give to pods: its size less what the cloud's Kubernetes keeps for itself, as each of them documents it. */
import type { Cloud } from '../options.ts';

export interface NodeSize {
  /** Of the cloud: `c5.2xlarge`. */
  readonly type: string;
  readonly vcpu: number;
  readonly memoryGib: number;
}

export interface Room {
  readonly cpuMillis: number;
  readonly memoryMib: number;
  readonly pods: number;
}

/** Never below zero; a node too small for its own system has no room. */
export function allocatable(cloud: Cloud, node: NodeSize): Room {
  const reserve = RESERVES[cloud];
  const pods = reserve.maxPods(node);
  const { cpuMillis, memoryMib, pods: systemPods } = reserve.systemPods;
  return {
    cpuMillis: Math.max(0, Math.floor(node.vcpu * 1000 - reserve.cpuMillis(node) - cpuMillis)),
    memoryMib: Math.max(
      0,
      Math.floor(
        node.memoryGib * 1024 * reserve.visibleMemory - reserve.memoryMib(node, pods) - EVICTION_MIB - memoryMib,
      ),
    ),
    pods: Math.max(0, pods - systemPods),
  };
}

/** All three evict pods when less than this is free. */
const EVICTION_MIB = 100;

interface Reserve {
  maxPods(node: NodeSize): number;
  cpuMillis(node: NodeSize): number;
  memoryMib(node: NodeSize, maxPods: number): number;
  /** Share of the advertised memory that the operating system sees. */
  readonly visibleMemory: number;
  /** What the cloud itself runs on every node, with the requests of its current versions, rounded up. */
  readonly systemPods: Room;
}

const RESERVES: Readonly<Record<Cloud, Reserve>> = {
  aws: {
    maxPods: podsOfInterfaces,
    cpuMillis: tieredCpu,
    // The AMI's bootstrap: 11 MiB for every pod there may be.
    memoryMib: (_node, maxPods) => 255 + 11 * maxPods,
    // What the hypervisor takes, as Karpenter assumes it (vmMemoryOverheadPercent).
    visibleMemory: 0.925,
    // aws-node, kube-proxy.
    systemPods: { cpuMillis: 150, memoryMib: 0, pods: 2 },
  },
  gcp: {
    maxPods: () => 110,
    cpuMillis: tieredCpu,
    memoryMib: ({ memoryGib }) => (memoryGib < 1 ? 255 : 1024 * tiered(memoryGib, GKE_MEMORY)),
    visibleMemory: 1,
    // kube-proxy, fluentbit, metrics agent, metadata server, disk driver.
    systemPods: { cpuMillis: 320, memoryMib: 430, pods: 5 },
  },
  azure: {
    // Of Azure CNI Overlay, what new clusters have.
    maxPods: () => 250,
    cpuMillis: ({ vcpu }) => AKS_CPU.findLast(([from]) => vcpu >= from)?.[1] ?? 60,
    // 1.29 and later, in decimal megabytes: 20 for every pod and 50, at most a quarter.
    memoryMib: ({ memoryGib }, maxPods) => Math.min(((20 * maxPods + 50) * 1e6) / 2 ** 20, (memoryGib * 1024) / 4),
    visibleMemory: 1,
    // kube-proxy, azure-cns, ip-masq-agent, disk and file drivers, cloud-node-manager.
    systemPods: { cpuMillis: 350, memoryMib: 470, pods: 6 },
  },
};

/** Sizes of bands in order, and the share of each that is kept. */
type Bands = readonly (readonly [size: number, share: number])[];

/** Cores. GKE documents it, the AMI of EKS does the same. */
const CPU: Bands = [
  [1, 0.06],
  [1, 0.01],
  [2, 0.005],
  [Number.POSITIVE_INFINITY, 0.0025],
];

/** GiB. */
const GKE_MEMORY: Bands = [
  [4, 0.25],
  [4, 0.2],
  [8, 0.1],
  [112, 0.06],
  [Number.POSITIVE_INFINITY, 0.02],
];

/** From so many cores on, so many millicores. */
const AKS_CPU: readonly (readonly [from: number, millis: number])[] = [
  [1, 60],
  [2, 100],
  [4, 140],
  [8, 180],
  [16, 260],
  [32, 420],
  [64, 740],
];

function tieredCpu({ vcpu }: NodeSize): number {
  return 1000 * tiered(vcpu, CPU);
}

function tiered(amount: number, bands: Bands): number {
  let rest = amount;
  let kept = 0;
  for (const [size, share] of bands) {
    const part = Math.min(rest, size);
    kept += part * share;
    rest -= part;
  }
  return kept;
}

/** Pods of EKS have addresses of the node's network interfaces: interfaces × (addresses − 1) + 2. */
function podsOfInterfaces({ type, vcpu }: NodeSize): number {
  const [family = '', size = ''] = type.split('.');
  const interfaces = INTERFACES[family]?.[size] ?? INTERFACES.usual![size];
  // What the EKS documentation recommends where addresses do not bound it.
  if (!interfaces) return vcpu <= 30 ? 110 : 250;
  const [count, addresses] = interfaces;
  return count * (addresses - 1) + 2;
}

/** Interfaces and addresses of each by size; the families that differ by name. */
const INTERFACES: Readonly<Record<string, Readonly<Record<string, readonly [count: number, addresses: number]>>>> = {
  usual: {
    medium: [2, 4],
    large: [3, 10],
    xlarge: [4, 15],
    '2xlarge': [4, 15],
    '4xlarge': [8, 30],
    '8xlarge': [8, 30],
    '9xlarge': [8, 30],
    '12xlarge': [8, 30],
    '16xlarge': [15, 50],
    '18xlarge': [15, 50],
    '24xlarge': [15, 50],
    '32xlarge': [15, 50],
    '48xlarge': [15, 50],
  },
  g4dn: { xlarge: [3, 10], '2xlarge': [3, 10], '4xlarge': [3, 10], '8xlarge': [4, 15] },
};
