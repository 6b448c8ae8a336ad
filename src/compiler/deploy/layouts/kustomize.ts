/** A folder for kustomize: `base/` with a file an object, and `overlays/REGION/` for each region with what is different there. */
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { manifestYaml, plainYaml } from '../yaml.ts';
import {
  distinctObjects,
  identityOf,
  isShared,
  type LaidOut,
  type LayoutFiles,
  objectFileName,
  ownFileLine,
} from './layout.ts';
import { mergePatch } from './patch.ts';

/** What several deployments have in common; no deployment can have this name. */
const SHARED = '_shared';

/**
 * One deployment's objects are in `base/`; of several each has its folder `base/NAME/`, and what they share is in `base/_shared/`.
 * An overlay has the deployments that name its region; what names no region is deployed from `base/`.
 */
export function kustomizeLayout(deployments: readonly LaidOut[]): LayoutFiles {
  const [first] = deployments;
  if (!first) return new Map();
  const own = ownFileLine(first.spec);
  const folders = baseFolders(deployments);
  const regions = [...new Set(deployments.flatMap(one => one.regions.map(({ region }) => region)))];
  return new Map(
    [
      ...(folders.length > 1
        ? [['base/kustomization.yaml', kustomization(folders.map(({ folder }) => folder))] as const]
        : []),
      ...folders.flatMap(({ folder, objects }) => folderFiles(folder === '' ? 'base' : `base/${folder}`, objects)),
      ...regions.flatMap(region => overlayFiles(region, deployments, folders)),
    ].map(([path, text]) => [path, `${own}${text}`]),
  );
}

interface BaseFolder {
  /** Below `base/`; empty for that itself. */
  readonly folder: string;
  readonly objects: readonly KubernetesObject[];
}

function baseFolders(deployments: readonly LaidOut[]): readonly BaseFolder[] {
  if (deployments.length === 1) return [{ folder: '', objects: deployments[0]!.objects }];
  const shared = distinctObjects(deployments.flatMap(({ objects }) => objects.filter(isShared)));
  return [
    ...(shared.length > 0 ? [{ folder: SHARED, objects: shared }] : []),
    ...deployments.map(({ spec, objects }) => ({
      folder: spec.name,
      objects: objects.filter(object => !isShared(object)),
    })),
  ];
}

type Entry = readonly [path: string, text: string];

const folderFiles = (folder: string, objects: readonly KubernetesObject[]): readonly Entry[] => [
  [`${folder}/kustomization.yaml`, kustomization(objects.map(objectFileName))],
  ...objects.map((object): Entry => [`${folder}/${objectFileName(object)}`, manifestYaml([object])]),
];

function overlayFiles(
  region: string,
  deployments: readonly LaidOut[],
  folders: readonly BaseFolder[],
): readonly Entry[] {
  const folder = `overlays/${region}`;
  const there = deployments.flatMap(one =>
    one.regions.flatMap(other => (other.region === region ? [{ base: one, ...other }] : [])),
  );
  const patches = there.flatMap(({ base, objects }) =>
    objects.flatMap(object => {
      const before = base.objects.find(one => identityOf(one) === identityOf(object));
      const patch = before && mergePatch(before, object);
      return patch ? [patch] : [];
    }),
  );
  const bases =
    deployments.length === 1
      ? ['../../base']
      : folders
          .filter(one => one.folder === SHARED || there.some(({ spec }) => spec.name === one.folder))
          .map(one => `../../base/${one.folder}`);
  return [
    [`${folder}/kustomization.yaml`, kustomization(bases, patches.map(objectFileName))],
    ...patches.map((patch): Entry => [`${folder}/${objectFileName(patch)}`, manifestYaml([patch])]),
  ];
}

const kustomization = (resources: readonly string[], patches: readonly string[] = []): string =>
  plainYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
    ...(patches.length > 0 ? { patches: patches.map(path => ({ path })) } : {}),
  });
