/** A manifest to a file or stdout, for the commands that write one and no report. */
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { manifestYaml } from '../../../src/compiler/deploy/yaml.ts';
import { writeText } from '../../files.ts';
import type { Io } from '../../io.ts';

export const outputFlag = {
  value: 'FILE',
  short: 'o',
  doc: "where the manifest goes; '-' is stdout",
  default: '-',
} as const;

/** Throws FileError when it cannot be written. */
export async function writeManifest(objects: readonly KubernetesObject[], output: string, io: Io): Promise<void> {
  const text = manifestYaml(objects);
  if (output === '-') {
    await io.stdout.write(text);
    return;
  }
  writeText(output, text, io);
  const what = objects.length === 1 ? '1 object' : `${objects.length} objects`;
  await io.stderr.write(`ferris-k8s-deploy: wrote ${output} (${what})\n`);
}
