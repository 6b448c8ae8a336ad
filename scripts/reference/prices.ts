/** docs/reference/prices.md */
import { type NodeType, pricedNodeTypes } from '../../src/compiler/deploy/cost/node-types.ts';
import { defaultPrices, priceLists, unitPrices } from '../../src/compiler/deploy/cost/prices.ts';
import type { Cloud } from '../../src/compiler/deploy/options.ts';
import { code, fence, page, table } from './markdown.ts';

const CLOUDS: Readonly<Record<Cloud, string>> = { aws: 'AWS', gcp: 'Google Cloud', azure: 'Azure' };

export const pricesPage = (): string =>
  page('Prices', [
    'What estimates count with, in US dollars. The lists are written into the program with their dates and are not asked for ' +
      'anew, so that an estimate is the same everywhere and needs no network. They leave out discounts, taxes, network and ' +
      'the cluster itself. Your own prices in `ferris.yaml` go before them.',
    '## A core and a GiB',
    `What counts for a pod's share of a node, and for pods that no known node takes. As of ${unitPrices.asOf}, from <${unitPrices.source}>.`,
    table(
      ['', 'on demand', 'spot'],
      [
        ['a core for an hour', money(unitPrices.cpuHour), money(unitPrices.spotCpuHour)],
        ['a GiB for an hour', money(unitPrices.memoryGibHour), money(unitPrices.spotMemoryGibHour)],
      ],
    ),
    ...(Object.keys(CLOUDS) as Cloud[]).flatMap(list),
    '## Your own prices',
    'Everything is optional. A type that is on no list takes `vcpu` and `memory_gib` too, and `arch: arm64` where it is one.',
    fence('yaml', OWN),
  ]);

const list = (cloud: Cloud): readonly string[] => {
  const { region, asOf, source, spot, storageGibMonth } = priceLists[cloud];
  return [
    `## ${CLOUDS[cloud]} (${code(cloud)}), ${code(region)}`,
    `As of ${asOf}, from <${source}>. Spot: ${Math.round(spot.share * 100)} % of the price on demand is assumed (<${spot.source}>). ` +
      `A GiB of disk: ${money(storageGibMonth)} a month. What is left for pods is what remains beside the system and the pods ` +
      'that the cloud itself runs on each node.',
    table(
      ['type', 'vCPUs', 'GiB', 'arch', 'per hour', 'spot', 'left for pods'],
      pricedNodeTypes(cloud, defaultPrices()[cloud]).map(node => [
        code(node.type),
        String(node.vcpu),
        String(node.memoryGib),
        node.arch,
        money(node.onDemand),
        money(node.spot),
        leftOn(node),
      ]),
    ),
  ];
};

function leftOn(node: NodeType): string {
  const { cpuMillis, memoryMib, pods } = node.room;
  return `${cpuMillis / 1000} cores, ${(memoryMib / 1024).toFixed(1)} GiB, ${pods} pods`;
}

const money = (dollars: number): string => `$${dollars}`;

const OWN = `prices:
  as_of: 2026-11-20
  aws:
    region: eu-west-1
    cpu_hour: 0.034
    memory_gib_hour: 0.0045
    spot_cpu_hour: 0.012
    spot_memory_gib_hour: 0.0016
    spot_share: 0.4
    storage_gib_month: 0.088
    instances:
      c5.2xlarge: 0.384
      c5.4xlarge: { on_demand: 0.768, spot: 0.29 }
      rack.big: { on_demand: 1.1, vcpu: 64, memory_gib: 256 }`;
