/** ferris-k8s-deploy extract-hints: from a manifest back to the hints that make it. */
import fs from 'node:fs';
import path from 'node:path';
import { type Extracted, extractHints } from '../../src/compiler/deploy/extract/extract-hints.ts';
import { hintText } from '../../src/compiler/deploy/extract/hint-text.ts';
import { objectsOfManifest } from '../../src/compiler/deploy/extract/manifest-objects.ts';
import { defineCommand, UsageError } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, readText, writeText } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';
import { deployedManifest, isWorkloadName } from './running/deployed.ts';
import { whichCluster, withCluster } from './running/with-cluster.ts';

export const command = defineCommand({
  name: 'extract-hints',
  summary: 'read the hints back out of a manifest',
  flags: {
    'from-deployment': {
      value: 'NAME|FILE',
      doc: "a Deployment, StatefulSet or CronJob of the cluster, or a file of such manifests with their autoscalers; '-' is stdin",
      required: true,
    },
    output: {
      value: 'FILE|DIR',
      short: 'o',
      doc: "where to write: a file, a folder ending with / (one file a deployment), '-' for stdout",
      default: '-',
    },
    namespace: { value: 'NAME', short: 'n', doc: "where it runs; without it the context's" },
    ...whichCluster,
    force: { doc: 'replace files that exist' },
  },
  examples: [
    [
      'ferris-k8s-deploy extract-hints --from-deployment ferris-trading --namespace trading',
      'of what runs in a cluster',
    ],
    ['ferris-k8s-deploy extract-hints --from-deployment ferris-trading.yaml --output extracted_hints.sql', 'of a file'],
    [
      'kubectl get deployment,hpa,configmap -o yaml | ferris-k8s-deploy extract-hints --from-deployment - --output hints/',
      'of all that runs in a namespace',
    ],
  ],
  async run({ flags }, io) {
    const given = flags['from-deployment'];
    const { output, force } = flags;
    const isFile = given === '-' || !isWorkloadName(given) || fs.existsSync(resolvePath(io, given));
    if (isFile) return await extract(await readText(given, io), { output, force }, io);
    return await withCluster(flags, io, async cluster => {
      const text = await deployedManifest(cluster, given, flags.namespace);
      return await extract({ name: given, text }, { output, force }, io);
    });
  },
});

async function extract(
  { name, text }: { readonly name: string; readonly text: string },
  { output, force }: { readonly output: string; readonly force: boolean },
  io: Io,
): Promise<number> {
  const manifest = objectsOfManifest(text);
  if (!manifest.ok) throw new FileError(`cannot read ${name}:${manifest.line}: ${manifest.message}`);
  const extracted = extractHints(manifest.objects);
  if (extracted.length === 0)
    throw new FileError(`cannot read ${name}: there is no Deployment, StatefulSet or CronJob in it`);
  const targets = targetsOf(extracted, output);
  for (const target of targets.keys())
    if (target !== '-' && !force && fs.existsSync(resolvePath(io, target)))
      throw new UsageError(`${target} exists already`, 'write --force to replace it, or name another file');
  for (const [target, workloads] of targets) {
    const blocks = workloads.map(one => hintText(one, name)).join('\n');
    if (target === '-') await io.stdout.write(blocks);
    else {
      makeFolderOf(target, io);
      writeText(target, blocks, io);
      await io.stderr.write(`ferris-k8s-deploy: wrote ${target}\n`);
    }
    if (workloads.length > 1)
      await io.stderr.write(
        `ferris-k8s-deploy: these are the hints of ${workloads.length} deployments: put each block above its own statements, or write --output DIR/\n`,
      );
  }
  return EXIT.ok;
}

function targetsOf(extracted: readonly Extracted[], output: string): ReadonlyMap<string, readonly Extracted[]> {
  if (!output.endsWith('/') && !output.endsWith(path.sep)) return new Map([[output, extracted]]);
  return Map.groupBy(extracted, ({ name }) => path.join(output, `${path.basename(name)}.sql`));
}

function makeFolderOf(file: string, io: Io): void {
  const folder = path.dirname(resolvePath(io, file));
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FileError(`cannot make ${folder}: ${(error as Error).message}`);
  }
}
