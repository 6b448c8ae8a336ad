/** What a hint changes in the manifests: the objects with it and without it, compared. */
import { findHint } from '../../../language/hints/catalogue.ts';
import { buildSpec } from '../build-spec.ts';
import type { EffectiveHint } from '../effective-hints.ts';
import { manifestOf } from '../manifest.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';

export interface Change {
  /** `Deployment`: the object's kind. */
  readonly kind: string;
  /** `spec.replicas`. */
  readonly path: string;
  /** As JSON; undefined where there was nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Of what a person reads: the hint's own annotation and what merely repeats other fields are left out. */
export function changesBy(spec: DeploymentSpec, key: string, options: DeployOptions): readonly Change[] {
  const other = buildSpec({ hints: withoutHint(spec, key), source: spec.source, name: spec.name });
  const before = fieldsOf(manifestOf(other, options));
  const after = fieldsOf(manifestOf(spec, options));
  const paths = new Set([...after.keys(), ...before.keys()]);
  return [...paths].flatMap(place => {
    const [was, is] = [before.get(place), after.get(place)];
    if (was === is || REPEATING.test(place)) return [];
    const [kind = '', path = ''] = place.split('\0');
    return [{ kind, path, before: was, after: is }];
  });
}

/** Labels, annotations and configuration files say again what fields say; names of objects are in their references. */
const REPEATING =
  /\0(metadata\.|data\.|spec\.template\.metadata\.|binaryData)|^(PrometheusRule|ConfigMap|AlertmanagerConfig)\0/;

/** With the default in its place, when there is one. */
function withoutHint({ hints, workload }: DeploymentSpec, key: string): readonly EffectiveHint[] {
  const defaults = findHint(key)?.entry.defaults;
  const value = (workload === 'custom' ? undefined : defaults?.[workload]) ?? defaults?.all;
  return hints.flatMap(hint => {
    if (hint.key !== key) return [hint];
    return value === undefined ? [] : [{ ...hint, value, origin: 'default' as const, overruled: [] }];
  });
}

function fieldsOf(objects: readonly KubernetesObject[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const visit = (value: unknown, kind: string, path: string): void => {
    if (typeof value !== 'object' || value === null) {
      fields.set(`${kind}\0${path}`, JSON.stringify(value) ?? '');
      return;
    }
    for (const [key, inner] of Object.entries(value))
      visit(
        inner,
        kind,
        Array.isArray(value) ? `${path}[${nameOf(inner) ?? key}]` : path === '' ? key : `${path}.${key}`,
      );
  };
  for (const object of objects) visit(object, object.kind, '');
  return fields;
}

/** Items of lists are told by what names them, so that one more at the front is not a change of all. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  for (const key of ['name', 'key', 'topologyKey'] as const) {
    const name: unknown = Object.entries(item).find(([one]) => one === key)?.[1];
    if (typeof name === 'string') return name;
  }
  return undefined;
}
