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

export const command = defineCommand({
  name: 'extract-hints',
  summary: 'read the hints back out of a manifest',
  flags: {
    'from-deployment': {
      value: 'FILE',
      doc: "manifests of Deployments, StatefulSets or CronJobs with their autoscalers; '-' is stdin",
      required: true,
    },
    output: {
      value: 'FILE|DIR',
      short: 'o',
      doc: "where to write: a file, a folder ending with / (one file a deployment), '-' for stdout",
      default: '-',
    },
    force: { doc: 'replace files that exist' },
  },
  examples: [
    ['ferris-k8s-deploy extract-hints --from-deployment ferris-trading.yaml --output extracted_hints.sql', 'of a file'],
    [
      'kubectl get deployment,hpa,configmap -o yaml | ferris-k8s-deploy extract-hints --from-deployment - --output hints/',
      'of what runs in a namespace',
    ],
  ],
  async run({ flags }, io) {
    const { name, text } = await readManifest(flags['from-deployment'], io);
    const manifest = objectsOfManifest(text);
    if (!manifest.ok) throw new FileError(`cannot read ${name}:${manifest.line}: ${manifest.message}`);
    const extracted = extractHints(manifest.objects);
    if (extracted.length === 0)
      throw new FileError(`cannot read ${name}: there is no Deployment, StatefulSet or CronJob in it`);
    const targets = targetsOf(extracted, flags.output);
    for (const target of targets.keys())
      if (target !== '-' && !flags.force && fs.existsSync(resolvePath(io, target)))
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
  },
});

/** Whoever names a Deployment of the cluster is told how to get at it. */
async function readManifest(file: string, io: Io): Promise<{ readonly name: string; readonly text: string }> {
  if (file === '-' || /[./\\]/.test(file) || fs.existsSync(resolvePath(io, file))) return readText(file, io);
  throw new FileError(
    `cannot read ${file}: there is no such file; of what runs in the cluster:\n  kubectl get deployment,hpa,configmap -o yaml | ferris-k8s-deploy extract-hints --from-deployment -`,
  );
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
