/** Deployments of a small query with given hints, for tests. */
import { deploymentsOf } from '../../../src/compiler/deploy/deployments.ts';
import { manifestOf } from '../../../src/compiler/deploy/manifest.ts';
import type { KubernetesObject } from '../../../src/compiler/deploy/objects/kubernetes-object.ts';
import { DEFAULT_OPTIONS, type DeployOptions } from '../../../src/compiler/deploy/options.ts';
import type { DeploymentSpec } from '../../../src/compiler/deploy/spec.ts';
import { analyze } from '../../../src/language/analyze.ts';

export type Hints = Readonly<Record<string, string>>;

/** One statement has one deployment. */
export function specWith(hints: Hints): DeploymentSpec {
  const text = `${Object.entries(hints)
    .map(([key, value]) => `-- @ferris:${key}=${value}\n`)
    .join('')}
CREATE STREAM orders (id STRING, amount DECIMAL(12, 2)) WITH ('topic' = 'orders', 'format' = 'json');
CREATE STREAM large_orders AS SELECT id, amount FROM orders WHERE amount > 1000;
`;
  const { specs } = deploymentsOf({ file: 'orders.sql', text, analysis: analyze(text) });
  if (specs.length !== 1) throw new Error(`${specs.length} deployments instead of one`);
  return specs[0]!;
}

export const manifestWith = (hints: Hints, options: Partial<DeployOptions> = {}): readonly KubernetesObject[] =>
  manifestOf(specWith(hints), { ...DEFAULT_OPTIONS, ...options });

/** The only object of a kind; undefined where there is none. Throws where there are several. */
export function only(objects: readonly KubernetesObject[], kind: string): KubernetesObject | undefined {
  const found = objects.filter(object => object.kind === kind);
  if (found.length > 1) throw new Error(`${found.length} objects of kind ${kind}`);
  return found[0];
}

/** What a JSON pointer points to; undefined where there is nothing. */
export function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}
