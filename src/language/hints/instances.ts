/**
 * How large well-known instance types are: virtual CPUs, memory and processor architecture, by the name that nodes carry
 * in `node.kubernetes.io/instance-type`. From the clouds' own pages; one that is not here is not wrong, only not known.
 */
export interface InstanceType {
  /** `c5.2xlarge`, `n2-highmem-8`, `Standard_D4s_v5`. */
  readonly type: string;
  /** What it shares with its other sizes: `c5.`, `n2-highmem-`, `Standard_Ds_v5`. */
  readonly family: string;
  readonly cloud: 'aws' | 'gcp' | 'azure';
  readonly arch: 'amd64' | 'arm64';
  readonly vcpu: number;
  /** GiB, as advertised: a node's operating system sees less. */
  readonly memoryGib: number;
}

/** Undefined for one that is not known; names are exact, as the labels of nodes are. */
export const findInstance = (type: string): InstanceType | undefined => byType.get(type);

/** All that are known, by cloud and family. */
export const instanceTypes = (): readonly InstanceType[] => [...byType.values()];

interface Family {
  readonly cloud: InstanceType['cloud'];
  readonly arch?: InstanceType['arch'];
  /** What stands before and behind the size in the name. */
  readonly before: string;
  readonly behind?: string;
  readonly sizes: readonly string[];
  readonly gibPerVcpu: number;
  /** Sizes with other memory than their CPUs tell. */
  readonly gib?: Readonly<Record<string, number>>;
}

const SMALL = ['large', 'xlarge', '2xlarge', '4xlarge'];
const C5 = [...SMALL, '9xlarge', '12xlarge', '18xlarge', '24xlarge'];
const FIFTH = [...SMALL, '8xlarge', '12xlarge', '16xlarge', '24xlarge'];
const SIXTH = [...FIFTH, '32xlarge'];
const SEVENTH = [...FIFTH, '48xlarge'];
const GRAVITON = ['medium', ...SMALL, '8xlarge', '12xlarge', '16xlarge'];
const GPU = ['xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge'];

/** vCPUs of a size of AWS. */
const AWS_VCPU: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

const aws = (name: string, gibPerVcpu: number, sizes: readonly string[], gib: Family['gib'] = {}): Family => ({
  cloud: 'aws',
  // `c7g`, `m6gd`: a g behind the generation is a Graviton.
  arch: /^[a-z]+\dg/.test(name) ? 'arm64' : 'amd64',
  before: `${name}.`,
  sizes,
  gibPerVcpu,
  gib,
});

const gcp = (name: string, gibPerVcpu: number, vcpus: readonly number[], rest: Partial<Family> = {}): Family => ({
  cloud: 'gcp',
  before: `${name}-`,
  sizes: vcpus.map(String),
  gibPerVcpu,
  ...rest,
});

const azure = (
  [letter, features]: readonly [letter: string, features: string],
  gibPerVcpu: number,
  vcpus: readonly number[],
  gib: Family['gib'] = {},
): Family => ({
  cloud: 'azure',
  // A p among the features is an ARM processor.
  arch: features.startsWith('p') ? 'arm64' : 'amd64',
  before: `Standard_${letter}`,
  behind: features,
  sizes: vcpus.map(String),
  gibPerVcpu,
  gib,
});

const N2 = [2, 4, 8, 16, 32, 48, 64, 80, 96];
const C3 = [4, 8, 22, 44, 88, 176];
const D = [2, 4, 8, 16, 32, 48, 64, 96];
const E = [2, 4, 8, 16, 20, 32, 48, 64, 96];

const FAMILIES: readonly Family[] = [
  aws('c5', 2, C5),
  aws('c5n', 2.625, [...SMALL, '9xlarge', '18xlarge'], { '9xlarge': 96, '18xlarge': 192 }),
  aws('c6i', 2, SIXTH),
  aws('c6in', 2, SIXTH),
  aws('c6g', 2, GRAVITON),
  aws('c7i', 2, SEVENTH),
  aws('c7g', 2, GRAVITON),
  aws('m5', 4, FIFTH),
  aws('m6i', 4, SIXTH),
  aws('m6g', 4, GRAVITON),
  aws('m7i', 4, SEVENTH),
  aws('m7g', 4, GRAVITON),
  aws('r5', 8, FIFTH),
  aws('r6i', 8, SIXTH),
  aws('r6g', 8, GRAVITON),
  aws('r7g', 8, GRAVITON),
  aws('t3', 4, ['large', 'xlarge', '2xlarge']),
  aws('g4dn', 4, GPU),
  aws('g5', 4, GPU),
  aws('g6', 4, GPU),
  gcp('e2-standard', 4, [2, 4, 8, 16, 32]),
  gcp('e2-highmem', 8, [2, 4, 8, 16]),
  gcp('e2-highcpu', 1, [2, 4, 8, 16, 32]),
  gcp('n2-standard', 4, [...N2, 128]),
  gcp('n2-highmem', 8, [...N2, 128], { gib: { 128: 864 } }),
  gcp('n2-highcpu', 1, N2),
  gcp('n2d-standard', 4, [...N2, 128, 224]),
  gcp('n2d-highmem', 8, N2),
  gcp('c2-standard', 4, [4, 8, 16, 30, 60]),
  gcp('c3-standard', 4, C3),
  gcp('c3-highmem', 8, C3),
  gcp('t2a-standard', 4, [1, 2, 4, 8, 16, 32, 48], { arch: 'arm64' }),
  azure(['D', '_v5'], 4, D),
  azure(['D', 's_v5'], 4, D),
  azure(['D', 'ds_v5'], 4, D),
  azure(['D', 'as_v5'], 4, D),
  azure(['D', 'ps_v5'], 4, [2, 4, 8, 16, 32, 48, 64], { 64: 208 }),
  azure(['E', '_v5'], 8, E, { 96: 672 }),
  azure(['E', 's_v5'], 8, E, { 96: 672 }),
  azure(['E', 'ds_v5'], 8, E, { 96: 672 }),
  azure(['E', 'as_v5'], 8, E, { 96: 672 }),
  azure(['E', 'ps_v5'], 8, [2, 4, 8, 16, 20, 32], { 32: 208 }),
  // The F series has no fifth version.
  azure(['F', 's_v2'], 2, [2, 4, 8, 16, 32, 48, 64, 72]),
];

const byType = readTable();

function readTable(): ReadonlyMap<string, InstanceType> {
  const table = new Map<string, InstanceType>();
  for (const { cloud, arch = 'amd64', before, behind = '', sizes, gibPerVcpu, gib = {} } of FAMILIES)
    for (const size of sizes) {
      const type = `${before}${size}${behind}`;
      const vcpu = vcpusOf(size);
      table.set(type, {
        type,
        family: `${before}${behind}`,
        cloud,
        arch,
        vcpu,
        memoryGib: gib[size] ?? vcpu * gibPerVcpu,
      });
    }
  return table;
}

/** `large` is 2, `9xlarge` is 9 × 4; GCP and Azure say the number itself. */
function vcpusOf(size: string): number {
  const times = /^(\d+)xlarge$/.exec(size)?.[1];
  return times === undefined ? (AWS_VCPU[size] ?? Number(size)) : Number(times) * 4;
}
