/** Plain manifests: a file for each deployment, and beside it one for each of its regions. */
import { manifestYaml } from '../yaml.ts';
import type { LaidOut, LayoutFiles } from './layout.ts';

/** `NAME-deployment.yaml`, to apply wherever there is one cluster; `NAME-REGION-deployment.yaml` for the cluster of each region. */
export const yamlLayout = (deployments: readonly LaidOut[]): LayoutFiles =>
  new Map(
    deployments.flatMap(({ spec, objects, regions }) => [
      [yamlFileName(spec.name), manifestYaml(objects)] as const,
      ...regions.map(one => [yamlFileName(spec.name, one.region), manifestYaml(one.objects)] as const),
    ]),
  );

export const yamlFileName = (name: string, region?: string): string =>
  `${region === undefined ? name : `${name}-${region}`}-deployment.yaml`;
