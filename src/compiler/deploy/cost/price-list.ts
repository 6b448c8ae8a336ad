/** What a cloud asks for: the shape of a list, and of a table that has been made of it. */

/** A cloud's list as it is written down, one region. Dollars per hour. */
export interface PriceList {
  readonly region: string;
  /** Day of the prices, `2026-11-01`. */
  readonly asOf: string;
  /** Address of the public list. */
  readonly source: string;
  /** Of spot nodes no list has prices: a share of the on-demand price is assumed, with what it leans on. */
  readonly spot: { readonly share: number; readonly source: string };
  /** Dollars per GiB and month. */
  readonly storageGibMonth: number;
  /** Families whose price is in proportion to the number of vCPUs, by name: see `familyOf`. */
  readonly perVcpu: Readonly<Record<string, number>>;
  /** Types that have a price of their own. */
  readonly onDemand: Readonly<Record<string, number>>;
}

/** `c5` of `c5.2xlarge`, `n2-highmem` of `n2-highmem-8`, `Standard_D*s_v5` of `Standard_D4s_v5`. */
export const familyOf = (type: string): string =>
  type.startsWith('Standard_') ? type.replace(/\d+/, '*') : type.replace(/[.-][^.-]*$/, '');

/** Dollars per hour, of a core and of a GiB. */
export interface UnitPrices {
  readonly cpuHour: number;
  readonly memoryGibHour: number;
  readonly spotCpuHour: number;
  readonly spotMemoryGibHour: number;
  readonly asOf: string;
  readonly source: string;
}

/** Dollars per hour. */
export interface InstancePrice {
  readonly onDemand: number;
  readonly spot: number;
  readonly asOf: string;
  readonly source: string;
  /** Of a type that no list knows, as ferris.yaml gives it. */
  readonly size?: { readonly vcpu: number; readonly memoryGib: number; readonly arch: 'amd64' | 'arm64' } | undefined;
}

/** What an estimate reads: the lists with what ferris.yaml overrides. */
export interface PriceTable {
  readonly region: string;
  readonly unit: UnitPrices;
  readonly storageGibMonth: number;
  /** What spot nodes are assumed to cost where nothing else is said, as a share of the price on demand. */
  readonly spotShare: number;
  /** By type. */
  readonly instances: ReadonlyMap<string, InstancePrice>;
}
