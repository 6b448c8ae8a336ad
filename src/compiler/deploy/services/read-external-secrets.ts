/** Secrets that the External Secrets operator fetches from a cloud's store. */
import type { Fields } from './fields.ts';
import type { ExternalSecretSpec } from './service-spec.ts';

/** A list of `{ secret, refresh, store, data: { entry: { key, property } } }`. */
export const readExternalSecrets = (given: Fields): readonly ExternalSecretSpec[] =>
  given.each('external_secrets').map(one => {
    one.only('secret', 'refresh', 'store', 'data');
    const data = one.inside('data');
    if (!data) one.tell(['data'], 'is missing: entries of the Secret, each with the key of the store');
    return {
      secret: one.needed('secret', /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'the name of the Secret to make'),
      refresh: one.text('refresh', /^(\d+[smh])+$/, 'a time such as 1h or 30m') ?? '1h',
      store: readStore(one),
      entries: (data?.keys() ?? []).flatMap(name => {
        if (!/^[A-Za-z0-9._-]+$/.test(name)) data!.tell([name], 'is no key of a Secret');
        if (typeof data!.value(name) === 'string')
          return [{ name, key: data!.needed(name, /\S/, 'a key of the store') }];
        const entry = data!.inside(name)?.only('key', 'property');
        if (!entry) return [];
        return [{ name, key: entry.needed('key', /\S/, 'a key of the store'), property: entry.text('property', /\S/) }];
      }),
    };
  });

/** The name of a SecretStore, `{ cluster: NAME }`, or one to be made: `{ aws: { region } }`, `{ gcp: … }`, `{ azure: … }`. */
function readStore(given: Fields): ExternalSecretSpec['store'] {
  const nowhere = { kind: 'existing', name: '', cluster: false } as const;
  if (typeof given.value('store') === 'string')
    return {
      kind: 'existing',
      name: given.needed('store', /^[a-z0-9][a-z0-9.-]*$/, 'the name of a SecretStore'),
      cluster: false,
    };
  if (!given.has('store')) given.tell(['store'], 'is missing: the name of a SecretStore, or aws, gcp or azure');
  const one = given.inside('store')?.only('cluster', 'aws', 'gcp', 'azure');
  if (!one) return nowhere;
  const kinds = (['cluster', 'aws', 'gcp', 'azure'] as const).filter(kind => one.has(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    one.tell([], 'takes one of cluster, aws, gcp and azure');
    return nowhere;
  }
  if (kind === 'cluster')
    return {
      kind: 'existing',
      name: one.needed(kind, /^[a-z0-9][a-z0-9.-]*$/, 'the name of a ClusterSecretStore'),
      cluster: true,
    };
  const cloud = one.inside(kind);
  if (!cloud) return nowhere;
  if (kind === 'aws')
    return {
      kind,
      region: cloud.only('region', 'service').needed('region', /^[a-z0-9-]+$/, 'a region such as us-east-1'),
      service: cloud.choice('service', ['SecretsManager', 'ParameterStore']) ?? 'SecretsManager',
    };
  if (kind === 'azure')
    return {
      kind,
      vaultUrl: cloud.only('vault_url').needed('vault_url', /^https:\/\/\S+$/, 'the address of a key vault'),
    };
  cloud.only('project', 'location', 'cluster');
  return {
    kind,
    project: cloud.needed('project', /^[a-z][a-z0-9-]+$/, 'a project'),
    location: cloud.needed('location', /^[a-z0-9-]+$/, "the cluster's location"),
    cluster: cloud.needed('cluster', /^[a-z0-9-]+$/, "the cluster's name"),
  };
}
