/** Where the manifests of a file go, and how they get there: plain files, or a folder for kustomize or Helm. */
import fs from 'node:fs';
import path from 'node:path';
import { distinctObjects, type LayoutFiles } from '../../../src/compiler/deploy/layouts/layout.ts';
import { yamlFileName, yamlLayout } from '../../../src/compiler/deploy/layouts/yaml.ts';
import { manifestYaml } from '../../../src/compiler/deploy/yaml.ts';
import { UsageError } from '../../arguments.ts';
import { makeFolderOf, writeText } from '../../files.ts';
import { type Io, resolvePath } from '../../io.ts';
import type { Generated } from './generate.ts';

export const layoutFlags = {
  as: {
    value: 'LAYOUT',
    doc: 'plain manifests, a kustomize folder (base/ and overlays/REGION/) or a Helm chart',
    allowed: ['yaml', 'kustomize', 'helm'],
    default: 'yaml',
  },
  output: {
    value: 'FILE|DIR',
    short: 'o',
    doc: "where the manifest goes: a file, a folder ending with / (one file a deployment, and NAME-REGION-deployment.yaml for each region), '-' for stdout instead of the report; without it NAME-deployment.yaml here. A folder for kustomize and helm is replaced as a whole",
  },
  force: { doc: 'with --as kustomize or helm: also into a folder with other files, which stay' },
} as const;

export interface Layout {
  readonly as: 'yaml' | 'kustomize' | 'helm';
  readonly output: string | undefined;
  readonly force: boolean;
}

/** Throws UsageError for flags that do not go together. */
export function checkLayout({ as, output, force }: Layout): void {
  if (as === 'yaml' && force) throw new UsageError('--force is for --as kustomize and --as helm');
  if (as !== 'yaml' && (output === undefined || output === '-'))
    throw new UsageError(`--as ${as} needs a folder`, `such as --output ${as === 'helm' ? 'chart' : 'deploy'}`);
}

/** Where each deployment goes, and each of its regions where those have files of their own. */
export function targetOf({ spec, regions }: Generated, { as, output }: Layout, io: Io): Target {
  if (as !== 'yaml') return { manifest: output! };
  if (output !== undefined && !isFolder(output, io)) return { manifest: output };
  const at = (region?: string): string => path.join(output ?? '', yamlFileName(spec.name, region));
  return {
    manifest: at(),
    ...(regions.length > 0 ? { regions: regions.map(({ region }) => ({ region, manifest: at(region) })) } : {}),
  };
}

export interface Target {
  readonly manifest: string;
  readonly regions?: readonly { readonly region: string; readonly manifest: string }[];
}

/** What ends with a slash, or is one already. */
const isFolder = (output: string, io: Io): boolean =>
  output.endsWith('/') ||
  output.endsWith(path.sep) ||
  (fs.statSync(resolvePath(io, output), { throwIfNoEntry: false })?.isDirectory() ?? false);

/** Gives lines for people: what was written. Throws FileError; of a folder for kustomize or Helm nothing is written then. */
export async function writeLayout(generated: readonly Generated[], layout: Layout, io: Io): Promise<string> {
  const { as, output } = layout;
  if (as !== 'yaml') {
    const files = await folderFiles(generated, as);
    const { replaceFolder } = await import('./replace-folder.ts');
    replaceFolder(output!, files, layout, io);
    return `🎯 Deployment: ${output} generated (${as}, ${files.size} files)\n`;
  }
  if (output === undefined || isFolder(output, io)) {
    const files = yamlLayout(generated);
    const count = generated.reduce((sum, { regions }) => sum + 1 + regions.length, 0);
    if (files.size < count)
      throw new UsageError(
        'a deployment is named like another one with its region, so their files would be the same',
        'rename it with -- @ferris:container.name=…, or use --as kustomize',
      );
    for (const [name, text] of files) {
      const target = path.join(output ?? '', name);
      makeFolderOf(target, io);
      writeText(target, text, io);
    }
    return generated.map(one => writtenLines(one, layout, io)).join('');
  }
  const objects = distinctObjects(generated.flatMap(one => one.objects));
  const regional = generated.filter(({ regions }) => regions.length > 0).map(({ spec }) => spec.name);
  if (regional.length > 0)
    await io.stderr.write(
      `ferris-k8s-deploy: ${regional.join(' and ')} ${regional.length === 1 ? 'has' : 'have'} regions, of which this is the primary one: --output DIR/ writes a file for each\n`,
    );
  if (output === '-') {
    await io.stdout.write(manifestYaml(objects));
    return '';
  }
  makeFolderOf(output, io);
  writeText(output, manifestYaml(objects), io);
  return writtenLine(output, objects.length);
}

async function folderFiles(generated: readonly Generated[], as: 'kustomize' | 'helm'): Promise<LayoutFiles> {
  if (as === 'kustomize') {
    const { kustomizeLayout } = await import('../../../src/compiler/deploy/layouts/kustomize.ts');
    return kustomizeLayout(generated);
  }
  const { helmLayout } = await import('../../../src/compiler/deploy/layouts/helm.ts');
  return helmLayout(generated);
}

function writtenLines(one: Generated, layout: Layout, io: Io): string {
  const { manifest, regions = [] } = targetOf(one, layout, io);
  return [manifest, ...regions.map(region => region.manifest)]
    .map(target => writtenLine(target, one.objects.length))
    .join('');
}

const writtenLine = (target: string, objects: number): string =>
  `🎯 Deployment: ${target} generated (${objects} objects)\n`;
