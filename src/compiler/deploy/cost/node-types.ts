/** The node types that an estimate can count with: size and price of each, by cloud. */
import { findInstance } from '../../../language/hints/instances.ts';
import type { Cloud } from '../options.ts';
import { allocatable, type Room } from './allocatable.ts';
import { familyOf, type PriceTable } from './price-list.ts';
import { rounded } from './prices.ts';

export interface NodeType {
  readonly type: string;
  readonly vcpu: number;
  /** As advertised. */
  readonly memoryGib: number;
  readonly arch: 'amd64' | 'arm64';
  /** The model of its one GPU, as `resources.gpu_type` names it. */
  readonly gpu?: string | undefined;
  /** Dollars per hour. */
  readonly onDemand: number;
  readonly spot: number;
  readonly asOf: string;
  readonly source: string;
  /** Whether the price is made of unit prices, because no list has the type. */
  readonly priceDerived: boolean;
  /** What is left for pods. */
  readonly room: Room;
}

/** Undefined for a type whose size nobody knows, and for another cloud's. */
export function nodeType(type: string, cloud: Cloud, prices: PriceTable): NodeType | undefined {
  const listed = prices.instances.get(type);
  const known = findInstance(type);
  const size = listed?.size ?? (known?.cloud === cloud ? known : undefined);
  if (!size) return undefined;
  const { vcpu, memoryGib, arch } = size;
  const { unit } = prices;
  const price = listed ?? {
    onDemand: rounded(vcpu * unit.cpuHour + memoryGib * unit.memoryGibHour),
    spot: rounded(vcpu * unit.spotCpuHour + memoryGib * unit.spotMemoryGibHour),
    asOf: unit.asOf,
    source: unit.source,
  };
  return {
    type,
    vcpu,
    memoryGib,
    arch,
    gpu: GPUS[familyOf(type)],
    onDemand: price.onDemand,
    spot: price.spot,
    asOf: price.asOf,
    source: price.source,
    priceDerived: listed === undefined,
    room: allocatable(cloud, { type, vcpu, memoryGib }),
  };
}

const listedTypes = new WeakMap<PriceTable, readonly NodeType[]>();

/** Those of the list, worked out once for a table, which is one cloud's. */
export function pricedNodeTypes(cloud: Cloud, prices: PriceTable): readonly NodeType[] {
  let types = listedTypes.get(prices);
  if (!types) {
    types = [...prices.instances.keys()].flatMap(type => nodeType(type, cloud, prices) ?? []);
    listedTypes.set(prices, types);
  }
  return types;
}

const GPUS: Readonly<Record<string, string>> = { g4dn: 'nvidia-tesla-t4', g5: 'nvidia-a10g', g6: 'nvidia-l4' };
