/** What ferris.yaml says about prices, over the lists: under `prices`, by cloud. Checked here, with every fault told. */
import { findInstance, type InstanceType } from '../../../language/hints/instances.ts';
import type { Cloud } from '../options.ts';
import { type DataProblem, PlainData } from './plain-data.ts';
import type { InstancePrice, PriceTable, UnitPrices } from './price-list.ts';
import { type Prices, rounded } from './prices.ts';

export interface OverriddenPrices {
  readonly prices: Prices;
  /** What is wrong has no effect on `prices`. */
  readonly problems: readonly DataProblem[];
}

/**
 * @param data the value of `prices` in ferris.yaml, as parsed:
 * `{ as_of, aws: { region, cpu_hour, memory_gib_hour, spot_cpu_hour, spot_memory_gib_hour, spot_share, storage_gib_month,
 * instances: { 'c5.2xlarge': 0.31 | { on_demand, spot, vcpu, memory_gib, arch } } }, gcp: …, azure: … }`, everything optional.
 * `vcpu` and `memory_gib` make a type known that no list has.
 */
export function overridePrices(base: Prices, data: unknown): OverriddenPrices {
  const problems: DataProblem[] = [];
  const root = new PlainData(data, ['prices'], problems);
  root.only('as_of', ...CLOUDS);
  const asOf = root.text('as_of', /^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-11-01') ?? 'unknown';
  const table = (cloud: Cloud): PriceTable => {
    const given = root.inside(cloud);
    return given ? tableOf(cloud, base[cloud], given, asOf, problems) : base[cloud];
  };
  return { prices: { aws: table('aws'), gcp: table('gcp'), azure: table('azure') }, problems };
}

const CLOUDS = ['aws', 'gcp', 'azure'] as const;
const SOURCE = 'ferris.yaml';

function tableOf(cloud: Cloud, base: PriceTable, given: PlainData, asOf: string, problems: DataProblem[]): PriceTable {
  given.only('region', ...Object.keys(UNITS), 'spot_share', 'storage_gib_month', 'instances');
  const share = given.amount('spot_share', 'the spot price over the price on demand', 1);
  const spotShare = share ?? base.spotShare;
  const instances = new Map(
    [...base.instances].map(([type, price]) => [
      type,
      share === undefined ? price : { ...price, spot: rounded(price.onDemand * share) },
    ]),
  );
  const listed = given.inside('instances');
  for (const type of listed?.keys() ?? []) {
    const price = priceOf(type, listed!, { cloud, known: base.instances.get(type), spotShare, asOf }, problems);
    if (price) instances.set(type, price);
  }
  return {
    region: given.text('region', /^[a-z0-9-]+$/, 'a region such as eu-west-1') ?? base.region,
    unit: unitOf(base.unit, given, asOf, problems),
    storageGibMonth: given.amount('storage_gib_month', 'dollars') ?? base.storageGibMonth,
    spotShare,
    instances,
  };
}

const UNITS = {
  cpu_hour: 'cpuHour',
  memory_gib_hour: 'memoryGibHour',
  spot_cpu_hour: 'spotCpuHour',
  spot_memory_gib_hour: 'spotMemoryGibHour',
} as const;

function unitOf(base: UnitPrices, given: PlainData, asOf: string, problems: DataProblem[]): UnitPrices {
  const found = Object.entries(UNITS).flatMap(([key, name]) => {
    const dollars = given.amount(key, 'dollars');
    return dollars === undefined ? [] : [[name, dollars] as const];
  });
  if (found.length === 0) return base;
  const own: Partial<Record<(typeof UNITS)[keyof typeof UNITS], number>> = Object.fromEntries(found);
  // Whoever gives one price gives it for spot too, at the share that the base has, unless that is given.
  const spot = (price: number | undefined, from: number, to: number) =>
    price === undefined ? to : rounded((price * to) / from);
  const unit = {
    cpuHour: own.cpuHour ?? base.cpuHour,
    memoryGibHour: own.memoryGibHour ?? base.memoryGibHour,
    spotCpuHour: own.spotCpuHour ?? spot(own.cpuHour, base.cpuHour, base.spotCpuHour),
    spotMemoryGibHour: own.spotMemoryGibHour ?? spot(own.memoryGibHour, base.memoryGibHour, base.spotMemoryGibHour),
    asOf,
    source: SOURCE,
  };
  const dearer = (key: string, onDemand: number, price: number) =>
    price > onDemand && problems.push(dearerSpot([...given.path, key], price, onDemand)) > 0;
  const wrong = [
    dearer('spot_cpu_hour', unit.cpuHour, unit.spotCpuHour),
    dearer('spot_memory_gib_hour', unit.memoryGibHour, unit.spotMemoryGibHour),
  ];
  return wrong.includes(true) ? base : unit;
}

interface Listed {
  readonly cloud: Cloud;
  readonly known: InstancePrice | undefined;
  readonly spotShare: number;
  readonly asOf: string;
}

/** Undefined for what is wrong, and told. */
function priceOf(
  type: string,
  listed: PlainData,
  { cloud, known, spotShare, asOf }: Listed,
  problems: DataProblem[],
): InstancePrice | undefined {
  const before = problems.length;
  const plain = typeof listed.value(type) === 'number';
  const given = plain ? undefined : listed.inside(type);
  given?.only('on_demand', 'spot', 'vcpu', 'memory_gib', 'arch');
  const onDemand = (plain ? listed.amount(type, 'dollars') : given?.amount('on_demand', 'dollars')) ?? known?.onDemand;
  const vcpu = given?.amount('vcpu', 'cores');
  const memoryGib = given?.amount('memory_gib', 'GiB');
  const arch: InstanceType['arch'] =
    given?.text('arch', /^(amd64|arm64)$/, 'amd64 or arm64') === 'arm64' ? 'arm64' : 'amd64';
  const size = vcpu === undefined || memoryGib === undefined ? known?.size : { vcpu, memoryGib, arch };
  const spot = given?.amount('spot', 'dollars') ?? (onDemand === undefined ? undefined : rounded(onDemand * spotShare));
  if (problems.length > before || (!plain && !given)) return undefined;
  const path = [...listed.path, type];
  if (onDemand === undefined || spot === undefined)
    problems.push({ path, message: 'has no on_demand: what a node of this type costs per hour, in dollars' });
  else if ((vcpu === undefined) !== (memoryGib === undefined))
    problems.push({ path, message: 'takes vcpu and memory_gib together' });
  else if (size === undefined && findInstance(type)?.cloud !== cloud)
    problems.push({ path, message: `is no type of ${cloud} whose size is known: give vcpu and memory_gib too` });
  else if (spot > onDemand) problems.push(dearerSpot([...path, 'spot'], spot, onDemand));
  else return { onDemand, spot, asOf, source: SOURCE, size };
  return undefined;
}

const dearerSpot = (path: readonly string[], spot: number, onDemand: number): DataProblem => ({
  path,
  message: `is ${spot}, more than the ${onDemand} on demand; nobody would take spot nodes`,
});
