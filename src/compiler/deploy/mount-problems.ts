/** Mounts of a pod that have no volume: the schema allows them, the API server does not. */
import type { KubernetesObject } from './objects/kubernetes-object.ts';

interface Mounting {
  readonly volumes?: readonly { readonly name: string }[];
  readonly containers?: readonly { readonly volumeMounts?: readonly { readonly name: string }[] }[];
}

export function mountProblems(
  object: KubernetesObject,
): readonly { readonly path: string; readonly message: string }[] {
  const path = object.kind === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec';
  const { volumes = [], containers = [] } = (inside(object, path) ?? {}) as Mounting;
  const claims = (inside(object, '/spec/volumeClaimTemplates') ?? []) as readonly {
    readonly metadata: { readonly name: string };
  }[];
  const there = new Set([...volumes.map(({ name }) => name), ...claims.map(({ metadata }) => metadata.name)]);
  return containers.flatMap(({ volumeMounts = [] }, index) =>
    volumeMounts
      .filter(({ name }) => !there.has(name))
      .map(({ name }) => ({
        path: `${path}/containers/${index}/volumeMounts`,
        message: `there is no volume '${name}'`,
      })),
  );
}

const inside = (value: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (inner, key) => (inner !== null && typeof inner === 'object' ? Reflect.get(inner, key) : undefined),
      value,
    );
