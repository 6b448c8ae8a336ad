/** Services of a ferris.yaml for tests. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { DEFAULT_OPTIONS, type DeployOptions } from '../../../../src/compiler/deploy/options.ts';
import { type ReadServices, readServices } from '../../../../src/compiler/deploy/services/read-services.ts';
import type { ServicesSpec } from '../../../../src/compiler/deploy/services/service-spec.ts';
import { servicesManifest } from '../../../../src/compiler/deploy/services/services-manifest.ts';
import { manifestProblems } from '../../../../src/compiler/deploy/validate.ts';

export const projectRoot = path.resolve(import.meta.dirname, '../../../..');

export interface Choice extends Partial<DeployOptions> {
  readonly namespace?: string;
  readonly size?: string;
}

/** @param yaml the value of `services` */
export const readText = (yaml: string, { size, namespace }: Choice = {}): ReadServices =>
  readServices(parse(yaml), { namespace, size, readFile: () => undefined });

/** `services.a.image is missing: …`, in order. */
export const problemsOf = (yaml: string, choice?: Choice): readonly string[] =>
  readText(yaml, choice).problems.map(({ path: place, message }) => `${place.join('.')} ${message}`);

/** @param config from the project's root */
export function specOf(config: string, { size, namespace }: Choice): ServicesSpec {
  const file = path.join(projectRoot, config);
  const { spec, problems } = readServices(parse(fs.readFileSync(file, 'utf8')).services, {
    namespace,
    size,
    readFile: name => fs.readFileSync(path.join(path.dirname(file), name), 'utf8'),
  });
  assert.deepEqual(problems, []);
  return spec;
}

/** A manifest that would be accepted. */
export function manifestOf(spec: ServicesSpec, options: Choice = {}): readonly KubernetesObject[] {
  const objects = servicesManifest(spec, { ...DEFAULT_OPTIONS, ...options });
  assert.deepEqual(manifestProblems(objects), []);
  return objects;
}

/** Of text that has no mistakes. */
export function manifestOfText(yaml: string, choice: Choice = {}): readonly KubernetesObject[] {
  assert.deepEqual(problemsOf(yaml, choice), []);
  return manifestOf(readText(yaml, choice).spec, choice);
}

/** The one object of a kind and name, as plain data. */
export function find(objects: readonly KubernetesObject[], kind: string, name: string): Record<string, unknown> {
  const found = objects.filter(one => one.kind === kind && one.metadata?.name === name);
  assert.equal(
    found.length,
    1,
    `${kind} ${name} among ${objects.map(one => `${one.kind} ${one.metadata?.name}`).join(', ')}`,
  );
  return { ...found[0]! };
}

/** Whatever `expected` says is in `actual`; there may be more. Lists are compared item by item and have the same length. */
export function assertIncludes(actual: unknown, expected: unknown, place: string): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${place} is no list`);
    assert.equal(actual.length, expected.length, `${place}: ${JSON.stringify(actual)}`);
    for (const [index, item] of expected.entries()) assertIncludes(actual[index], item, `${place}/${index}`);
    return;
  }
  if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${place} is ${JSON.stringify(actual)}`);
    const inner = new Map(Object.entries(actual));
    for (const [key, value] of Object.entries(expected)) assertIncludes(inner.get(key), value, `${place}/${key}`);
    return;
  }
  assert.deepEqual(actual, expected, place);
}
