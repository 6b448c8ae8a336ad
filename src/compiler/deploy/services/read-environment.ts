/** Environment variables of a service's containers: texts, and entries of Secrets and ConfigMaps. */
import type { Fields } from './fields.ts';
import type { EnvFromSpec, EnvSpec } from './service-spec.ts';

const OBJECT_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const ENTRY = /^[A-Za-z0-9._-]+$/;

/** NAME → a text, `{ secret, key }`, `{ config, key }` or `{ field: metadata.name }`. */
export function readEnv(given: Fields): readonly EnvSpec[] {
  const all = given.inside('env');
  return (all?.keys() ?? []).flatMap((name): EnvSpec[] => {
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) all!.tell([name], 'is no name of an environment variable');
    if (!all!.has(name)) {
      all!.tell([name], "is empty; write '' for an empty text");
      return [];
    }
    if (typeof all!.value(name) !== 'object')
      return [
        { name, kind: 'value', value: all!.text(name, undefined, 'a text (numbers with a point in quotes)') ?? '' },
      ];
    const one = all!.inside(name);
    if (!one) return [];
    one.only('secret', 'config', 'field', 'key', 'optional');
    const kinds = (['secret', 'config', 'field'] as const).filter(kind => one.has(kind));
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
      one.tell([], 'takes either a text, or secret and key, or config and key, or field');
      return [];
    }
    if (kind === 'field')
      return [{ name, kind, field: one.needed('field', /^[a-z]\S*$/, 'a field such as metadata.name') }];
    const from = one.needed(kind, OBJECT_NAME, `the name of a ${kind === 'secret' ? 'Secret' : 'ConfigMap'}`);
    const key = one.needed('key', ENTRY, `the entry of ${from}`);
    return [{ name, kind, from, key, optional: one.flag('optional') ?? false }];
  });
}

/** A list of `{ secret }` or `{ config }`, each with an optional `prefix`. */
export const readEnvFrom = (given: Fields): readonly EnvFromSpec[] =>
  given.each('env_from').flatMap((one): EnvFromSpec[] => {
    one.only('secret', 'config', 'prefix');
    if (one.has('secret') === one.has('config')) {
      one.tell([], 'takes either secret or config');
      return [];
    }
    const kind = one.has('secret') ? 'secret' : 'config';
    const from = one.needed(kind, OBJECT_NAME, `the name of a ${kind === 'secret' ? 'Secret' : 'ConfigMap'}`);
    return [{ kind, from, prefix: one.text('prefix', /^[A-Za-z_][A-Za-z0-9_]*$/, 'the beginning of a variable') }];
  });
