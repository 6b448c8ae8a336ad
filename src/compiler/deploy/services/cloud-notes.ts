/** What a service needs of the cloud and Kubernetes has no object for: the policy of its role, and its security group's rules. */
import { plainYaml } from '../yaml.ts';
import type { SecurityGroupRule, ServiceSpec } from './service-spec.ts';

export interface CloudNote {
  /** Name of the file it goes into. */
  readonly file: string;
  readonly text: string;
}

export const cloudNotes = (services: readonly ServiceSpec[]): readonly CloudNote[] =>
  services.flatMap(({ name, account, securityGroups }) => [
    ...(account.policy.length > 0 ? [{ file: `${name}-iam-policy.json`, text: policyText(account.policy) }] : []),
    ...(securityGroups.length > 0 ? [{ file: `${name}-security-groups.yaml`, text: rulesText(securityGroups) }] : []),
  ]);

/** In the form that `aws iam create-policy --policy-document` takes. */
const policyText = (policy: ServiceSpec['account']['policy']): string => {
  const Statement = policy.map(({ effect, actions, resources }) => ({
    Effect: effect,
    Action: actions,
    Resource: resources,
  }));
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`;
};

const rulesText = (rules: readonly SecurityGroupRule[]): string =>
  plainYaml(
    Object.fromEntries(
      [...Map.groupBy(rules, ({ direction }) => direction)].map(([direction, some]) => [
        direction,
        some.map(({ port, protocol, peer, description }) => ({
          port,
          protocol,
          [direction === 'ingress' ? 'source' : 'destination']: peer,
          description,
        })),
      ]),
    ),
  );
