/** The nodes that a deployment's pods are counted on: the type it names, else the cheapest of the list that takes them. */
import { findInstance } from '../../../language/hints/instances.ts';
import { nearest } from '../../../language/text/nearest.ts';
import { FAST_NETWORK, instanceChoice } from '../cloud.ts';
import type { Cloud } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { type NodeType, nodeType, pricedNodeTypes } from './node-types.ts';
import type { Phase } from './phases.ts';
import { podsPerNode } from './pods-per-node.ts';
import { familyOf, type PriceTable } from './price-list.ts';

export interface ChosenNode {
  readonly node: NodeType;
  readonly podsPerNode: number;
  /** `named` by a hint or by the workload; `cheapest` where neither did. */
  readonly by: 'named' | 'cheapest';
}

/** Without a node the estimate has unit prices only; the note says why. */
export function chooseNode(
  spec: DeploymentSpec,
  cloud: Cloud,
  prices: PriceTable,
  phases: readonly Phase[],
): { readonly chosen?: ChosenNode; readonly note?: string } {
  const named = instanceChoice(spec, cloud)?.type;
  if (named === undefined) return cheapest(spec, cloud, prices, phases);
  const node = nodeType(named, cloud, prices);
  if (!node) return { note: `${unknown(named, cloud, prices)}: counted by core and GiB instead.` };
  const fitting = podsOn(node, spec);
  if (fitting > 0) {
    const note = node.priceDerived
      ? `No price of ${named} is known: made up from the prices of a core and of a GiB.`
      : undefined;
    return { chosen: { node, podsPerNode: fitting, by: 'named' }, ...(note === undefined ? {} : { note }) };
  }
  return { note: `${tooSmall(node, spec)}: counted by core and GiB instead.` };
}

/** Pods with a GPU have one each, and so do these nodes. */
const podsOn = (node: NodeType, { resources }: DeploymentSpec): number => {
  const fitting = podsPerNode(node.room, resources);
  if (!resources.gpu) return fitting;
  const { type = node.gpu } = resources.gpu;
  return node.gpu !== undefined && node.gpu === type ? Math.min(1, fitting) : 0;
};

/** The least of what all the pods at the lower and at the upper bound cost; of two as cheap the smaller node. */
function cheapest(spec: DeploymentSpec, cloud: Cloud, prices: PriceTable, phases: readonly Phase[]) {
  const arch = spec.nodes.arch ?? 'amd64';
  const counts = [Math.min(...phases.map(({ min }) => min)), Math.max(...phases.map(({ max }) => max))];
  const found = pricedNodeTypes(cloud, prices)
    .filter(node => node.arch === arch && (!spec.resources.networkOptimized || hasFastNetwork(node.type, cloud)))
    .map(node => ({ node, podsPerNode: podsOn(node, spec), price: spec.cost.spot ? node.spot : node.onDemand }))
    .filter(one => one.podsPerNode > 0)
    .map(one => ({
      ...one,
      cost: counts.reduce((sum, pods) => sum + Math.ceil(pods / one.podsPerNode) * one.price, 0),
    }))
    .sort((a, b) => a.cost - b.cost || a.price - b.price || (a.node.type < b.node.type ? -1 : 1));
  const [best] = found;
  if (!best)
    return { note: `No node of the price list of ${cloud} takes such a pod: counted by core and GiB instead.` };
  const { node, podsPerNode: fitting } = best;
  return {
    chosen: { node, podsPerNode: fitting, by: 'cheapest' as const },
    note: `No instance type is asked for: counted on ${node.type}, the cheapest of the price list for these pods.`,
  };
}

/** As the manifests prefer them; where they go by something else than the type, any will do. */
function hasFastNetwork(type: string, cloud: Cloud): boolean {
  const byType = FAST_NETWORK[cloud].filter(({ key }) => /instance-type|machine-family/.test(key));
  return (
    byType.length === 0 ||
    byType.some(({ values }) => values.some(value => value === type || familyOf(type).startsWith(`${value}-`)))
  );
}

function unknown(type: string, cloud: Cloud, prices: PriceTable): string {
  const elsewhere = findInstance(type);
  if (elsewhere) return `${type} is an instance type of ${elsewhere.cloud}, not of ${cloud}`;
  const meant = nearest(type, [...prices.instances.keys()]);
  return `The instance type ${type} is not known${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}

function tooSmall({ type, room, gpu }: NodeType, { resources }: DeploymentSpec): string {
  if (resources.gpu && gpu !== (resources.gpu.type ?? gpu ?? ''))
    return `${type} has ${gpu === undefined ? 'no GPU' : `a GPU ${gpu}`}, and each pod asks for ${resources.gpu.type ?? 'one'}`;
  const cores = (millis: number) => Number((millis / 1000).toFixed(2));
  const gib = (mib: number) => Number((mib / 1024).toFixed(1));
  return `${type} has ${cores(room.cpuMillis)} cores and ${gib(room.memoryMib)} GiB left for pods, one of these asks for ${cores(
    resources.cpuRequestMillis,
  )} cores and ${gib(resources.memoryMib)} GiB`;
}
