/** ferris-k8s-deploy services: the manifest of the companion services of ferris.yaml. */
import fs from 'node:fs';
import path from 'node:path';
import type { KubernetesObject } from '../../src/compiler/deploy/objects/kubernetes-object.ts';
import { cloudNotes } from '../../src/compiler/deploy/services/cloud-notes.ts';
import { servicesManifest } from '../../src/compiler/deploy/services/services-manifest.ts';
import { manifestProblems } from '../../src/compiler/deploy/validate.ts';
import { manifestYaml, plainYaml } from '../../src/compiler/deploy/yaml.ts';
import { defineCommand } from '../arguments.ts';
import { EXIT } from '../exit-codes.ts';
import { FileError, writeText } from '../files.ts';
import { type Io, resolvePath } from '../io.ts';
import { loadServices, servicesFlags } from './companions/load.ts';
import { clusterFlags, deployOptions, hintFlags, monitoringFlag } from './deploying/flags.ts';

export const command = defineCommand({
  name: 'services',
  summary: 'write the manifest of the companion services of ferris.yaml: databases, caches, gateways, any image',
  flags: {
    ...servicesFlags,
    'k8s-version': clusterFlags['k8s-version'],
    cloud: { ...clusterFlags.cloud, doc: 'whose role the service accounts get' },
    monitoring: monitoringFlag,
    namespace: { ...hintFlags.namespace, doc: 'of services that name none; without it deploy.container.namespace' },
    output: {
      value: 'FILE|DIR',
      short: 'o',
      doc: "a file, a folder ending with / (one file a service, a kustomization, IAM policies and security groups), '-' for stdout",
      default: '-',
    },
  },
  examples: [
    ['ferris-k8s-deploy services | kubectl diff -f -', 'what would change in the cluster'],
    ['ferris-k8s-deploy services --size medium --output k8s/', 'one file a service, for kubectl apply -k k8s/'],
  ],
  async run({ flags }, io) {
    const options = deployOptions({ ...flags, autoscaler: 'hpa' });
    const spec = await loadServices(flags, io);
    const objects = servicesManifest(spec, options);
    const problems = manifestProblems(objects);
    if (problems.length > 0) {
      const lines = problems.map(({ object, path, message }) => `  ${object}${path && ` ${path}`}: ${message}\n`);
      await io.stderr.write(
        `ferris-k8s-deploy: the API server would refuse this, so nothing is written:\n${lines.join('')}`,
      );
      return EXIT.findings;
    }
    const notes = cloudNotes(spec.services);
    const { output } = flags;
    if (output.endsWith('/') || output.endsWith(path.sep)) {
      const files = new Map([...filesOf(objects), ...notes.map(({ file, text }) => [file, text] as const)]);
      writeAll(output, files, io);
      await io.stdout.write(`🎯 ${output}: ${objects.length} objects in ${[...files.keys()].join(', ')}\n`);
      return EXIT.ok;
    }
    if (output === '-') await io.stdout.write(manifestYaml(objects));
    else {
      writeText(output, manifestYaml(objects), io);
      await io.stdout.write(`🎯 ${output}: ${objects.length} objects\n`);
    }
    if (notes.length > 0)
      await io.stderr.write(
        `ferris-k8s-deploy: ${notes.map(({ file }) => file).join(', ')}: only written into a folder (--output DIR/)\n`,
      );
    return EXIT.ok;
  },
});

/** Namespaces in a file of their own, then a file a service, then what applies them in order. */
function filesOf(objects: readonly KubernetesObject[]): ReadonlyMap<string, string> {
  const groups = Map.groupBy(objects, ({ kind, metadata }) =>
    kind === 'Namespace' ? 'namespace.yaml' : `${metadata?.labels?.app}.yaml`,
  );
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...groups.keys()],
  };
  return new Map([
    ...[...groups].map(([file, some]) => [file, manifestYaml(some)] as const),
    ['kustomization.yaml', plainYaml(kustomization)],
  ]);
}

function writeAll(folder: string, files: ReadonlyMap<string, string>, io: Io): void {
  try {
    fs.mkdirSync(resolvePath(io, folder), { recursive: true });
  } catch (error) {
    throw new FileError(`cannot make ${folder}: ${(error as Error).message}`);
  }
  for (const [file, text] of files) writeText(path.join(folder, file), text, io);
}
