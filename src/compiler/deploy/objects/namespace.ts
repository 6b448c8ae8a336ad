/** The namespace, where one is named: it admits only pods that keep to the policy `restricted`, which all of ours do. */
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { DeployOptions } from '../options.ts';
import type { DeploymentSpec } from '../spec.ts';
import { MANAGED_BY } from './labels.ts';

export const namespace = (
  { namespace: name }: DeploymentSpec,
  { k8sVersion }: DeployOptions,
): INamespace | undefined =>
  name === undefined
    ? undefined
    : {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          labels: {
            ...MANAGED_BY,
            ...Object.fromEntries(
              ['enforce', 'audit', 'warn'].flatMap(mode => [
                [`pod-security.kubernetes.io/${mode}`, 'restricted'],
                [`pod-security.kubernetes.io/${mode}-version`, `v${k8sVersion}`],
              ]),
            ),
          },
        },
      };
