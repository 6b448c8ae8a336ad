/** What one pod costs in an hour, as its share of the nodes it runs on: the greater of request and use, at unit prices. */
import type { ResourceSpec } from '../spec.ts';
import type { UnitPrices } from './price-list.ts';

/** @returns dollars, without its disk @param usage as it was measured; undefined: what it requests counts */
export function podHourly(
  { cpuRequestMillis, memoryMib }: Pick<ResourceSpec, 'cpuRequestMillis' | 'memoryMib'>,
  usage: { readonly cpuMillis: number; readonly memoryMib: number } | undefined,
  unit: UnitPrices,
  spot: boolean,
): number {
  const cores = Math.max(cpuRequestMillis, usage?.cpuMillis ?? 0) / 1000;
  const gib = Math.max(memoryMib, usage?.memoryMib ?? 0) / 1024;
  return spot
    ? cores * unit.spotCpuHour + gib * unit.spotMemoryGibHour
    : cores * unit.cpuHour + gib * unit.memoryGibHour;
}
