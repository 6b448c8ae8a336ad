/** kubernetes-validate of PyPI: Kubernetes' own schemas of each version, read by somebody else's program. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { KubernetesObject } from '../../src/compiler/deploy/objects/kubernetes-object.ts';
import { manifestYaml } from '../../src/compiler/deploy/yaml.ts';

const VERSION = '1.37.0';
const folder = path.resolve(import.meta.dirname, '../../.cache/kubernetes-validate', VERSION);

function python(...args: readonly string[]) {
  const env = { ...process.env, PYTHONPATH: folder, PIP_ROOT_USER_ACTION: 'ignore', PIP_BREAK_SYSTEM_PACKAGES: '1' };
  const { error, status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8', env });
  if (error)
    assert.fail(
      `python3, which the independent validator runs on, cannot be started (${error.message}): 'apt-get install -y python3 python3-pip'`,
    );
  return { status, text: stdout + stderr };
}

/** Fetched once, below .cache, whole or not at all: two files may do so at the same time. Fails saying how to get it. */
export function install(): void {
  if (fs.existsSync(path.join(folder, 'kubernetes_validate'))) return;
  const unfinished = `${folder}.${process.pid}`;
  const { status, text } = python(
    '-m',
    'pip',
    'install',
    '--quiet',
    '--target',
    unfinished,
    `kubernetes-validate==${VERSION}`,
  );
  assert.equal(status, 0, `pip cannot install kubernetes-validate ('apt-get install -y python3-pip'): ${text}`);
  // What is left of an installation that was broken off.
  if (!fs.existsSync(path.join(folder, 'kubernetes_validate'))) fs.rmSync(folder, { recursive: true, force: true });
  try {
    fs.renameSync(unfinished, folder);
  } catch {
    // The other file was first.
    assert.ok(fs.existsSync(path.join(folder, 'kubernetes_validate')));
    fs.rmSync(unfinished, { recursive: true });
  }
}

/** Groups whose schemas Kubernetes does not have: operators bring them. */
const OPERATORS = /^(keda\.sh|monitoring\.coreos\.com|external-secrets\.io)\//;

/** What it says against the objects; empty when all are valid. Custom resources are left out. */
export function complaints(objects: readonly KubernetesObject[], k8sVersion: string): string {
  const file = path.join(os.tmpdir(), `ferris-manifest-${process.pid}.yaml`);
  fs.writeFileSync(file, manifestYaml(objects.filter(({ apiVersion }) => !OPERATORS.test(apiVersion))));
  try {
    const { status, text } = python('-m', 'kubernetes_validate', '-k', k8sVersion, '--strict', '--quiet', file);
    return status === 0 ? '' : text || `exit code ${status}`;
  } finally {
    fs.rmSync(file, { force: true });
  }
}
