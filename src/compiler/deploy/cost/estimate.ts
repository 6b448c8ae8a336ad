/** What a deployment costs: per hour and month, from its fewest to its most pods, on whole nodes and as the pods' share. */
import type { Cloud } from '../options.ts';
import { inRegion, regionsOf, standsBy } from '../region.ts';
import { HOURS_PER_MONTH, runsPerMonth } from '../schedule/hours-per-month.ts';
import type { DeploymentSpec } from '../spec.ts';
import { type ChosenNode, chooseNode } from './choose-node.ts';
import { notesOf } from './notes.ts';
import { type Phase, phasesOf } from './phases.ts';
import { podHourly } from './pod-share.ts';
import { defaultPrices, type Prices } from './prices.ts';

export interface CostRequest {
  readonly cloud: Cloud;
  /** The lists with what ferris.yaml overrides: `overridePrices`. */
  readonly prices?: Prices | undefined;
  /** What a pod was seen to use; its share is the greater of this and what it requests. */
  readonly usage?: Usage | undefined;
}

export interface Usage {
  readonly cpuMillis: number;
  readonly memoryMib: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Dollars, of all regions. */
export interface Money {
  /** At the fewest and at the most pods there ever are. */
  readonly hourly: Range;
  /** Of 730 hours, each phase of the schedules with its own bounds. */
  readonly monthly: Range;
}

export interface Saving {
  /** Dollars a month, at the most pods. */
  readonly monthly: number;
  /** 0 to 100, of what it would cost otherwise. */
  readonly percent: number;
}

export interface CostEstimate {
  readonly cloud: Cloud;
  /** Whose prices these are. */
  readonly priceRegion: string;
  /** Day of the prices that `total` goes by. */
  readonly asOf: string;
  readonly spot: boolean;
  /** In each region. */
  readonly pods: Range;
  readonly regions: number;
  /** Of a CronJob: its cost is for runs that last until their timeout, so the most it can be. */
  readonly runs?: { readonly perMonth: number; readonly hoursPerMonth: number } | undefined;
  /** Undefined where the pods fit no node whose size is known. */
  readonly node?: NodeEstimate | undefined;
  /** As whole nodes, which nobody else uses; undefined like `node`. */
  readonly nodes?: Money | undefined;
  /** As a share of nodes that others use too: cores and GiB of the pods at unit prices. */
  readonly share: Money;
  /** What the estimate goes by: whole nodes where they are known, else the share. */
  readonly total: Money;
  /** The most pods all the time, on demand: what one would have to provide without autoscaler, schedule and spot. */
  readonly staticProvisioning: {
    readonly hourly: number;
    readonly monthly: number;
    /** Percent of it that the most and the fewest pods save. */
    readonly savesPercent: Range;
  };
  readonly savings: {
    /** Against the same pods on demand. */
    readonly spot?: Saving | undefined;
    /** Against the most pods all the time. */
    readonly schedule?: Saving | undefined;
  };
  readonly overBudget?: { readonly maxHourly: number; readonly hourly: number } | undefined;
  /** What was assumed, in sentences. */
  readonly notes: readonly string[];
}

export interface NodeEstimate {
  readonly type: string;
  readonly by: ChosenNode['by'];
  readonly podsPerNode: number;
  /** In each region. */
  readonly count: Range;
  /** Dollars per hour, as paid: spot or on demand. */
  readonly hourly: number;
  readonly onDemand: number;
  readonly asOf: string;
  readonly source: string;
  /** Whether the price is made of those of a core and of a GiB, because no list has the type. */
  readonly priceDerived: boolean;
}

/** Pure: the prices have their dates with them. Hours are the schedules' own, summer time evens out. */
export function estimateCost(
  spec: DeploymentSpec,
  { cloud, prices = defaultPrices(), usage }: CostRequest,
): CostEstimate {
  const table = prices[cloud];
  const { spot } = spec.cost;
  const phases = phasesOf(spec);
  const pods = { min: Math.min(...phases.map(({ min }) => min)), max: Math.max(...phases.map(({ max }) => max)) };
  // One that stands by has no pods until somebody fails over to it.
  const regions = Math.max(1, regionsOf(spec).filter(region => !standsBy(inRegion(spec, region))).length);
  const { chosen, note } = chooseNode(spec, cloud, table, phases);

  const disk = ((spec.resources.storageGib ?? 0) * table.storageGibMonth) / HOURS_PER_MONTH;
  const onNodes = (onSpot: boolean) => (count: number) =>
    regions * (nodesFor(count, chosen!) * (onSpot ? chosen!.node.spot : chosen!.node.onDemand) + count * disk);
  const shared = (onSpot: boolean) => (count: number) =>
    regions * count * (podHourly(spec.resources, usage, table.unit, onSpot) + disk);
  const costOf = chosen ? onNodes : shared;

  const nodes = chosen && moneyOf(phases, pods, onNodes(spot));
  const share = moneyOf(phases, pods, shared(spot));
  const total = nodes ?? share;
  const mostHourly = costOf(false)(pods.max);
  const most = mostHourly * HOURS_PER_MONTH;
  const always = costOf(spot)(pods.max) * HOURS_PER_MONTH;
  const { maxHourly } = spec.cost;
  return {
    cloud,
    priceRegion: table.region,
    asOf: chosen?.node.asOf ?? table.unit.asOf,
    spot,
    pods,
    regions,
    runs: spec.schedule && {
      perMonth: runsPerMonth(spec.schedule.cron),
      hoursPerMonth: phases[0]?.max ? phases[0].hours : 0,
    },
    node: chosen && nodeEstimate(chosen, pods, spot),
    nodes,
    share,
    total,
    staticProvisioning: {
      hourly: mostHourly,
      monthly: most,
      savesPercent: { min: percent(most - total.monthly.max, most), max: percent(most - total.monthly.min, most) },
    },
    savings: {
      spot: spot ? saving(moneyOf(phases, pods, costOf(false)).monthly.max, total.monthly.max) : undefined,
      schedule: phases.length > 1 ? saving(always, total.monthly.max) : undefined,
    },
    overBudget:
      maxHourly !== undefined && total.hourly.max > maxHourly ? { maxHourly, hourly: total.hourly.max } : undefined,
    notes: [...(note === undefined ? [] : [note]), ...notesOf(spec, cloud, table, { chosen, regions })],
  };
}

const nodesFor = (pods: number, { podsPerNode }: ChosenNode): number => Math.ceil(pods / podsPerNode);

const moneyOf = (phases: readonly Phase[], pods: Range, costOf: (pods: number) => number): Money => {
  const monthly = (bound: 'min' | 'max') => phases.reduce((sum, phase) => sum + phase.hours * costOf(phase[bound]), 0);
  return {
    hourly: { min: costOf(pods.min), max: costOf(pods.max) },
    monthly: { min: monthly('min'), max: monthly('max') },
  };
};

const nodeEstimate = (chosen: ChosenNode, pods: Range, spot: boolean): NodeEstimate => ({
  type: chosen.node.type,
  by: chosen.by,
  podsPerNode: chosen.podsPerNode,
  count: { min: nodesFor(pods.min, chosen), max: nodesFor(pods.max, chosen) },
  hourly: spot ? chosen.node.spot : chosen.node.onDemand,
  onDemand: chosen.node.onDemand,
  asOf: chosen.node.asOf,
  source: chosen.node.source,
  priceDerived: chosen.node.priceDerived,
});

const saving = (otherwise: number, now: number): Saving => ({
  monthly: otherwise - now,
  percent: percent(otherwise - now, otherwise),
});

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
