/** What makes one object of another: a strategic merge patch, as kustomize and kubectl apply it. */
import type { KubernetesObject } from '../objects/kubernetes-object.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Lists that Kubernetes merges item by item, by their name; all others are replaced whole. */
const MERGED_BY_NAME: ReadonlySet<string> = new Set(['containers', 'env']);

/** Undefined where they are the same. Both are plain data of the same kind and name. */
export function mergePatch(from: KubernetesObject, to: KubernetesObject): KubernetesObject | undefined {
  const patch = difference(plain(from), plain(to), '');
  if (patch === undefined) return undefined;
  const { apiVersion, kind, metadata } = to;
  const names = {
    name: metadata?.name,
    ...(metadata?.namespace === undefined ? {} : { namespace: metadata.namespace }),
  };
  const rest = isMap(patch) ? patch : {};
  const { metadata: changed = {}, ...others } = rest;
  return {
    apiVersion,
    kind,
    metadata: { ...names, ...(isMap(changed) ? changed : {}) },
    ...others,
  } as KubernetesObject;
}

/** What has to be merged into one map to make it the other; lists are replaced whole and null deletes, as in Helm's values. */
export const mapDifference = (from: object, to: object): object =>
  (difference(plain(from), plain(to), '') as object | undefined) ?? {};

/** Undefined: none. Null deletes. */
function difference(from: Json | undefined, to: Json, key: string): Json | undefined {
  if (JSON.stringify(from) === JSON.stringify(to)) return undefined;
  if (isMap(from) && isMap(to)) {
    const gone = Object.keys(from).filter(name => !Object.hasOwn(to, name));
    const changed = Object.entries(to).flatMap(([name, value]) => {
      const inner = difference(from[name], value, name);
      return inner === undefined ? [] : [[name, inner] as const];
    });
    return Object.fromEntries([...changed, ...gone.map(name => [name, null] as const)]);
  }
  if (MERGED_BY_NAME.has(key) && isNamedList(from) && isNamedList(to)) return namedDifference(from, to);
  return to;
}

type Named = { readonly name: string } & { readonly [key: string]: Json };

function namedDifference(from: readonly Named[], to: readonly Named[]): Json {
  const changed = to.flatMap(item => {
    const inner = difference(
      from.find(({ name }) => name === item.name),
      item,
      '',
    );
    return isMap(inner) ? [{ name: item.name, ...inner }] : [];
  });
  const gone = from.filter(({ name }) => !to.some(item => item.name === name));
  return [...changed, ...gone.map(({ name }) => ({ name, $patch: 'delete' }))];
}

const isMap = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isNamedList = (value: Json | undefined): value is readonly Named[] =>
  Array.isArray(value) && value.every(item => isMap(item) && typeof item.name === 'string');

const plain = (object: object): Json => JSON.parse(JSON.stringify(object)) as Json;
