/** Secrets that the External Secrets operator makes: from which store, which entries. No secret is ever in a manifest. */
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import type { ExternalSecretSpec, ServiceSpec } from '../service-spec.ts';
import { metadataOf } from './labels.ts';

/** Stores first, each once. */
export function externalSecrets(service: ServiceSpec): readonly (ISecretStore | IExternalSecret)[] {
  const stores = new Map<string, ISecretStore>();
  const secrets = service.externalSecrets.map((secret, index): IExternalSecret => {
    const { store, refresh, entries } = secret;
    const key = JSON.stringify(store);
    if (store.kind !== 'existing' && !stores.has(key))
      stores.set(key, secretStore(service, store, numbered('secret-store', stores.size)));
    return {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: metadataOf(service, numbered('external-secret', index)),
      spec: {
        refreshInterval: refresh,
        secretStoreRef:
          store.kind === 'existing'
            ? { name: store.name, kind: store.cluster ? 'ClusterSecretStore' : 'SecretStore' }
            : { name: stores.get(key)?.metadata?.name, kind: 'SecretStore' },
        target: { name: secret.secret, creationPolicy: 'Owner' },
        data: entries.map(({ name, key, property }) => ({ secretKey: name, remoteRef: { key, property } })),
      },
    };
  });
  return [...stores.values(), ...secrets];
}

const numbered = (name: string, before: number): string => (before === 0 ? name : `${name}-${before + 1}`);

type OwnStore = Exclude<ExternalSecretSpec['store'], { readonly kind: 'existing' }>;

const secretStore = (service: ServiceSpec, store: OwnStore, suffix: string): ISecretStore => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'SecretStore',
  metadata: metadataOf(service, suffix),
  spec: { provider: providerOf(store, { name: service.account.name }) },
});

/** @param serviceAccountRef whose role in the cloud may read the store */
function providerOf(
  store: OwnStore,
  serviceAccountRef: { readonly name: string },
): NonNullable<ISecretStore['spec']>['provider'] {
  switch (store.kind) {
    case 'aws':
      return { aws: { service: store.service, region: store.region, auth: { jwt: { serviceAccountRef } } } };
    case 'gcp':
      return {
        gcpsm: {
          projectID: store.project,
          auth: {
            workloadIdentity: { clusterLocation: store.location, clusterName: store.cluster, serviceAccountRef },
          },
        },
      };
    case 'azure':
      return { azurekv: { authType: 'WorkloadIdentity', vaultUrl: store.vaultUrl, serviceAccountRef } };
  }
}
