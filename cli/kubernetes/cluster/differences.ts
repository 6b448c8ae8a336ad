/** What would change in the cluster, object by object, as a unified diff of their YAML. */
import { plainYaml } from '../../../src/compiler/deploy/yaml.ts';
import { unifiedDiff } from './line-diff.ts';
import type { LiveObject } from './live-object.ts';
import type { Foreseen } from './preflight.ts';

/** Empty when nothing would change. What the server keeps for itself is left out, and what is in a Secret is masked. */
export function differences(foreseen: readonly Foreseen[]): string {
  return foreseen
    .map(({ target, before, after }) => {
      const [old, next] = masked(before && comparable(before), comparable(after ?? (target.object as LiveObject)));
      const where = `${target.namespace === undefined ? '' : `${target.namespace}/`}${target.name}`;
      return unifiedDiff(old ? plainYaml(old) : '', plainYaml(next), {
        before: old ? `live: ${where}` : '/dev/null',
        after: `applied: ${where}`,
      });
    })
    .join('');
}

type Data = Readonly<Record<string, unknown>>;

const OF_THE_SERVER = new Set([
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
]);

function comparable(object: LiveObject): Data {
  const { status, metadata, ...rest } = object;
  const own = Object.fromEntries(Object.entries(metadata).filter(([key]) => !OF_THE_SERVER.has(key)));
  const { apiVersion, kind, ...body } = rest;
  return sorted({ apiVersion, kind, metadata: own, ...body }) as Data;
}

/** The server's order of keys is not ours; only values count. */
function sorted(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map(one => sorted(one, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  if (depth > 0) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner, depth + 1)]));
}

const SECRET = ['data', 'stringData'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** That a value differs is seen; the value is not. */
function masked(before: Data | undefined, after: Data): readonly [Data | undefined, Data] {
  if (after.kind !== 'Secret') return [before, after];
  const mask = (object: Data, other: Data | undefined, word: string): Data => {
    const hidden: Record<string, unknown> = { ...object };
    for (const part of SECRET) {
      const [values, others] = [object[part], other?.[part]].map(one => (one ?? {}) as Data);
      if (object[part] !== undefined)
        hidden[part] = Object.fromEntries(
          Object.keys(values!).map(key => [key, values![key] === others![key] ? '***' : `*** (${word})`]),
        );
    }
    const { annotations, ...metadata } = object.metadata as { readonly annotations?: Data };
    // kubectl keeps a whole copy of what was applied there.
    const { [LAST_APPLIED]: _, ...kept } = annotations ?? {};
    hidden.metadata = annotations === undefined ? metadata : { ...metadata, annotations: kept };
    return hidden;
  };
  return [before && mask(before, after, 'before'), mask(after, before, 'after')];
}
