/** What a layout is made from, and what it is: the files of a folder. */
import { manifestOf } from '../manifest.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import type { DeployOptions } from '../options.ts';
import { inRegion, regionsOf } from '../region.ts';
import type { DeploymentSpec } from '../spec.ts';

/** Text by path, with `/` between folders, in the order in which a person would read them. */
export type LayoutFiles = ReadonlyMap<string, string>;

export interface LaidOut {
  readonly spec: DeploymentSpec;
  /** In the order in which they are applied. */
  readonly objects: readonly KubernetesObject[];
  /** The same objects for each region; none where no regions were asked for. */
  readonly regions: readonly RegionObjects[];
}

export interface RegionObjects {
  readonly region: string;
  readonly spec: DeploymentSpec;
  readonly objects: readonly KubernetesObject[];
}

export const laidOut = (spec: DeploymentSpec, options: DeployOptions): LaidOut => ({
  spec,
  objects: manifestOf(spec, options),
  regions: regionsOf(spec).map(region => {
    const there = inRegion(spec, region);
    return { region, spec: there, objects: manifestOf(there, options) };
  }),
});

/** In every file of a folder that is ours: what has it may be replaced. */
export const OWN_FILE = 'Written by ferris-k8s-deploy';

/** @param marks how a comment begins and ends in that file */
export const ownFileLine = (spec: DeploymentSpec, [begin, end]: readonly [string, string] = ['# ', '']): string =>
  `${begin}${OWN_FILE} from ${spec.source.file}: change the hints there, not this file.${end}\n`;

/** `deployment-ferris-trading.yaml`: as kubectl names an object. */
export const objectFileName = ({ kind, metadata }: KubernetesObject): string =>
  `${kind.toLowerCase()}-${metadata?.name ?? ''}.yaml`;

/** Tells two objects apart as the API server does. */
export const identityOf = ({ apiVersion, kind, metadata }: KubernetesObject): string =>
  `${apiVersion} ${kind} ${metadata?.namespace ?? ''} ${metadata?.name ?? ''}`;

/** What belongs to no single deployment: several of one file have it in common. */
export const isShared = ({ kind }: KubernetesObject): boolean => kind === 'Namespace' || kind === 'PriorityClass';

/** The first of each that have the same name. */
export const distinctObjects = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] => [
  ...new Map(objects.map(object => [identityOf(object), object])).values(),
];
