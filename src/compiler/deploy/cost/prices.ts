/** The prices there are without a word in ferris.yaml: each cloud's list, and unit prices for what no list has. */
import { instanceTypes } from '../../../language/hints/instances.ts';
import type { Cloud } from '../options.ts';
import { familyOf, type InstancePrice, type PriceList, type PriceTable, type UnitPrices } from './price-list.ts';
import { aws } from './price-lists/aws.ts';
import { azure } from './price-lists/azure.ts';
import { gcp } from './price-lists/gcp.ts';

export const priceLists: Readonly<Record<Cloud, PriceList>> = { aws, gcp, azure };

/** What a core and a GiB cost where nothing nearer is known: the defaults of OpenCost, the same for every cloud. */
export const unitPrices: UnitPrices = {
  cpuHour: 0.031611,
  memoryGibHour: 0.004237,
  spotCpuHour: 0.006655,
  spotMemoryGibHour: 0.000892,
  asOf: '2026-11-01',
  source: 'https://github.com/opencost/opencost/blob/develop/configs/default.json',
};

export type Prices = Readonly<Record<Cloud, PriceTable>>;

let tables: Prices | undefined;

/** Built when they are first asked for. */
export const defaultPrices = (): Prices =>
  (tables ??= { aws: tableOf('aws'), gcp: tableOf('gcp'), azure: tableOf('azure') });

function tableOf(cloud: Cloud): PriceTable {
  const { region, asOf, source, spot, storageGibMonth, perVcpu, onDemand } = priceLists[cloud];
  const instances = new Map<string, InstancePrice>();
  for (const { type, vcpu } of instanceTypes().filter(one => one.cloud === cloud)) {
    const each = perVcpu[familyOf(type)];
    const dollars = onDemand[type] ?? (each === undefined ? undefined : rounded(each * vcpu));
    if (dollars !== undefined)
      instances.set(type, { onDemand: dollars, spot: rounded(dollars * spot.share), asOf, source });
  }
  return { region, unit: unitPrices, storageGibMonth, spotShare: spot.share, instances };
}

/** To a ten-thousandth of a cent, as lists are. */
export const rounded = (dollars: number): number => Number(dollars.toFixed(6));
