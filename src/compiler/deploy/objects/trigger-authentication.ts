/** How KEDA signs in to Kafka: with the same Secret as the pods. */
import type { ITriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication';
import type { DeploymentSpec } from '../spec.ts';
import { metadataOf } from './labels.ts';

/** KEDA's parameters and the entries of the Secret; those that are not in it stay empty, which means: not used. */
const PARAMETERS: readonly (readonly [parameter: string, entry: string])[] = [
  ['username', 'KAFKA_USERNAME'],
  ['password', 'KAFKA_PASSWORD'],
  ['sasl', 'KEDA_SASL'],
  ['tls', 'KEDA_TLS'],
];

export const triggerAuthenticationName = (spec: DeploymentSpec): string | undefined =>
  spec.kafka.secret === undefined ? undefined : metadataOf(spec, 'kafka').name;

export const triggerAuthentication = (spec: DeploymentSpec): ITriggerAuthentication | undefined =>
  spec.kafka.secret === undefined
    ? undefined
    : {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'TriggerAuthentication',
        metadata: {
          ...metadataOf(spec, 'kafka'),
          annotations: {
            'ferris.io/secret-entries':
              'KEDA_SASL is plaintext, scram_sha256 or scram_sha512; KEDA_TLS is enable or disable',
          },
        },
        spec: {
          secretTargetRef: PARAMETERS.map(([parameter, key]) => ({ parameter, name: spec.kafka.secret!, key })),
        },
      };
