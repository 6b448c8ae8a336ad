/** What an estimate assumed and left out, in sentences for the person who reads the sum. */
import type { Cloud } from '../options.ts';
import { regionsOf } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';
import type { ChosenNode } from './choose-node.ts';
import type { PriceTable } from './price-list.ts';

interface Assumptions {
  readonly chosen: ChosenNode | undefined;
  readonly regions: number;
}

export function notesOf(
  spec: DeploymentSpec,
  cloud: Cloud,
  prices: PriceTable,
  { chosen, regions }: Assumptions,
): readonly string[] {
  const notes: string[] = [];
  const place = spec.regions?.primary ?? spec.nodes.zone;
  if (place !== undefined && !place.startsWith(prices.region))
    notes.push(
      `The prices are those of ${prices.region}, the deployment is in ${place}: set prices.${cloud} in ferris.yaml to yours.`,
    );
  const all = regionsOf(spec).length;
  if (all > 1 && regions === 1)
    notes.push(
      all === 2
        ? 'The other region stands by without pods, and costs nothing until somebody fails over.'
        : `The other ${all - 1} regions stand by without pods, and cost nothing until somebody fails over.`,
    );
  if (regions > 1) notes.push(`Each of the ${regions} regions is counted with all its pods.`);
  if (spec.cost.spot)
    notes.push('Spot prices change from day to day: these are assumed, and nodes may be had for more or not at all.');
  if (spec.schedule)
    notes.push(
      spec.schedule.timeoutMinutes === undefined
        ? 'The schedule has no timeout: counted as if a run never ended. Set schedule.timeout_minutes.'
        : 'Runs are counted until their timeout; one that ends before costs less.',
    );
  if (spec.resources.gpu && !chosen) notes.push('The GPU is not in these prices.');
  return notes;
}
